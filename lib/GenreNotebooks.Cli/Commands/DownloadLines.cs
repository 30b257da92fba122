using GenreNotebooks.Data;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Shows downloads as a line for every tenth, where there is no terminal.</summary>
internal sealed class DownloadLines(TextWriter output) : IProgress<DownloadProgress>
{
    private (string File, long Tenth) last;

    public void Report(DownloadProgress value)
    {
        var now = (value.File, 10 * value.Received / Math.Max(value.Total, 1));
        if (now != last)
        {
            last = now;
            output.WriteLine(Invariant(
                $"{value.File}: {value.Received / 1e6:0.0} of {value.Total / 1e6:0.0} MB"));
        }
    }
}
