using System.CommandLine;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class DataSampleCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string File(string name) => folder.File(name);

    private static string[] Lines(string path) => System.IO.File.ReadAllLines(path);

    private static async Task<(int Code, string Output)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = output };
        var code = await new RootCommand { DataCommand.Create() }.Parse(["data", "sample", .. arguments])
            .InvokeAsync(invocation, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }

    [Fact]
    public async Task A_file_gets_a_header_and_as_many_songs_as_asked_for()
    {
        var (code, output) = await InvokeAsync("--rows", "30", "--seed", "4", "--out", File("songs.csv"));
        Assert.Equal((0, 31), (code, Lines(File("songs.csv")).Length));
        Assert.Equal($"{File("songs.csv")}: 30 synthetic songs, seed 4.", output.TrimEnd());
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Without_a_file_the_songs_are_the_output()
    {
        await InvokeAsync("--rows", "5", "--seed", "4", "--out", File("songs.csv"));
        var (_, output) = await InvokeAsync("--rows", "5", "--seed", "4");
        Assert.Equal(await System.IO.File.ReadAllTextAsync(File("songs.csv"), TestContext.Current.CancellationToken), output);
    }

    [Fact]
    public async Task The_vocabulary_comes_with_them_if_asked_for()
    {
        await InvokeAsync("--rows", "5", "--out", File("songs.csv"), "--vocab", File("vocab.txt"));
        Assert.Equal(30_522, Lines(File("vocab.txt")).Length);
    }

    [Fact]
    public async Task No_rows_are_a_clear_error_and_leave_no_file()
    {
        var error = await Assert.ThrowsAsync<InputException>(() => InvokeAsync("--rows", "0", "--out", File("songs.csv")));
        Assert.Equal("--rows 0: expected 1 or more.", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Rows_that_are_no_number_are_a_clear_error()
    {
        var (code, output) = await InvokeAsync("--rows", "many");
        Assert.NotEqual(0, code);
        Assert.Contains("many", output);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_a_clear_error() =>
        Assert.Contains(folder.Path, (await Assert.ThrowsAsync<InputException>(() => InvokeAsync("--rows", "5", "--out", folder.Path))).Message);
}
