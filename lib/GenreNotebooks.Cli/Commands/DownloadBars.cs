using GenreNotebooks.Data;
using Spectre.Console;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Shows downloads as bars on a terminal.</summary>
internal sealed class DownloadBars(ProgressContext bars) : IProgress<DownloadProgress>
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
