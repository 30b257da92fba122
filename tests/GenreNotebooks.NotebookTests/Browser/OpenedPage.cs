using System.Text.Json;
using Microsoft.Playwright;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>A page in the browser, what it complained about, and what it asked for beside its own file.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string ReadCharts = ReadScript();

    private readonly IPage page;
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];

    public OpenedPage(IPage page)
    {
        this.page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
    }

    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Addresses asked for, the page's own among them.</summary>
    public IReadOnlyList<string> Requests => requests;

    /// <summary>The charts as they stand in the document.</summary>
    public async Task<IReadOnlyList<DrawnChart>> ChartsAsync() =>
        JsonSerializer.Deserialize<DrawnChart[]>(await page.EvaluateAsync<string>(ReadCharts), Json)!;

    /// <summary>How many pixels of the page lie to the right of the window.</summary>
    public Task<int> OverflowAsync() => page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");

    public Task<T> EvaluateAsync<T>(string script, object? argument = null) => page.EvaluateAsync<T>(script, argument);

    public Task PreferAsync(ColorScheme scheme) => page.EmulateMediaAsync(new() { ColorScheme = scheme });

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public async ValueTask DisposeAsync() => await page.CloseAsync();

    private void Note(bool matters, string text)
    {
        if (matters)
        {
            complaints.Add(text);
        }
    }

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(OpenedPage).Assembly.GetManifestResourceStream("read-charts.js")!);
        return reader.ReadToEnd();
    }
}
