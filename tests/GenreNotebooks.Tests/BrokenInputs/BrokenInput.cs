namespace GenreNotebooks.Tests.BrokenInputs;

/// <summary>Something that a reader is given, and that is broken, or only unusual where its name begins with <c>fine</c>.</summary>
/// <param name="Name">The reader's kind and what is wrong, such as <c>csv/short-row.csv</c>.</param>
/// <param name="Put">Puts it at a path.</param>
internal sealed record BrokenInput(string Name, Action<string> Put)
{
    private static readonly string Corpus = Path.Combine(AppContext.BaseDirectory, "BrokenInputs");

    private static readonly string[] Kinds = ["csv", "vocabulary", "records", "runs"];

    public string Kind => Name.Split('/')[0];

    /// <summary>The files of the corpus, what code makes because it is large or no file, and model folders.</summary>
    public static IReadOnlyDictionary<string, BrokenInput> All { get; } =
        Files().Concat(LargeInputs.All).Concat(BrokenModels.All).ToDictionary(input => input.Name);

    /// <summary>The files of a kind, as bytes.</summary>
    public static IEnumerable<byte[]> Contents(string kind) => Directory.GetFiles(Path.Combine(Corpus, kind)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    /// <summary>What each input is expected to come to.</summary>
    public static IReadOnlyDictionary<string, string> Messages() => File.ReadAllLines(Path.Combine(Corpus, "messages.tsv"))
        .Select(line => line.Split('\t')).ToDictionary(columns => columns[0], columns => columns[1]);

    private static IEnumerable<BrokenInput> Files() =>
        from kind in Kinds
        from file in Directory.GetFiles(Path.Combine(Corpus, kind))
        select new BrokenInput($"{kind}/{Path.GetFileName(file)}", path => File.Copy(file, path));
}
