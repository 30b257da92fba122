using System.Text.RegularExpressions;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Rendering;

/// <summary>The copies in <c>notebooks/rendered</c>, which people read before they run anything.</summary>
public sealed class CommittedCopiesTests
{
    private const int Megabyte = 1_000_000;

    private static readonly string Folder = Repository.File("notebooks");

    public static TheoryData<string> Notebooks { get; } = NamesIn(Folder, "*.dib");

    public static TheoryData<string> Copies { get; } = NamesIn(Path.Combine(Folder, "rendered"), "*.ipynb");

    private static TheoryData<string> NamesIn(string folder, string pattern) =>
        [.. Directory.GetFiles(folder, pattern).Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    private static RenderedCopy Copy(string name) => new(Notebook.Read(Path.Combine(Folder, $"{name}.dib")));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void It_is_in_step_with_its_notebook(string name) => Assert.Null(Copy(name).OutOfStep());

    [Fact]
    public void There_is_none_without_a_notebook() => Assert.Empty(Copies.Select(name => name.Data).Except(Notebooks.Select(name => name.Data)));

    [Theory]
    [MemberData(nameof(Copies))]
    public void It_is_smaller_than_a_megabyte(string name) => Assert.InRange(new FileInfo(Copy(name).Path).Length, 1, Megabyte);

    [Theory]
    [MemberData(nameof(Copies))]
    public void It_names_no_folder_of_a_machine_and_no_time_taken(string name)
    {
        var text = File.ReadAllText(Copy(name).Path);
        Assert.DoesNotContain(Repository.File(".").TrimEnd('/'), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetTempPath(), text, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("""["\s(](/(home|root|tmp|mnt|var|Users|work)/|[A-Za-z]:\\)"""), text);
        Assert.All(Copy(name).Outputs, output => Assert.DoesNotMatch(@"time: *\d|took \d", output.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void It_shows_no_real_song(string name) => Assert.Contains("SAMPLE DATA: synthetic songs", File.ReadAllText(Copy(name).Path), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Copies))]
    public void Every_chart_has_an_image_beside_it_and_none_has_a_script(string name) => Assert.All(Copy(name).Outputs.Select(output => output["data"]).OfType<object>(), data =>
    {
        var forms = (System.Text.Json.Nodes.JsonObject)data;
        Assert.Equal(forms.ContainsKey("application/vnd.plotly.v1+json"), forms.ContainsKey(StillImage.MimeType));
        Assert.DoesNotContain("script", forms["text/html"]?.ToJsonString() ?? "", StringComparison.Ordinal);
    });
}
