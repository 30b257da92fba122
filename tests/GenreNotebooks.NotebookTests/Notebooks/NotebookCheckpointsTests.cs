using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Which checkpoints <c>run --resume</c> uses.</summary>
public sealed class NotebookCheckpointsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private NotebookCheckpoints On(DataFolder data) => new(folder.Path, data);

    private static Notebook Parse(string name, string source) => Notebook.Parse($"{name}.dib", $"#!csharp\n{source}\n#!markdown\ntext\n#!csharp\n1");

    private static readonly CellEvent[] Outputs =
    [
        new CellEvent.Printed("stdout", "ü 🎵\n\u2028<b>\0"), new CellEvent.Printed("stderr", "careful"), new CellEvent.Shown("plain", "<p>rich</p>", "{\"data\":[{\"y\":[1.50]}]}"), new CellEvent.Shown("value", null, null) { Display = 1 },
    ];

    private static ExecutedNotebook Executed(Notebook notebook)
    {
        var executed = new ExecutedNotebook(notebook) { Elapsed = TimeSpan.FromSeconds(1.5) };
        Array.ForEach(Outputs, executed.CodeCells[0].Add);
        executed.CodeCells.ToList().ForEach(cell => cell.Add(new CellEvent.Finished()));
        return executed;
    }

    [Fact]
    public void A_saved_notebook_is_found_with_all_that_it_put_out()
    {
        On(DataFolder.Sample).Save(Executed(Parse("first", "2")));
        var found = On(DataFolder.Sample).Find(Parse("first", "2"))!;
        Assert.Equal(Outputs, found.CodeCells[0].Outputs);
        Assert.Equal((true, TimeSpan.FromSeconds(1.5), 2), (found.IsFound, found.Elapsed, found.FinishedCells));
        Assert.Equal(IpynbWriter.Write(Executed(Parse("first", "2"))), IpynbWriter.Write(found));
    }

    [Fact]
    public void Another_notebook_is_not_found()
    {
        On(DataFolder.Sample).Save(Executed(Parse("first", "2")));
        Assert.Null(On(DataFolder.Sample).Find(Parse("second", "2")));
        Assert.Null(On(DataFolder.Sample).Find(Parse("first", "3")));
        Assert.Null(On(DataFolder.Sample).Find(Notebook.Parse("elsewhere/first.dib", "#!csharp\n2\n#!markdown\ntext\n#!csharp\n1")));
    }

    [Fact]
    public void On_other_data_it_is_not_found()
    {
        File.WriteAllText(folder.File(DataFolder.SongsFile), "some");
        File.WriteAllText(folder.File(DataFolder.VocabularyFile), "words");
        On(DataFolder.Find(folder.Path)).Save(Executed(Parse("first", "2")));
        Assert.NotNull(On(DataFolder.Find(folder.Path)).Find(Parse("first", "2")));
        Assert.Null(On(DataFolder.Sample).Find(Parse("first", "2")));
        File.WriteAllText(folder.File(DataFolder.VocabularyFile), "other");
        Assert.Null(On(DataFolder.Find(folder.Path)).Find(Parse("first", "2")));
    }

    [Fact]
    public void No_damage_goes_unnoticed_wherever_a_file_was_cut_or_changed()
    {
        var checkpoints = On(DataFolder.Sample);
        var notebook = Parse("first", "2");
        checkpoints.Save(Executed(notebook));
        var path = Path.Combine(checkpoints.Folder, "first.json");
        var whole = File.ReadAllBytes(path);
        for (int i = 0; i < whole.Length; i++)
        {
            File.WriteAllBytes(path, whole[..i]);
            Assert.Null(checkpoints.Find(notebook));
            File.WriteAllBytes(path, [.. whole[..i], (byte)(whole[i] ^ 1), .. whole[(i + 1)..]]);
            // A member without a value may have another name.
            Assert.True(checkpoints.Find(notebook) is not { } found || found.CodeCells[0].Outputs.SequenceEqual(Outputs), $"byte {i}");
        }
        File.WriteAllBytes(path, whole);
        Assert.NotNull(checkpoints.Find(notebook));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Outputs\":[null]}")]
    public void Another_JSON_file_is_not_found(string text)
    {
        var checkpoints = On(DataFolder.Sample);
        Directory.CreateDirectory(checkpoints.Folder);
        File.WriteAllText(Path.Combine(checkpoints.Folder, "first.json"), text);
        Assert.Null(checkpoints.Find(Parse("first", "2")));
    }

    [Fact]
    public void Deleted_checkpoints_are_gone_and_the_folder_with_the_last()
    {
        var checkpoints = On(DataFolder.Sample);
        checkpoints.Save(Executed(Parse("first", "2")));
        checkpoints.Save(Executed(Parse("second", "2")));
        checkpoints.Delete([Parse("first", "2"), Parse("third", "2")]);
        Assert.Equal((null, false), (checkpoints.Find(Parse("first", "2")), checkpoints.IsEmpty));
        checkpoints.Delete([Parse("second", "2")]);
        Assert.False(Directory.Exists(checkpoints.Folder));
    }
}
