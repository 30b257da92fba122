using System.CommandLine;
using System.Text;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>results</c>: rebuilds the tables of docs/results.md, so that no result is typed by hand.</summary>
internal static class ResultsCommand
{
    public static Command Create()
    {
        var command = new Command("results", "Rebuilds the tables of docs/results.md from docs/results/*.json, the output of evaluate --json.");
        command.SetAction(arguments =>
        {
            var docs = Path.Combine(RepositoryRoot.Find() ?? throw new InputException("Expected to be run from inside the repository."), "docs");
            var (evaluations, document) = (ResultsTables.Read(Path.Combine(docs, "results")), Path.Combine(docs, "results.md"));
            AtomicFile.WriteAllText(document, ResultsTables.Into(File.ReadAllText(document), evaluations));
            arguments.InvocationConfiguration.Output.WriteLine($"{document}: {evaluations.Count} rows.");
        });
        return command;
    }
}

/// <summary>The tables of docs/results.md from the output of <c>evaluate --json</c>.</summary>
internal static class ResultsTables
{
    private const string Begin = "<!-- made by `-- results` -->", End = "<!-- end -->";

    private static readonly string[] RecipeOrder = ["majority", "year", "artist", "blog", "tfidf", "vote", "classical", "network", "ensemble", "recommended"];

    /// <summary>The evaluations of a folder.</summary>
    /// <exception cref="InputException">A file is not an evaluation.</exception>
    public static IReadOnlyList<RecipeEvaluation> Read(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(RecipeEvaluation.Load)];

    /// <summary>A document with its tables rebuilt.</summary>
    /// <exception cref="InputException">The document has no place for them.</exception>
    public static string Into(string document, IReadOnlyList<RecipeEvaluation> evaluations)
    {
        var (begin, end) = (document.IndexOf(Begin, StringComparison.Ordinal), document.IndexOf(End, StringComparison.Ordinal));
        return begin >= 0 && end > begin
            ? $"{document[..(begin + Begin.Length)]}\n\n{Markdown(evaluations)}{document[end..]}"
            : throw new InputException($"The document has no place for the tables: expected a line '{Begin}' and after it a line '{End}'.");
    }

    /// <summary>A table per split and choice of genres; by artist, one more of how many songs are known.</summary>
    public static string Markdown(IReadOnlyList<RecipeEvaluation> evaluations)
    {
        var text = new StringBuilder();
        foreach (var table in evaluations.GroupBy(row => (row.Genres, row.Split, row.ByArtist)).OrderBy(table => table.Key))
        {
            text.Append("## ").Append(Title(table.Key.Genres, table.Key.Split) + (table.Key.ByArtist ? ", all songs of an artist together" : "")).Append("\n\n");
            AppendTable(text, [.. Labels, .. Score("accuracy", row => row.Accuracy), .. table.Key.ByArtist ? Score("by artist", row => row.ArtistAccuracy!) : [], .. Score("macro-F1", row => row.MacroF1), Command], table);
            if (table.Key.ByArtist)
            {
                text.Append("The same by the number of known songs of an artist, on the songs of artists that have ten:\n\n");
                AppendTable(text, [.. Labels, .. KnownSongs.Counts.Select(Known)], table);
            }
        }
        return text.ToString();
    }

    private static readonly Column[] Labels = [new("inputs", "---", Inputs), new("reached by", "---", ReachedBy)];

    private static readonly Column Command = new("`evaluate` with", "---", row => $"`{Options(row)}`");

    private static Column[] Score(string name, Func<RecipeEvaluation, Estimate> score) =>
    [
        new(name, "---:", row => FormattableString.Invariant($"{score(row).Mean:0.000} ± {score(row).Sd:0.000}")),
        // A record without the accuracy by artist was made before intervals were over artists.
        new("95 % interval", "---:", row => row.Split == SplitKind.Artist && row.ArtistAccuracy is null ? "–" : FormattableString.Invariant($"{score(row).Low:0.000} to {score(row).High:0.000}")),
    ];

    private static Column Known(int songs) => new($"{songs}", "---:", row =>
    {
        var score = row.Known.Single(known => known.Songs == songs).Accuracy;
        return FormattableString.Invariant($"{score.Mean:0.000} ({score.Low:0.000} to {score.High:0.000})");
    });

    private static void AppendTable(StringBuilder text, Column[] columns, IEnumerable<RecipeEvaluation> rows)
    {
        AppendRow(column => column.Name);
        AppendRow(column => column.Rule);
        foreach (var row in rows.OrderBy(Place))
        {
            AppendRow(column => column.Cell(row));
        }
        text.Append('\n');

        void AppendRow(Func<Column, string> cell) => text.Append("| ").AppendJoin(" | ", columns.Select(cell)).Append(" |\n");
    }

    private sealed record Column(string Name, string Rule, Func<RecipeEvaluation, string> Cell);

    private static string Title(GenreChoice genres, SplitKind split) =>
        (genres == GenreChoice.All ? "All seven genres, " : "Four genres, ") + (split switch
        {
            SplitKind.Artist => "artists apart",
            SplitKind.Stratified => "stratified split",
            _ => "random split",
        });

    private static (int, bool, bool, int) Place(RecipeEvaluation row) => row.Inputs is { } inputs
        ? ((int)inputs, row.WithYear, row.WithTitle, Array.IndexOf(RecipeOrder, row.Recipe))
        : (-1, false, false, Array.IndexOf(RecipeOrder, row.Recipe));

    private static string Inputs(RecipeEvaluation row) => row.Recipe switch
    {
        "majority" => "nothing",
        "year" => "the year alone",
        "artist" => "the artist's name",
        _ => (row.Inputs is ModelKind.Metadata or null ? "features" : Word(row.Inputs!.Value)) + Additions(row),
    };

    private static string Additions(RecipeEvaluation row) => (row.WithYear, row.WithTitle) switch
    {
        (true, true) => ", the year and title",
        (true, false) => " and the year",
        (false, true) => " and title",
        _ => "",
    };

    private static string ReachedBy(RecipeEvaluation row)
    {
        var classical = row.Inputs switch
        {
            ModelKind.Lyrics => "stacked lyrics",
            ModelKind.Metadata => "gradient-boosted trees",
            _ => "stacked trees",
        };
        return (row.Recipe, row.ByArtist) switch
        {
            ("majority", _) => "the most frequent genre",
            ("year", _) => "the year's shares of genres",
            ("artist", _) => "the genre of the artist's training songs",
            ("blog", _) => "the post's network",
            ("tfidf", _) => "logistic regression on TF-IDF",
            ("network", false) => "one network",
            ("network", true) => "one set network",
            ("ensemble", false) => "five networks",
            ("ensemble", true) => "five set networks",
            ("classical", false) => classical,
            ("classical" or "recommended", true) => "trees on the artist's songs",
            ("vote", true) => $"the artist's vote of five networks and {classical}",
            _ => $"a vote of five networks and {classical}",
        };
    }

    private static string Options(RecipeEvaluation row) => string.Join(' ', new[]
    {
        $"--recipe {row.Recipe}",
        row.Inputs is { } inputs ? $"--inputs {Word(inputs)}" : "",
        row.WithYear ? "--with-year" : "",
        row.WithTitle ? "--with-title" : "",
        row.ByArtist ? "--by artist" : "",
        row.Split == SplitKind.Random ? "" : $"--split {Word(row.Split)}",
        row.Genres == GenreChoice.Four ? "" : $"--genres {Word(row.Genres)}",
        row.FirstSeed == 0 ? "" : $"--first-seed {row.FirstSeed}",
        row.Seeds == 5 ? "" : $"--seeds {row.Seeds}",
    }.Where(option => option.Length > 0));

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
