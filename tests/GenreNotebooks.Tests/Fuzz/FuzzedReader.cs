namespace GenreNotebooks.Tests.Fuzz;

/// <summary>A reader that damaged bytes are given to.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Seeds">Whole inputs to begin with, and broken ones.</param>
/// <param name="Read">Reads bytes: true if they are accepted, false if they are refused without a message.</param>
internal sealed record FuzzedReader(string Name, IReadOnlyList<byte[]> Seeds, Func<byte[], bool> Read)
{
    /// <summary>What <see cref="Read"/> calls its bytes, and every message names.</summary>
    public const string Place = "some/file";

    /// <summary>Damage that knows the format, or null; of a seed that it cannot take, the damage of bytes.</summary>
    public Func<byte[], Random, byte[]>? Mutate { get; init; }

    /// <summary>An input; the same seed and number give the same bytes.</summary>
    public byte[] Input(int seed, int number)
    {
        var random = new Random(HashOf(seed, number));
        var whole = Seeds[random.Next(Seeds.Count)];
        if (Mutate is not null && random.Next(2) == 0)
        {
            try
            {
                return Mutate(whole, random);
            }
            catch (Exception exception) when (exception is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
            {
                // A seed that is broken already.
            }
        }
        return Mutation.Of(whole, Seeds, random);
    }

    // HashCode.Combine differs from one process to the next.
    private static int HashOf(int seed, int number) => unchecked((seed * 486_187_739) ^ (number * 16_777_619));
}
