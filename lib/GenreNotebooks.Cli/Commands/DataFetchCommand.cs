using System.CommandLine;
using GenreNotebooks.Data;
using Spectre.Console;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>data fetch</c>: the only verb that downloads.</summary>
internal static class DataFetchCommand
{
    public static Command Create(IReadOnlyList<DataSource>? sources = null)
    {
        var outOption = PathOption.Create("--out", "DIR", "The folder for the files (default: data/ of the repository).");
        var mirror = new Option<string?>("--mirror") { Description = "The address of a folder with copies of the files.", HelpName = "URL" };
        var force = new Option<bool>("--force") { Description = "Download even if a file is there, and replace it." };
        var allowHttp = new Option<bool>("--allow-http") { Description = "Ask other machines over http too, not only over https. What arrives is checked all the same." };
        var list = PathOption.Create("--sources", "FILE", "Fetch what this file describes instead, in the form of data/sources.json.");
        var command = new Command("fetch", "Downloads the real songs and vocabulary, checks and places them; an interrupted download goes on.")
        {
            outOption, mirror, force, allowHttp, list,
        };
        command.SetAction((parse, cancellation) => FetchAsync(parse.GetValue(outOption), new FetchOptions
        {
            Mirror = Address(parse.GetValue(mirror)),
            Force = parse.GetValue(force),
            AllowHttp = parse.GetValue(allowHttp),
            Sources = parse.GetValue(list) is { } path ? DataSources.Read(path) : sources ?? DataSources.All,
        }, parse.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> FetchAsync(string? folder, FetchOptions options, InvocationConfiguration to, CancellationToken cancellation)
    {
        var output = to.Output;
        folder ??= DataFolder.DefaultPath(Directory.GetCurrentDirectory())
            ?? throw new InputException("There is no GenreNotebooks.sln at or above the current folder: name the folder for the files with --out DIR.");
        var files = Terminal.Of(output) is { } terminal
            ? await terminal.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
                .StartAsync(bars => DataSources.FetchAsync(
                    folder, options with { Progress = new DownloadBars(bars), OnWait = terminal.WriteLine }, cancellation))
            : await DataSources.FetchAsync(folder, options with { Progress = new DownloadLines(output), OnWait = to.Error.WriteLine }, cancellation);
        foreach (var (source, path, wasThere) in files)
        {
            await output.WriteLineAsync($"{path}: {(wasThere ? "was there" : "downloaded")}, checked. {source.Licence}, {source.Credit}");
        }
        return 0;
    }

    private static Uri? Address(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
        : throw new InputException($"--mirror '{text}' is no address: expected one such as https://example.org/data.");
}
