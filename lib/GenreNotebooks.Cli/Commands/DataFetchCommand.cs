using System.CommandLine;
using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using Spectre.Console;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>data fetch</c>: the only verb that downloads.</summary>
internal static class DataFetchCommand
{
    public static Command Create(IReadOnlyList<DataSource>? sources = null)
    {
        var outOption = PathOption.Create("--out", "DIR", "The folder for the files (default: data/ of the repository).");
        var mirror = new Option<string?>("--mirror") { Description = "The address of a folder with copies of the files.", HelpName = "URL" };
        var force = new Option<bool>("--force") { Description = "Download and replace files that exist." };
        var allowHttp = new Option<bool>("--allow-http") { Description = "Allow http URLs for non-local hosts. The checksum is checked either way." };
        var list = PathOption.Create("--sources", "FILE", "Fetch the files that this list describes, in the form of data/sources.json.");
        var command = new Command("fetch", "Downloads the real songs and vocabulary, checks and places them; resumes an interrupted download.")
        {
            outOption, mirror, force, allowHttp, list,
        };
        command.SetAction((parse, cancellation) =>
        {
            var options = new FetchOptions
            {
                Mirror = Address(parse.GetValue(mirror)),
                Force = parse.GetValue(force),
                AllowHttp = parse.GetValue(allowHttp),
                Sources = parse.GetValue(list) is { } path ? DataSource.ReadList(path) : sources ?? DataSource.All,
            };
            return FetchAsync(Folder(parse.GetValue(outOption), options, parse.GetValue(list)), options, parse.InvocationConfiguration, cancellation);
        });
        return command;
    }

    /// <summary>The folder for the files, if none of them is the list that describes them.</summary>
    private static string Folder(string? given, FetchOptions options, string? list)
    {
        var folder = given ?? DataFolder.DefaultPath(Directory.GetCurrentDirectory())
            ?? throw new InputException("There is no GenreNotebooks.sln at or above the current folder: name the folder for the files with --out DIR.");
        return options.Sources.Select(source => source.PathIn(folder)).FirstOrDefault(file => list is not null && FilePlace.AreSame(file, list)) is { } itself
            ? throw new InputException($"{itself}: this is {list}, which the command reads. It is left as it is: give another folder with --out DIR.") : folder;
    }

    private static async Task<int> FetchAsync(string folder, FetchOptions options, InvocationConfiguration to, CancellationToken cancellation)
    {
        var output = to.Output;
        var files = Terminal.Of(output) is { } terminal
            ? await terminal.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
                .StartAsync(bars => Fetch.RunAsync(folder, options with { Progress = new Bars(bars), OnWait = terminal.WriteLine }, cancellation))
            : await Fetch.RunAsync(folder, options with { Progress = new Lines(output), OnWait = to.Error.WriteLine }, cancellation);
        foreach (var (source, path, wasThere) in files)
        {
            await output.WriteLineAsync($"{path}: {(wasThere ? "was there" : "downloaded")}, checked. {source.Licence}, {source.Credit}");
        }
        return 0;
    }

    private static Uri? Address(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
        : throw new InputException($"--mirror '{text}' is not an address: expected one such as https://example.org/data.");

    /// <summary>Shows downloads as bars on a terminal.</summary>
    private sealed class Bars(ProgressContext bars) : IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, ProgressTask> tasks = [];

        public void Report(DownloadProgress value)
        {
            if (!tasks.TryGetValue(value.File, out var task))
            {
                tasks[value.File] = task = bars.AddTask(Markup.Escape(value.File), maxValue: value.Total);
            }
            task.Value = value.Received;
        }
    }

    /// <summary>Prints a line for every tenth of a download, where there is no terminal.</summary>
    private sealed class Lines(TextWriter output) : IProgress<DownloadProgress>
    {
        private (string File, long Tenth) last;

        public void Report(DownloadProgress value)
        {
            var now = (value.File, 10 * value.Received / Math.Max(value.Total, 1));
            if (now != last)
            {
                last = now;
                output.WriteLine(Invariant($"{value.File}: {value.Received / 1e6:0.0} of {value.Total / 1e6:0.0} MB"));
            }
        }
    }
}
