using System.Xml.Linq;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.NotebookTests.Notebooks;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Tests.Plots;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>Songs whose names are HTML, scripts and links, in everything that is made of them, in a browser: they show, and do nothing.</summary>
[Trait("Suite", "Browsers")]
public sealed class HarmlessHtmlTests(BrowserPages browser) : IClassFixture<BrowserPages>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Charts { get; } = [.. HostileTexts.Charts];

    public void Dispose() => folder.Dispose();

    [Theory(Explicit = true)]
    [MemberData(nameof(Charts))]
    public async Task A_chart_shows_them_as_they_are_and_so_do_its_hover_texts(string kind)
    {
        var chart = HostileTexts.ChartOf(kind);
        await using var page = await browser.OpenAsync(chart.Save(folder.File("chart.html")));
        Assert.Contains(HostileTexts.All, text => text == chart.Title);
        Assert.Single(await page.ChartsAsync());
        var hovers = await page.HoverAsync();
        Assert.NotEmpty(hovers);
        if (kind is not ("history" or "loss" or "features" or "reliability" or "curves"))
        {
            Assert.All(HostileTexts.All, text => Assert.Contains(hovers, said => said.Contains(text, StringComparison.Ordinal)));
        }
        await AssertHarmlessAsync(page);
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Charts))]
    public async Task Its_images_show_them_too_and_have_no_script_and_no_link(string kind)
    {
        SomeBrowser.Find();
        var chart = HostileTexts.ChartOf(kind);
        var svg = chart.Save(folder.File("chart.svg"), new() { Width = 900, Height = 900 });
        var image = XDocument.Load(svg);
        // Long names may be shortened; each is one of these or a part of it.
        Assert.Contains(chart.Title, string.Concat(image.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value)), StringComparison.Ordinal);
        Assert.DoesNotContain(image.Descendants(), element => element.Name.LocalName is "script" or "a" or "foreignObject");
        Assert.DoesNotContain("TOBESTRIPPED", image.ToString(), StringComparison.Ordinal); // plotly.js's own mark, if it is not read as it expects
        await using var page = await browser.OpenAsync(svg);
        await AssertHarmlessAsync(page);
        var pdf = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(chart.Save(folder.File("chart.pdf"), new() { Width = 900, Height = 900 })));
        Assert.DoesNotContain("/JavaScript", pdf, StringComparison.Ordinal);
        Assert.DoesNotContain("/URI", pdf, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task A_model_s_card_shows_them_as_they_are()
    {
        var matrix = new ConfusionMatrix(HostileTexts.All, new int[HostileTexts.All.Length, HostileTexts.All.Length]);
        var model = new ModelDescription
        {
            Model = "lyrics",
            Genres = HostileTexts.All,
            Options = new(),
            Parameters = 1,
            VocabularySha256 = HostileTexts.All[0],
            TrainingSongs = 1,
            TestSongs = 1,
            Data = new("real", HostileTexts.All[13], 1, HostileTexts.All[1]),
            FeatureMeans = new Dictionary<string, double>(),
            Final = FinalScore.Of(matrix),
            Environment = SomeRun.Create().Environment,
            Command = $"train --data {string.Join(' ', HostileTexts.All)}\n```\n<img src=z onerror=alert(12)>",
        };
        await using var page = await OpenAsync("card.html", new MarkdownCells().ToHtml(ModelCard.Of(model)));
        await AssertHarmlessAsync(page, HostileTexts.All);
    }

    [Fact(Explicit = true)]
    public async Task A_notebook_s_pages_and_outputs_show_them_as_they_are()
    {
        using var notebooks = new NotebookFolder();
        var notebook = notebooks.AddText("songs.dib", Notebook);
        var result = await notebooks.RunAsync(TestContext.Current.CancellationToken, notebook, "--data", WriteData());
        Assert.Equal(1, result.Exit); // its last cell fails, to show an error too
        await using var page = await browser.OpenAsync(Path.Combine(notebooks.Results, "songs.html"));
        Assert.Equal(2, (await page.ChartsAsync()).Count);
        Assert.NotEmpty(await page.HoverAsync());
        await AssertHarmlessAsync(page, HostileTexts.All, requests: 2); // the page and plotly.js
        await using var index = await browser.OpenAsync(Path.Combine(notebooks.Results, "index.html"));
        await AssertHarmlessAsync(index, HostileTexts.All);
        await using var outputs = await OpenAsync("outputs.html", string.Concat(Outputs(notebooks)));
        await AssertHarmlessAsync(outputs, HostileTexts.All);
    }

    private const string Notebook = """
        #!markdown

        # Songs

        #!csharp

        #r "nuget: GenreNotebooks, 2.0.0"

        #!csharp

        using System;
        using System.Linq;
        using GenreNotebooks.Data;
        using GenreNotebooks.Display;
        using GenreNotebooks.Plots;
        using GenreNotebooks.SavedModels;

        var songs = MusicData.Load(DataFolder.Find());
        Plot.Script

        #!csharp

        Table.Of(["artist", "track", "accuracy"], songs.Select(song => new object[] { song.Artist, song.Track, song.Lyrics }))

        #!csharp

        Table.Of(MusicData.Load(DataFolder.Find()).ToDataFrame())

        #!csharp

        Plot.Map(songs[0].Track, songs.Select((song, place) => new MapPoint(place, place, song.Track, song.Artist)).ToList())

        #!csharp

        Plot.PerGenreAccuracy(songs[1].Track, songs.Select(song => song.Artist).ToList(), [(songs[1].Lyrics, songs.Select(song => 0.5).ToList())])

        #!csharp

        foreach (var song in songs) { Console.WriteLine(song.Lyrics); }
        string.Join("\n", songs.Select(song => song.Artist))

        #!csharp

        throw new InvalidOperationException(string.Join("\n", songs.Select(song => song.Track)))

        """;

    private string WriteData()
    {
        var data = folder.File("data");
        Directory.CreateDirectory(data);
        static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        File.WriteAllText(Path.Combine(data, DataFolder.SongsFile), SongText.Table(HostileTexts.All.Select(text =>
            SongText.Row().Replace("some artist", Quoted(text), StringComparison.Ordinal).Replace("some track", Quoted(text), StringComparison.Ordinal)
                .Replace("word after word", Quoted(text), StringComparison.Ordinal))));
        using var vocabulary = DataFolder.Sample.OpenVocabulary();
        using var file = File.Create(Path.Combine(data, DataFolder.VocabularyFile));
        vocabulary.CopyTo(file);
        return data;
    }

    /// <summary>What Jupyter would show: all HTML of the executed notebook's outputs.</summary>
    private static IEnumerable<string> Outputs(NotebookFolder notebooks) => notebooks.Ipynb("songs")["cells"]!.AsArray()
        .SelectMany(cell => cell!["outputs"]?.AsArray() ?? []).Select(output => output!["data"]?["text/html"])
        .OfType<System.Text.Json.Nodes.JsonArray>().Select(lines => string.Concat(lines.Select(line => (string)line!)));

    private Task<OpenedPage> OpenAsync(string name, string body)
    {
        File.WriteAllText(folder.File(name), $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{name}</title></head><body>{body}</body></html>");
        return browser.OpenAsync(folder.File(name));
    }

    private static async Task AssertHarmlessAsync(OpenedPage page, IReadOnlyList<string>? shown = null, int requests = 1)
    {
        Assert.Empty(await page.IntrudersAsync());
        Assert.Empty(page.Dialogs);
        Assert.Empty(page.Complaints);
        Assert.Equal(requests, page.Requests.Count); // nothing is asked for but the page itself, and on a site plotly.js
        if (shown is not null)
        {
            var text = await page.EvaluateAsync<string>("document.body.innerText");
            Assert.All(shown, expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        }
    }
}
