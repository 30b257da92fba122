using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Downloads;

public sealed class FetchPlaceTests : FetchFixture
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../file.bin")]
    [InlineData("a/b")]
    [InlineData("/etc/file.bin")]
    [InlineData("a\\b")]
    [InlineData("..\\file.bin")]
    [InlineData("C:file.bin")]
    [InlineData("file.bin:stream")]
    [InlineData(".hidden")]
    [InlineData("-option")]
    [InlineData("end.")]
    [InlineData("end ")]
    [InlineData("line\n")]
    [InlineData("nul\0")]
    [InlineData("a?b")]
    [InlineData("con")]
    [InlineData("NUL.csv")]
    [InlineData("com1.txt")]
    [InlineData("file.part")]
    [InlineData("file.LOCK")]
    public async Task A_name_that_is_no_plain_file_is_refused_before_anything_is_asked(string name)
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        var shown = name.Replace('\n', ' ').Replace('\0', '\ufffd'); // a message is one line
        Assert.Equal($"The file name '{shown}' is refused: expected letters, digits, spaces, '.', '_' and '-', as in songs.csv, and no " +
            "name that a system or a download keeps for itself.", await MessageAsync(Options(server, Source() with { File = name })));
        Assert.Empty(server.Requests);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData("console.csv", "console.csv")]
    [InlineData("Música 1_a-b.csv", "M%C3%BAsica%201_a-b.csv")]
    public async Task A_plain_name_is_asked_for_and_taken(string name, string asked)
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        await FetchAsync(Options(server, Source() with { File = name }) with { Mirror = new Uri(server.Address + "/?key=1#here") });
        Assert.Equal($"/files/{asked}?key=1", Assert.Single(server.Requests).Path);
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(Folder, name)));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        File.WriteAllText(Target, "");
        var options = Options(server);
        var exception = await Assert.ThrowsAsync<InputException>(() => Fetch.RunAsync(Target, options, Cancellation.Token));
        Assert.StartsWith($"{Target}/file.bin: cannot be written (", exception.Message);
        Assert.EndsWith("). Name another folder with --out DIR.", exception.Message);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_left_as_it_is()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        Directory.CreateDirectory(Target);
        Assert.Equal($"{Target} is a folder: expected a file, or nothing. It is left as it is: move it away, or name another folder with --out DIR.", await MessageAsync(server));
        Assert.Empty(server.Requests);
        Assert.Equal([Target], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_part_is_left_as_it_is()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        Directory.CreateDirectory(Part);
        Assert.Equal($"{Part} is a folder: expected a file to resume, or nothing. It is left as it is: move it away.", await MessageAsync(server));
        Assert.Equal([Part], Directory.GetFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData("elsewhere")]
    [InlineData("missing")]
    public async Task A_link_in_the_place_of_the_part_is_not_written_through(string to)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var outside = new TemporaryFolder();
        File.WriteAllText(outside.File("elsewhere"), "mine");
        File.CreateSymbolicLink(Part, outside.File(to));
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        Assert.Equal($"{Part} is a link: expected a file to resume, or nothing. It is left as it is: move it away.", await MessageAsync(server));
        Assert.Equal("mine", File.ReadAllText(outside.File("elsewhere")));
        Assert.Equal([outside.File("elsewhere")], Directory.GetFileSystemEntries(outside.Path));
    }

    [Theory]
    [InlineData("elsewhere")]
    [InlineData("missing")]
    public async Task A_link_in_the_place_of_the_file_is_replaced_and_what_it_leads_to_stays(string to)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var outside = new TemporaryFolder();
        File.WriteAllText(outside.File("elsewhere"), "mine");
        File.CreateSymbolicLink(Target, outside.File(to));
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        await FetchAsync(Options(server) with { Force = true });
        Assert.Null(new FileInfo(Target).LinkTarget);
        AssertFetched();
        Assert.Equal("mine", File.ReadAllText(outside.File("elsewhere")));
    }
}
