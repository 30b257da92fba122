using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Data;

/// <summary>One file on its way: received beside its place, checked, then renamed, so that its place never holds a part.</summary>
internal sealed class Download(DataSource source, Uri address, string target, FetchOptions options)
{
    private const string OtherCopy = "name a folder with another copy: --mirror URL";

    // A try that came further than this, however it ended, has shown that the line works: counting begins anew.
    private const int Further = 1 << 16;

    private readonly string part = target + ".part";

    private bool IsWhole => File.Exists(part) && source.Is(FileIdentity.Of(part));

    private long Received => new FileInfo(part) is { Exists: true } file ? file.Length : 0;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            RequireFreePlace();
            if (!IsWhole)
            {
                await ReceiveWholeAsync(cancellation).ConfigureAwait(false);
            }
            File.Move(part, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var kept = Received is > 0 and var bytes ? Invariant($" {bytes:N0} of {source.Bytes:N0} bytes are kept as {part}: make room and run the same command again to go on from there.") : "";
            throw new InputException($"{target}: cannot be written ({exception.Message}).{kept} Name another folder with --out DIR.", exception);
        }
    }

    /// <summary>Sees that what is written lands here: a link would lead elsewhere, and a folder cannot be replaced.</summary>
    private void RequireFreePlace()
    {
        if (Directory.Exists(target))
        {
            throw new InputException($"{target} is a folder: expected a file, or nothing. It is left as it is: move it away, or name another folder with --out DIR.");
        }
        if (Directory.Exists(part) || new FileInfo(part).LinkTarget is not null)
        {
            throw new InputException($"{part} is a {(Directory.Exists(part) ? "folder" : "link")}: expected a file to go on with, or nothing. It is left as it is: move it away.");
        }
    }

    /// <summary>Receives the file and checks it; pieces of two versions that do not fit together are received anew, once.</summary>
    private async Task ReceiveWholeAsync(CancellationToken cancellation)
    {
        for (var first = true; ; first = false)
        {
            using var transfer = new Transfer(source, address, part, options);
            await TryAsync(transfer, cancellation).ConfigureAwait(false);
            var found = FileIdentity.Of(part);
            if (source.Is(found))
            {
                return;
            }
            File.Delete(part);
            if (!first || transfer.IsOnePiece)
            {
                throw new InputException(Invariant($"{address} is not the published {source.File}: expected {source.Bytes:N0} bytes with SHA-256 {source.Sha256}, ") +
                    Invariant($"found {found.Bytes:N0} bytes with SHA-256 {found.Sha256}. The download was removed, nothing else changed. Try again, or {OtherCopy}"));
            }
            options.OnWait?.Invoke($"{source.File}: the pieces that came do not fit together, it may have changed meanwhile. Starting over, once.");
        }
    }

    /// <summary>Tries until the server has sent all that it has, each time from where the part ends.</summary>
    private async Task TryAsync(Transfer transfer, CancellationToken cancellation)
    {
        var (number, furthest) = (1, Received);
        while (await FailureOfAsync(transfer, cancellation).ConfigureAwait(false) is { } failure)
        {
            var there = Received;
            (number, furthest) = there > furthest + Further ? (2, there) : (number + 1, furthest);
            var wait = options.BackOff.Before(number, failure.Asked);
            if (!failure.Passes || number > options.BackOff.Tries || failure.Asked > options.BackOff.LongestAsked)
            {
                throw Explain(failure, number - 1, there);
            }
            options.OnWait?.Invoke(Invariant($"{source.File}: {failure.Message}; {there:N0} of {source.Bytes:N0} bytes are there. ") +
                Invariant($"Try {number} of {options.BackOff.Tries} follows in {wait.TotalSeconds:0.#} s."));
            await options.BackOff.Wait(wait, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<DownloadFailure?> FailureOfAsync(Transfer transfer, CancellationToken cancellation)
    {
        try
        {
            await transfer.ReceiveAsync(cancellation).ConfigureAwait(false);
            return null;
        }
        catch (DownloadFailure failure)
        {
            return IsWhole ? null : failure;
        }
    }

    private InputException Explain(DownloadFailure failure, int tries, long there)
    {
        if (there == 0)
        {
            File.Delete(part);
        }
        var asked = failure.Asked > options.BackOff.LongestAsked
            ? Invariant($" and asks to be left alone for {failure.Asked.TotalSeconds:N0} seconds, longer than the {options.BackOff.LongestAsked.TotalSeconds:N0} that are waited at most") : "";
        var times = tries > 1 ? $", the last of {tries} tries" : "";
        var next = there > 0 ? Invariant($"{there:N0} of {source.Bytes:N0} bytes are kept as {part}: run the same command again to go on from there, or {OtherCopy}")
            : $"Try again later, or {OtherCopy}";
        return new($"Cannot download {address}: {failure.Message}{asked}{times}. {next}", failure);
    }
}
