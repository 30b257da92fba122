namespace GenreNotebooks.Protocol;

/// <summary>The mean of its members' probabilities.</summary>
internal sealed class VotingClassifier(IReadOnlyList<IClassifier> members) : IClassifier
{
    public double[][] Predict(SongInputs songs)
    {
        var votes = members.Select(member => member.Predict(songs)).ToList();
        return songs.Select(song => votes[0][song].Select((_, genre) => votes.Average(vote => vote[song][genre])).ToArray());
    }
}
