namespace GenreNotebooks.Models;

/// <summary>Training diverged: a network computed NaN or infinity, so its loss and its predictions mean nothing.</summary>
public sealed class DivergedException : InputException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The place, and what to try.</param>
    /// <param name="epoch">The epoch, from 1; null if unknown.</param>
    /// <param name="step">The step in the epoch, from 1; null after its last step.</param>
    internal DivergedException(string message, int? epoch = null, int? step = null) : base(message) => (Epoch, Step) = (epoch, step);

    /// <summary>The epoch of training, from 1; null if a network diverged in a training that was not watched.</summary>
    public int? Epoch { get; }

    /// <summary>The step in the epoch, from 1; null if it showed after the last step of the epoch.</summary>
    public int? Step { get; }
}
