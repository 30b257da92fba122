using System.Diagnostics;
using GenreNotebooks.Tests.BrokenInputs;
using Xunit;

namespace GenreNotebooks.Tests.Fuzz;

/// <summary>Damaged inputs, one after the other, each of which is read or refused with a fit message, in bounded time and memory.</summary>
internal static class FuzzRun
{
    private const long MostAllocated = 100 << 20;

    // The slowest takes milliseconds: only an endless loop waits for this.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>How many of the inputs were accepted and how many refused.</summary>
    /// <exception cref="Xunit.Sdk.FailException">One did something else: names it.</exception>
    public static (int Accepted, int Refused) Of(FuzzedReader reader, int count, int seed)
    {
        var (accepted, number) = (0, -1);
        Exception? failure = null;
        var work = new Thread(() =>
        {
            try
            {
                while (++number < count)
                {
                    accepted += IsAccepted(reader, reader.Input(seed, number)) ? 1 : 0;
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        })
        { IsBackground = true };
        work.Start();
        Wait(work, () => number);
        if (failure is not null || work.IsAlive)
        {
            Assert.Fail($"{reader.Name}, seed {seed}, input {number}: {failure?.ToString() ?? $"is still being read after {Longest.TotalSeconds} seconds"}\n"
                + $"Its bytes, in base 64: {Convert.ToBase64String(reader.Input(seed, number))}");
        }
        return (accepted, count - accepted);
    }

    private static void Wait(Thread work, Func<int> number)
    {
        for (var (before, clock) = (-1, Stopwatch.StartNew()); !work.Join(100) && clock.Elapsed < Longest;)
        {
            if (before != number())
            {
                (before, clock) = (number(), Stopwatch.StartNew());
            }
        }
    }

    private static bool IsAccepted(FuzzedReader reader, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var accepted = false;
        try
        {
            accepted = reader.Read(input);
        }
        catch (InputException exception)
        {
            Assert.Null(FitMessage.Fault(exception.Message, FuzzedReader.Place));
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        return accepted;
    }
}
