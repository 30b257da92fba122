using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace GenreNotebooks.Tests.Fuzz;

/// <summary>
/// Damaged inputs for every reader. A failure names seed and number of its input, which <see cref="FuzzedReader.Input"/> makes again.
/// </summary>
[Collection<Torch>]
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly FuzzedReaders readers = new();

    public void Dispose() => readers.Dispose();

    [Fact]
    public void Damaged_inputs_are_read_or_refused_with_a_fit_message() => Run(Repeats.Of(1_500), seed: 2026);

    /// <summary>The other tests could not fail if inputs were all the same, or all refused at the first byte.</summary>
    [Fact]
    public void Inputs_differ_and_a_number_gives_the_same_again() => Assert.All(readers.All, reader =>
    {
        string[] inputs = [.. Enumerable.Range(0, 200).Select(number => Convert.ToBase64String(reader.Input(5, number)))];
        Assert.InRange(inputs.Distinct().Count(), 150, 200);
        Assert.Equal(inputs, Enumerable.Range(0, 200).Select(number => Convert.ToBase64String(reader.Input(5, number))));
    });

    [Fact]
    public void What_breaks_the_law_is_found()
    {
        Assert.Contains("input 0", Assert.Throws<Xunit.Sdk.FailException>(() => Run(_ => throw new InvalidOperationException())).Message);
        Assert.Contains("does not name", Assert.Throws<Xunit.Sdk.FailException>(() => Run(_ => throw new InputException("something"))).Message);
        Assert.Contains("Range", Assert.Throws<Xunit.Sdk.FailException>(() => Run(_ => new byte[200 << 20].Length > 0)).Message);
    }

    private static void Run(Func<byte[], bool> read) => FuzzRun.Of(new("broken", [[1, 2, 3]], read), 10, seed: 1);

    private void Run(int inputsEach, int seed)
    {
        var clock = Stopwatch.StartNew();
        var report = new List<string>();
        foreach (var reader in readers.All)
        {
            var (accepted, refused) = FuzzRun.Of(reader, inputsEach, seed);
            report.Add($"{reader.Name}: {inputsEach:N0} inputs, {accepted:N0} accepted, {refused:N0} refused");
            // Deep damage, not only at the door: some pass, most do not.
            Assert.InRange(accepted, inputsEach / 200, inputsEach * 9 / 10);
        }
        report.Add(string.Create(CultureInfo.InvariantCulture, $"all: {inputsEach * readers.All.Count:N0} inputs in {clock.Elapsed.TotalSeconds:0} seconds, seed {seed}"));
        report.ForEach(output.WriteLine);
    }
}
