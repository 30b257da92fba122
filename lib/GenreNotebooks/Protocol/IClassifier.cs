namespace GenreNotebooks.Protocol;

/// <summary>A classifier that has learnt. Whatever it is asked, it learns nothing more.</summary>
public interface IClassifier
{
    /// <summary>The probability of each genre for each song.</summary>
    /// <param name="songs">The songs.</param>
    /// <returns><c>[songs][genres]</c>, each row from 0 to 1 and summing to 1, genres in the order of the labels learnt from.</returns>
    double[][] Predict(SongInputs songs);
}
