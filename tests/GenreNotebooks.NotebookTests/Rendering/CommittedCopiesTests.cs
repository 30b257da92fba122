using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Rendering;

/// <summary>The copies in <c>notebooks/rendered</c>, which people read without running anything.</summary>
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
    public void It_says_from_what_it_was_made(string name)
    {
        var origin = Copy(name).Read()["metadata"]![CopyOrigin.Name]!.AsObject();
        Assert.Equal(DataFolder.SongsFile, (string?)origin["data"]!["file"]);
        Assert.Equal("2.0.0", (string?)origin["library"]!["version"]);
        Assert.All([origin["data"]!["sha256"], origin["library"]!["sources"], origin["notebook"]!["sha256"]], sum => Assert.Matches("^[0-9a-f]{12}$", (string)sum!));
        Assert.Equal(CopyOrigin.Line(origin), RenderedCopy.Source(Copy(name).Read()["cells"]!.AsArray()[^1]!));
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void No_four_words_of_a_song_are_in_it(string name)
    {
        var quotes = RealSongs.Quotes;
        Assert.All(Copy(name).Outputs.SelectMany(RenderedCopy.Texts), text => Assert.Empty(quotes.Find(text)));
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void A_column_of_artists_titles_or_lyrics_is_hidden(string name)
    {
        var tables = Copy(name).Outputs.Select(output => output["data"]?["text/html"]).OfType<JsonArray>().Select(RenderedCopy.Lines).Where(html => html.Contains("<th", StringComparison.Ordinal));
        Assert.All(tables, html => Assert.All(RenderedCopy.Column(html, "artist_name", "artist", "track_name", "track", "lyrics"), cell => Assert.Equal(HiddenLyrics.Marker, cell)));
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void Every_chart_has_an_image_beside_it_and_none_has_a_script(string name) => Assert.All(Copy(name).Outputs.Select(output => output["data"]).OfType<object>(), data =>
    {
        var forms = (System.Text.Json.Nodes.JsonObject)data;
        Assert.Equal(forms.ContainsKey("application/vnd.plotly.v1+json"), forms.ContainsKey(StillImage.MimeType));
        Assert.DoesNotContain("script", forms["text/html"]?.ToJsonString() ?? "", StringComparison.Ordinal);
    });
}

/// <summary>Quotes of the real songs, found once; a test that needs them is skipped without the songs.</summary>
internal static class RealSongs
{
    private static readonly Lazy<SongQuotes> OfAll = new(() => new(RealData.Folder()));

    public static SongQuotes Quotes => OfAll.Value;
}

/// <summary>A rendered copy compared with its notebook.</summary>
internal sealed partial class RenderedCopy(Notebook notebook)
{
    private const string Fix = "'dotnet run --project lib/GenreNotebooks.Cli -c Release -- run --render' fixes it.";

    public string Path { get; } = RenderedCopies.PathOf(notebook);

    public JsonNode Read() => JsonNode.Parse(File.ReadAllText(Path))!;

    /// <summary>Every output of every cell.</summary>
    public IEnumerable<JsonNode> Outputs => Read()["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? []).Select(output => output!);

    /// <summary>Every text within a value.</summary>
    public static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray lines when lines.Count > 0 && lines.All(line => line is JsonValue text && text.TryGetValue<string>(out _)) => lines.Select(line => (string)line!).Append(Lines(lines))
            .Append(string.Join(' ', lines.Select(line => (string)line!).Where(line => line.Length > 0))), // words of a chart, one after the other
        JsonArray items => items.SelectMany(Texts),
        JsonObject members => members.Where(member => member.Key != StillImage.MimeType).SelectMany(member => Texts(member.Value)),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    public static string Lines(JsonArray lines) => string.Concat(lines.Select(line => (string)line!));

    public static string Source(JsonNode cell) => Lines(cell["source"]!.AsArray());

    /// <summary>The cells of the columns of a table with one of these headers.</summary>
    public static IEnumerable<string> Column(string html, params string[] headers)
    {
        var places = Header().Matches(html).Select(header => header.Groups[1].Value).Index().Where(header => headers.Contains(header.Item)).Select(header => header.Index).ToList();
        return Row().Matches(html).Select(row => Cell().Matches(row.Value)).Where(cells => cells.Count > 0).SelectMany(cells => places.Select(place => cells[place].Groups[1].Value));
    }

    /// <summary>How the copy differs from its notebook, and what to do; null if it does not.</summary>
    public string? OutOfStep()
    {
        if (!File.Exists(Path))
        {
            return $"{notebook.FileName} has no rendered copy: {Fix}";
        }
        var copy = Read();
        copy["metadata"]!.AsObject().Remove(CopyOrigin.Name);
        var cells = copy["cells"]!.AsArray().Where(cell => (string?)cell!["id"] != "origin").ToList();
        if (!JsonNode.DeepEquals(copy["metadata"], JsonNode.Parse(IpynbWriter.Write(new(notebook)))!["metadata"]))
        {
            return $"The rendered copy of {notebook.FileName} has other metadata: {Fix}";
        }
        if (cells.Count != notebook.Cells.Count)
        {
            return $"{notebook.FileName} has {notebook.Cells.Count} cells, its rendered copy {cells.Count}: {Fix}";
        }
        return notebook.Cells.Zip(cells, (cell, rendered) => Differs(cell, rendered!)).FirstOrDefault(differs => differs is not null);
    }

    private string? Differs(NotebookCell cell, JsonNode rendered)
    {
        var same = Source(rendered) == cell.Source
            && (string)rendered["cell_type"]! == (cell.Kind == CellKind.Code ? "code" : "markdown");
        var what = !same ? "is another in the rendered copy"
            : ShowsSomething(cell) && rendered["outputs"]!.AsArray().Count == 0 ? "shows nothing in the rendered copy" : null;
        return what is null ? null : $"The cell in line {cell.FirstLine} of {notebook.FileName} {what}: {Fix}";
    }

    // Prints or ends on a value. Behind a parameter there is its range.
    private static bool ShowsSomething(NotebookCell cell) => cell.Kind == CellKind.Code
        && (cell.Source.Contains("Console.Write", StringComparison.Ordinal)
            || (cell.Source[0] != '#' && cell.Source.Split('\n')[^1].Split(" // ")[0].TrimEnd()[^1] is not (';' or '}')));

    [GeneratedRegex("<th [^>]*>([^<]*)</th>")]
    private static partial Regex Header();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<td[^>]*>([^<]*)</td>")]
    private static partial Regex Cell();
}
