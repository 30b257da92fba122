using GenreNotebooks.Data;

namespace GenreNotebooks.Cli.Sampling;

/// <summary>
/// Draws the six audio features of a song from the quantiles of its genre. Two hidden traits, each uniform, tie features
/// together as in the real songs: a feature takes its place in the distribution from its trait, or else at random.
/// The rank correlation of two features of a trait is then the product of how closely each follows it.
/// </summary>
internal sealed class AudioSampler
{
    private static readonly Dictionary<string, (Trait Trait, double Closeness)> Traits = new()
    {
        ["danceability"] = (Trait.Mood, 0.6),
        ["valence"] = (Trait.Mood, 0.75),
        ["energy"] = (Trait.Intensity, 0.95),
        ["loudness"] = (Trait.Intensity, 0.8),
        ["acousticness"] = (Trait.Softness, 0.6),
        ["instrumentalness"] = (Trait.Mood, 0),
    };

    private readonly (double[] Quantiles, Trait Trait, double Closeness)[] features;

    public AudioSampler(GenreProfile profile) => features =
        [.. EngineeredFeatures.Audio.Select(name => (profile.Audio[name].Quantiles!, Traits[name].Trait, Traits[name].Closeness))];

    private enum Trait { Intensity, Softness, Mood }

    /// <summary>Writes the features of a song, in the order of <see cref="EngineeredFeatures.Audio"/>.</summary>
    public void Draw(Span<double> values, Random random)
    {
        var (intensity, mood) = (random.NextDouble(), random.NextDouble());
        for (var place = 0; place < values.Length; place++)
        {
            var (quantiles, trait, closeness) = features[place];
            var shared = trait switch { Trait.Intensity => intensity, Trait.Softness => 1 - intensity, _ => mood };
            var own = random.NextDouble();
            values[place] = Quantiles.At(quantiles, random.NextDouble() < closeness ? shared : own);
        }
    }
}
