namespace GenreNotebooks.Cli.Sampling;

/// <summary>
/// Draws a topic a word so that a song keeps to few topics (Pólya's urn): a word repeats the topic of an earlier word, or
/// takes a new one by the shares. Over many songs the mean shares are those given; the smaller the concentration, the more
/// a song keeps to one topic. It avoids logarithms and powers, whose last digit differs between machines.
/// </summary>
internal sealed class TopicUrn
{
    private readonly int[] topics;
    private readonly double[] shares;
    private readonly double concentration;
    private readonly List<int> drawn = [];

    /// <summary>An urn of some of the topics; the concentration follows from the means and deviations of their shares.</summary>
    /// <param name="topics">The topics, by number.</param>
    /// <param name="features">Mean and deviation of each topic's share of a whole song.</param>
    public TopicUrn(IEnumerable<int> topics, IReadOnlyList<FeatureProfile> features)
    {
        this.topics = [.. topics];
        shares = [.. this.topics.Select(topic => features[topic].Mean)];
        Total = shares.Sum();
        // A Dirichlet share q of a part w of the song has the variance w² q (1 - q) / (concentration + 1).
        var spread = shares.Sum(share => share * (Total - share));
        var variance = this.topics.Sum(topic => features[topic].Deviation * features[topic].Deviation);
        concentration = spread / variance - 1;
    }

    /// <summary>The share of a song's words that this urn draws.</summary>
    public double Total { get; }

    /// <summary>Forgets the words drawn, for a new song.</summary>
    public void Clear() => drawn.Clear();

    /// <summary>The topic of the next word.</summary>
    public int Draw(Random random)
    {
        var isNew = random.NextDouble() * (concentration + drawn.Count) < concentration;
        var topic = isNew ? DrawByShare(random) : drawn[random.Next(drawn.Count)];
        drawn.Add(topic);
        return topic;
    }

    private int DrawByShare(Random random)
    {
        var rest = random.NextDouble() * Total;
        var place = 0;
        while (place < shares.Length - 1 && rest >= shares[place])
        {
            rest -= shares[place++];
        }
        return topics[place];
    }
}
