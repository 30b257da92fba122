using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GenreNotebooks.Tests.Plots;
using PuppeteerSharp;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>Jupyter's own server, and a notebook of it opened in a real browser that reaches no other address.</summary>
internal sealed class JupyterPage : IAsyncDisposable
{
    private const string Program = "/usr/bin/jupyter-notebook";
    private const string Loopback = "http://127.0.0.1:"; // the page's server, and the kernel's own for its scripts
    private const int Patience = 120_000;

    private readonly Process server;
    private readonly IBrowser browser;
    private readonly IPage page;
    private readonly List<string> strangers = [];

    private JupyterPage(Process server, IBrowser browser, IPage page)
    {
        (this.server, this.browser, this.page) = (server, browser, page);
        page.DefaultTimeout = Patience;
        page.Request += (_, asked) =>
        {
            if (!new[] { Loopback, "data:", "blob:" }.Any(known => asked.Request.Url.StartsWith(known, StringComparison.Ordinal)))
            {
                strangers.Add(asked.Request.Url);
            }
        };
    }

    /// <summary>Addresses of other machines that the page asked for.</summary>
    public IReadOnlyList<string> Strangers => strangers;

    /// <summary>Starts the server and opens a notebook.</summary>
    /// <param name="home">The home folder.</param>
    /// <param name="folder">Where the notebook lies.</param>
    /// <param name="file">Its name.</param>
    public static async Task<JupyterPage> OpenAsync(EngineHome home, string folder, string file)
    {
        Assert.SkipUnless(File.Exists(Program), "Jupyter's page is not installed: apt-get install jupyter-notebook");
        var program = SomeBrowser.Find();
        var (server, address) = await ServeAsync(home, folder);
        try
        {
            var browser = await Puppeteer.LaunchAsync(new()
            {
                ExecutablePath = program,
                Args = ["--no-sandbox", "--host-resolver-rules=\"MAP * ~NOTFOUND , EXCLUDE 127.0.0.1\""],
                Pipe = true,
            });
            var opened = new JupyterPage(server, browser, await browser.NewPageAsync());
            await opened.page.SetViewportAsync(new() { Width = 1200, Height = 1600 });
            await opened.page.GoToAsync($"{address}notebooks/{file}");
            await opened.UntilAsync("window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected() && !Jupyter.notebook.kernel_busy");
            return opened;
        }
        catch
        {
            server.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Presses <em>Run All</em>, and waits until each cell has its number.</summary>
    public async Task RunAllAsync()
    {
        await page.EvaluateExpressionAsync("Jupyter.notebook.execute_all_cells()");
        await UntilAsync("""
            document.querySelector(".output_error, .output_stderr") || !Jupyter.notebook.kernel_busy && Jupyter.notebook.get_cells()
              .filter(cell => cell.cell_type === "code").every(cell => typeof cell.input_prompt_number === "number")
            """);
    }

    /// <summary>Presses <em>Run All</em>, and does not wait.</summary>
    public Task BeginAllAsync() => page.EvaluateExpressionAsync("Jupyter.notebook.execute_all_cells()");

    public Task<T> EvaluateAsync<T>(string expression) => page.EvaluateExpressionAsync<T>(expression);

    public Task UntilAsync(string condition) => page.WaitForExpressionAsync(condition);

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
    }

    private static async Task<(Process Server, string Address)> ServeAsync(EngineHome home, string folder)
    {
        var port = FreePort();
        var start = Jupyter.WithKernel(home, home.Command(
            Program, "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}", "--NotebookApp.port_retries=0", "--NotebookApp.token=", "--NotebookApp.password=", $"--notebook-dir={folder}"));
        start.WorkingDirectory = folder;
        var server = Process.Start(start)!;
        _ = (server.StandardOutput.ReadToEndAsync(), server.StandardError.ReadToEndAsync()); // a full pipe would stop it
        var address = $"{Loopback}{port}/";
        using var client = new HttpClient();
        while (!await AnswersAsync(client, address))
        {
            Assert.False(server.HasExited, "Jupyter's server has ended.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        return (server, address);
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string address)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(address + "api/status"), TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
