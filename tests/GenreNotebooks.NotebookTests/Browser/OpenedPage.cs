using System.Text.Json;
using Microsoft.Playwright;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>A page in the browser, what it complained about, and what it asked for beside its own file.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string ReadCharts = ReadScript("read-charts.js"), FindIntruders = ReadScript("find-intruders.js"), HoverEverything = ReadScript("hover-everything.js");

    private readonly IPage page;
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];
    private readonly List<string> dialogs = [];

    public OpenedPage(IPage page)
    {
        this.page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
        page.Dialog += async (_, dialog) =>
        {
            dialogs.Add(dialog.Message);
            await dialog.DismissAsync();
        };
    }

    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Addresses asked for, the page's own among them.</summary>
    public IReadOnlyList<string> Requests => requests;

    /// <summary>What scripts have said in windows of their own.</summary>
    public IReadOnlyList<string> Dialogs => dialogs;

    /// <summary>Elements and attributes that only a text that became markup can have made.</summary>
    public Task<string[]> IntrudersAsync() => page.EvaluateAsync<string[]>(FindIntruders);

    /// <summary>Points at everything of all charts, and gives back what is said there.</summary>
    public Task<string[]> HoverAsync() => page.EvaluateAsync<string[]>(HoverEverything);

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

    private static string ReadScript(string name)
    {
        using var reader = new StreamReader(typeof(OpenedPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
