using GenreNotebooks.Data;

namespace GenreNotebooks.Cli.Sampling;

/// <summary>Draws the songs of one genre.</summary>
internal sealed class GenreSampler
{
    /// <summary>Added to every topic's count of words, so that no share is 0.</summary>
    private const double Floor = 0.05;

    /// <summary>The topics that the data set may name as a song's topic: the largest share of these.</summary>
    private static readonly string[] MainTopics =
        ["violence", "world/life", "night/time", "romantic", "obscene", "music", "sadness", "feelings"];

    private static readonly string[] Topics = [.. EngineeredFeatures.Topics, SampleWords.Other];
    private static readonly int[] Main = [.. MainTopics.Select(topic => Array.IndexOf(Topics, topic))];
    private static readonly int[] Side = [.. Enumerable.Range(0, Topics.Length).Except(Main)];

    private readonly GenreProfile profile;
    private readonly WordSampler words;
    private readonly AudioSampler audio;
    private readonly TopicUrn main;
    private readonly TopicUrn side;

    public GenreSampler(GenreProfile profile, WordSampler words)
    {
        (this.profile, this.words) = (profile, words);
        audio = new AudioSampler(profile);
        FeatureProfile[] shares = [.. Topics.Select(topic => profile.Topics[topic])];
        (main, side) = (new TopicUrn(Main, shares), new TopicUrn(Side, shares));
    }

    /// <summary>Draws a song.</summary>
    /// <param name="index">Its row.</param>
    /// <param name="place">Its place among the songs of the genre, 0 to 1: the years ascend as in the data set.</param>
    /// <param name="artist">Its artist.</param>
    /// <param name="random">The source of chance.</param>
    public Song Draw(int index, double place, string artist, Random random)
    {
        var topics = DrawTopics((int)Math.Round(Quantiles.At(profile.Words, random.NextDouble())), random);
        var lyrics = topics.Select(topic => words.Draw(Topics[topic], profile.Genre, random)).ToArray();
        var features = Features(topics, random);
        var year = (int)Math.Round(Quantiles.At(profile.Years, place));
        return new Song
        {
            Index = index,
            Artist = artist,
            Track = $"{lyrics[random.Next(lyrics.Length)]} {lyrics[random.Next(lyrics.Length)]} {InventedNames.Word(random.Next())}",
            ReleaseYear = year,
            Genre = profile.Genre,
            Lyrics = string.Join(' ', lyrics),
            WordCount = lyrics.Length,
            Features = features,
            Topic = Topics[Main.MaxBy(topic => features[topic])],
            Age = (2020 - year) / 70.0,
        };
    }

    private int[] DrawTopics(int count, Random random)
    {
        main.Clear();
        side.Clear();
        var topics = new int[count];
        for (var word = 0; word < count; word++)
        {
            topics[word] = (random.NextDouble() < main.Total ? main : side).Draw(random);
        }
        return topics;
    }

    private double[] Features(int[] topics, Random random)
    {
        var counts = new int[Topics.Length];
        foreach (var topic in topics)
        {
            counts[topic]++;
        }
        var features = new double[EngineeredFeatures.Names.Count];
        for (var topic = 0; topic < EngineeredFeatures.Topics.Count; topic++)
        {
            features[topic] = (counts[topic] + Floor) / (topics.Length + Topics.Length * Floor);
        }
        audio.Draw(features.AsSpan(EngineeredFeatures.Topics.Count), random);
        return [.. features.Select(feature => Math.Round(feature, 6))];
    }
}
