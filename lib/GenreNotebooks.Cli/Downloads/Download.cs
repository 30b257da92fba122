using System.Security.Authentication;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Downloads;

/// <summary>The download of one file: received beside its place, checked, then renamed, so that its place never holds a part.</summary>
internal sealed class Download(DataSource source, Uri address, string target, FetchOptions options)
{
    private const string OtherCopy = "name a folder with another copy: --mirror URL";

    // A try that gets this much further shows that the connection works: the count of tries begins again.
    private const int Further = 1 << 16;

    // A server may ask for a pause (Retry-After), but not for a longer one.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly string part = target + ".part";
    private long start;
    private int tries;

    private long Received => new FileInfo(part) is { Exists: true } file ? file.Length : 0;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            RequireFreePlace();
            if (!File.Exists(part) || !source.Is(FileIdentity.Of(part)))
            {
                await ReceiveAsync(cancellation);
            }
            File.Move(part, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var kept = Received is > 0 and var bytes ? Invariant($" {bytes:N0} of {source.Bytes:N0} bytes are kept as {part}: make room and run the same command again to resume.") : "";
            throw new InputException($"{target}: cannot be written ({exception.Message}).{kept} Name another folder with --out DIR.", exception);
        }
    }

    /// <summary>Refuses a link, which leads elsewhere, and a folder, which a file cannot replace.</summary>
    private void RequireFreePlace()
    {
        if (Directory.Exists(target))
        {
            throw new InputException($"{target} is a folder: expected a file, or nothing. It is left as it is: move it away, or name another folder with --out DIR.");
        }
        if (Directory.Exists(part) || new FileInfo(part).LinkTarget is not null)
        {
            throw new InputException($"{part} is a {(Directory.Exists(part) ? "folder" : "link")}: expected a file to resume, or nothing. It is left as it is: move it away.");
        }
    }

    /// <summary>Receives the file and checks it. If the pieces of several answers do not fit together, it starts over once.</summary>
    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        for (var first = true; ; first = false)
        {
            using var transfer = new Transfer(source, address, part, options);
            await TryAsync(transfer, cancellation);
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
            options.OnWait?.Invoke($"{source.File}: the pieces received do not fit together; the file may have changed meanwhile. Starting over, once.");
        }
    }

    /// <summary>
    /// Tries until the server has sent all of the file, each time from the end of the part. The library counts tries but
    /// cannot restart its count: after a try that got further it runs again, with that try's outcome as the first of the new series.
    /// </summary>
    private async Task TryAsync(Transfer transfer, CancellationToken cancellation)
    {
        var retries = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time }.AddRetry(Retries()).Build();
        Outcome<HttpResponseMessage>? known = null;
        Outcome<HttpResponseMessage> outcome;
        do
        {
            (start, tries) = (Received, 0);
            var context = ResilienceContextPool.Shared.Get(cancellation);
            outcome = await retries.ExecuteOutcomeAsync(
                async (_, first) => tries++ == 0 && first is { } latest ? latest : Outcome.FromResult(await transfer.ReceiveAsync(cancellation)), context, known);
            ResilienceContextPool.Shared.Return(context);
            known = outcome;
        }
        while (MayPass(outcome) && GotFurther);
        if (outcome.Exception is HttpRequestException or InvalidDataException or AuthenticationException || outcome.Result is { IsSuccessStatusCode: false })
        {
            throw Explain(outcome);
        }
        outcome.ThrowIfException();
    }

    private bool GotFurther => Received > start + Further;

    private static bool MayPass(Outcome<HttpResponseMessage> outcome) => HttpClientResiliencePredicates.IsTransient(outcome);

    private HttpRetryStrategyOptions Retries() => new()
    {
        MaxRetryAttempts = options.Tries - 1,
        Delay = TimeSpan.FromSeconds(1),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = options.Jitter,
        ShouldHandle = args => ValueTask.FromResult(MayPass(args.Outcome) && Pause(args.Outcome) <= LongestPause && !GotFurther),
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Pause(args.Outcome) is { Ticks: > 0 } pause ? pause : null),
        OnRetry = args =>
        {
            options.OnWait?.Invoke(Invariant($"{source.File}: {Reason(args.Outcome)}; {Received:N0} of {source.Bytes:N0} bytes received. ") +
                Invariant($"Try {args.AttemptNumber + 2} of {options.Tries} follows in {args.RetryDelay.TotalSeconds:0.#} s."));
            return default;
        },
    };

    /// <summary>The pause that the server asks for (Retry-After), by its own clock if it sends the time; the library would use this machine's.</summary>
    private static TimeSpan Pause(Outcome<HttpResponseMessage> outcome) => outcome.Result?.Headers is { RetryAfter: { } after } headers
        ? after.Delta ?? after.Date - (headers.Date ?? DateTimeOffset.UtcNow) ?? TimeSpan.Zero : TimeSpan.Zero;

    private static string Reason(Outcome<HttpResponseMessage> outcome) => outcome.Result is not { StatusCode: var status } ? outcome.Exception!.Message
        : $"the server answered {(int)status}{(Enum.IsDefined(status) ? $" ({status})" : "")}";

    private InputException Explain(Outcome<HttpResponseMessage> outcome)
    {
        var received = Received;
        if (received == 0)
        {
            File.Delete(part);
        }
        var pause = Pause(outcome) is var asked && asked > LongestPause
            ? Invariant($" and asks for a pause of {asked.TotalSeconds:N0} seconds, more than the {LongestPause.TotalSeconds:N0} allowed") : "";
        var times = tries > 1 ? $", the last of {tries} tries" : "";
        var next = received > 0 ? Invariant($"{received:N0} of {source.Bytes:N0} bytes are kept as {part}: run the same command again to resume, or {OtherCopy}")
            : $"Try again later, or {OtherCopy}";
        var message = $"Cannot download {address}: {Reason(outcome)}{pause}{times}. {next}";
        return outcome.Exception is { } cause ? new(message, cause) : new(message);
    }
}
