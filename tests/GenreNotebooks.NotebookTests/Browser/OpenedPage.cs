using System.Text.Json;
using PuppeteerSharp;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>A page in the browser, with its complaints and its requests besides its own file.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string ReadCharts = WithTextBoxes("read-charts.js"), FindIntruders = ReadScript("find-intruders.js"), HoverEverything = ReadScript("hover-everything.js");

    private readonly IPage page;
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];
    private readonly List<string> dialogs = [];

    public OpenedPage(IPage page)
    {
        this.page = page;
        page.Console += (_, said) => Note(said.Message.Type is ConsoleType.Error or ConsoleType.Warning, said.Message.Text, complaints);
        page.PageError += (_, error) => complaints.Add(error.Message);
        page.Request += (_, asked) => Note(!asked.Request.Url.StartsWith("data:", StringComparison.Ordinal), asked.Request.Url, requests);
        page.Dialog += async (_, opened) =>
        {
            dialogs.Add(opened.Dialog.Message);
            await opened.Dialog.Dismiss();
        };
    }

    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Addresses asked for, the page's own among them; not those that are their own content.</summary>
    public IReadOnlyList<string> Requests => requests;

    /// <summary>The messages of dialogs that scripts opened.</summary>
    public IReadOnlyList<string> Dialogs => dialogs;

    /// <summary>Elements and attributes that only a text that became markup can have made.</summary>
    public Task<string[]> IntrudersAsync() => CallAsync<string[]>(FindIntruders);

    /// <summary>Hovers over everything in all charts and returns the texts that appear.</summary>
    public Task<string[]> HoverAsync() => CallAsync<string[]>(HoverEverything);

    /// <summary>The charts as they stand in the document.</summary>
    public async Task<IReadOnlyList<DrawnChart>> ChartsAsync() =>
        JsonSerializer.Deserialize<DrawnChart[]>(await CallAsync<string>(ReadCharts), Json)!;

    /// <summary>How many pixels of the page lie to the right of the window.</summary>
    public Task<int> OverflowAsync() => EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");

    /// <summary>The value of an expression.</summary>
    public Task<T> EvaluateAsync<T>(string expression) => page.EvaluateExpressionAsync<T>(expression);

    /// <summary>Calls a function and returns its result.</summary>
    public Task<T> CallAsync<T>(string function, params object[] arguments) => page.EvaluateFunctionAsync<T>(function, arguments);

    /// <summary>Waits until an expression is true.</summary>
    public Task UntilAsync(string expression) => page.WaitForExpressionAsync(expression);

    public Task PreferDarkAsync() => page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = "dark" }]);

    /// <summary>Clicks on a button that saves a file in an empty folder.</summary>
    /// <returns>The file.</returns>
    public async Task<string> DownloadAsync(string button, string folder)
    {
        await page.Client.SendAsync("Browser.setDownloadBehavior", new { behavior = "allow", downloadPath = folder });
        await page.ClickAsync(button);
        string[] files;
        while ((files = Directory.GetFiles(folder)) is [] || files[0].EndsWith(".crdownload", StringComparison.Ordinal))
        {
            await Task.Delay(20, Xunit.TestContext.Current.CancellationToken);
        }
        return files[0];
    }

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public async ValueTask DisposeAsync() => await page.CloseAsync();

    private static void Note(bool matters, string text, List<string> notes)
    {
        if (matters)
        {
            notes.Add(text);
        }
    }

    /// <summary>A script that is one function, with the functions for the places of texts.</summary>
    public static string WithTextBoxes(string name) => $"(...values) => {{\n{ReadScript("text-boxes.js")}\nreturn (\n{ReadScript(name)})(...values);\n}}";

    private static string ReadScript(string name)
    {
        using var reader = new StreamReader(typeof(OpenedPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
