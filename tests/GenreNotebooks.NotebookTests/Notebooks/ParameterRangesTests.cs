using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests.Packaging;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Ranges that comments of the parameters cell declare.</summary>
public sealed class ParameterRangesTests
{
    private static string? Refusal(string declaration, string value)
    {
        try
        {
            Parameters.Apply([Notebook.Parse("a.dib", $"// parameters\n{declaration}")], new Dictionary<string, string> { ["x"] = value });
            return null;
        }
        catch (InputException refusal)
        {
            return refusal.Message[(refusal.Message.IndexOf(": expected ", StringComparison.Ordinal) + 2)..];
        }
    }

    [Theory]
    [InlineData("int x = 8; // 1 or more", "1", "0", "expected a whole number, 1 or more.")]
    [InlineData("int x = 8; // 1 or more", "2147483647", "-1", "expected a whole number, 1 or more.")]
    [InlineData("int x = 8; // 1 or more", "2", "a", "expected a whole number, 1 or more.")]
    [InlineData("int x = 32; // 1 to 4096", "4096", "4097", "expected a whole number, 1 to 4096.")]
    [InlineData("double x = 0.001; // above 0", "1e-300", "0", "expected a number such as 0.25, above 0.")]
    [InlineData("double x = 0.2; // at least 0 and below 1", "0", "1", "expected a number such as 0.25, at least 0 and below 1.")]
    [InlineData("double x = 0.2; // above 0 and below 1", "0.99", "0", "expected a number such as 0.25, above 0 and below 1.")]
    [InlineData("double x = -0.2; // -1 to 1", "-1", "-1.5", "expected a number such as 0.25, -1 to 1.")]
    [InlineData("double x = 0.2; // at least 0 and below 1", "0.5", "NaN", "expected a number such as 0.25, at least 0 and below 1.")]
    [InlineData("int? x = null; // 1 or more", "null", "0", "expected a whole number, 1 or more, or null.")]
    [InlineData("int[] x = [8, 16]; // each 1 to 4096", "1,2", "1,0", "expected a whole number, or several with commas between them, each 1 to 4096.")]
    [InlineData("string x = \"lyrics\"; // lyrics, metadata or combined", "metadata", "both", "expected lyrics, metadata or combined.")]
    [InlineData("string x = \"lyrics\"; // lyrics, metadata or combined", "combined", "", "expected lyrics, metadata or combined.")]
    [InlineData("string[] x = [\"mean\"]; // each padded or mean", "mean,padded", "mean,max", "expected each padded or mean.")]
    public void A_value_out_of_range_is_refused_and_one_in_range_is_set(string declaration, string inRange, string outOfRange, string message)
    {
        Assert.Null(Refusal(declaration, inRange));
        Assert.Equal(message, Refusal(declaration, outOfRange));
    }

    [Theory]
    [InlineData("int x = 8; // how many")]
    [InlineData("int x = 8; // 1 or more, at least I think so")]
    [InlineData("int x = 0; // 1 or more")]
    [InlineData("string x = \"\"; // folder or nothing")]
    [InlineData("// 1 or more\nint x = 8;")]
    public void Another_comment_is_no_range(string declaration) => Assert.Null(Refusal(declaration, "-5"));

    [Fact]
    public void A_word_is_set_as_the_comment_spells_it() => Assert.Contains(
        "= \"lyrics\";",
        Parameters.Apply([Notebook.Parse("a.dib", "// parameters\nstring x = \"both\"; // lyrics or both")], new Dictionary<string, string> { ["x"] = "LYRICS" })[0].Cells[0].Source,
        StringComparison.Ordinal);
}

/// <summary>The ranges in the project's notebooks.</summary>
public sealed class NotebookRangesTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("01", "seed", "-1")]
    [InlineData("01", "testShare", "0", "1", "NaN", "-0.1")]
    [InlineData("01", "rowsShown", "0", "-1")]
    [InlineData("02", "seed", "-1")]
    [InlineData("02", "maxLength", "1", "0", "513")]
    [InlineData("02", "batchSize", "0", "-8")]
    [InlineData("03", "epochs", "0", "-1")]
    [InlineData("03", "learningRate", "0", "-1", "NaN", "1e999")]
    [InlineData("03", "embeddingDim", "0", "-1", "4097", "2147483647")]
    [InlineData("03", "dropout", "1", "-0.1", "NaN")]
    [InlineData("04", "batchSize", "0")]
    [InlineData("05", "embeddingDim", "0")]
    [InlineData("06", "dropout", "1")]
    [InlineData("07", "model", "both", "xyz", "")]
    [InlineData("07", "seeds", "0")]
    [InlineData("07", "embeddingSizes", "a", "0", "8,", "")]
    [InlineData("07", "minFrequencies", "0")]
    [InlineData("07", "depths", "-1", "9", "1;2")]
    [InlineData("07", "poolings", "max", "mean,max", "")]
    [InlineData("08", "candidates", "0")]
    [InlineData("08", "seeds", "0")]
    [InlineData("08", "recipe", "best")]
    [InlineData("09", "recipe", "")]
    [InlineData("09", "seeds", "-2")]
    [InlineData("10", "energy", "1e300", "NaN", "1.1")]
    [InlineData("10", "epochs", "0")]
    [InlineData("12", "candidates", "0")]
    [InlineData("12", "recipe", "blog")]
    public async Task A_value_out_of_range_is_refused_before_anything_is_written(string number, string name, params string[] values)
    {
        var path = PostNotebooks.PathOf(Path.GetFileNameWithoutExtension(Directory.GetFiles(Repository.File("notebooks"), $"{number}-*.dib").Single()));
        foreach (var value in values)
        {
            var result = await folder.RunAsync(TestContext.Current.CancellationToken, path, "--sample", "--set", $"{name}={value}");
            Assert.Equal((1, ""), (result.Exit, result.Output));
            Assert.StartsWith($"error: --set {name}={value}: in {Path.GetFileName(path)} it is ", result.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder.Out));
        }
    }

    [Fact]
    public void Ranges_are_those_of_the_library()
    {
        foreach (var (name, range) in NotebookRulesTests.Names.SelectMany(row => Parameters.Declared(Notebook.Read(PostNotebooks.PathOf(row.Data))))
            .Select(variable => (variable.Identifier.Text, ParameterRange.Of(variable))))
        {
            Func<double, TrainingOptions>? options = name switch
            {
                "epochs" => value => new() { Epochs = (int)value },
                "batchSize" => value => new() { BatchSize = (int)value },
                "learningRate" => value => new() { LearningRate = value },
                "embeddingDim" or "embeddingSizes" => value => new() { EmbeddingDim = (int)value },
                "minFrequencies" => value => new() { MinFrequency = (int)value },
                "depths" => value => new() { Depth = (int)value },
                "dropout" => value => new() { Dropout = value },
                "maxLength" => value => new() { MaxLength = (int)value },
                _ => null,
            };
            foreach (var value in options is null ? [] : (double[])[-1, 0, 1, 2, 8, 9, 512, 513, 4096, 4097])
            {
                var accepted = Record.Exception(() => options!(value).Validated()) is null;
                Assert.True(accepted == range!.Holds(value), $"{name} {value}");
            }
        }
    }
}
