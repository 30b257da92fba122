using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GenreNotebooks.Data;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// Songs to learn from and to choose by, with their genres. They come from <see cref="LabelledSongs.Split"/> or are a part of such; no
/// test song can be made one.
/// </summary>
public sealed class TrainingSongs
{
    internal TrainingSongs(SongInputs inputs, GenreSet genres, string origin, SplitKind kind)
    {
        (Inputs, Genres, Origin, Kind) = (inputs, genres, origin, kind);
        Labels = inputs.Select(song => genres.LabelOf(inputs.Table.Genres[inputs.Rows[song]]));
    }

    /// <summary>What a classifier sees of the songs.</summary>
    public SongInputs Inputs { get; }

    /// <summary>The label of each song's genre.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The genres, in the order of their labels.</summary>
    public GenreSet Genres { get; }

    /// <summary>How the test songs were chosen: validation songs are chosen likewise.</summary>
    public SplitKind Kind { get; }

    /// <summary>The number of songs.</summary>
    public int Count => Labels.Count;

    /// <summary>The SHA-256 of the table of songs.</summary>
    internal string Origin { get; }

    /// <summary>Equal for the same songs in the same order, and for no others.</summary>
    internal string Identity => $"{Origin} {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<int>(Inputs.Rows)))}";

    /// <summary>Divides the songs into a part to learn from and a part to choose by, as the test songs were divided off.</summary>
    /// <param name="seed">Seeds the draw.</param>
    /// <param name="share">The share of the part to choose by, between 0 and 1.</param>
    /// <exception cref="InputException">There are too few songs or artists to have one on each side.</exception>
    public (TrainingSongs Train, TrainingSongs Validation) SplitValidation(int seed, double share = 0.2) => Split(seed, share);

    /// <summary>
    /// Divides the songs into folds of like size: each is once the part to choose by, while the others are the part to learn from.
    /// </summary>
    /// <param name="count">The number of folds, at least 2.</param>
    /// <param name="seed">Seeds the draw.</param>
    /// <exception cref="InputException">There are too few songs or artists for so many folds.</exception>
    public IReadOnlyList<(TrainingSongs Train, TrainingSongs Validation)> Folds(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var (rest, folds) = (this, new List<TrainingSongs>());
        while (folds.Count < count - 1)
        {
            (rest, var fold) = rest.Split(seed, 1.0 / (count - folds.Count));
            folds.Add(fold);
        }
        folds.Add(rest);
        return [.. folds.Select(fold => (Without(fold), fold))];
    }

    internal (TrainingSongs Train, TrainingSongs Other) Split(int seed, double share)
    {
        var table = Inputs.Table;
        var split = RowSplit.Create(
            Count, song => table.Genres[Inputs.Rows[song]], song => table.Artists[Inputs.Rows[song]], Kind, seed, share);
        return (At(split.Train), At(split.Test));
    }

    private TrainingSongs Without(TrainingSongs others)
    {
        var rows = others.Inputs.Rows.ToHashSet();
        return At([.. Enumerable.Range(0, Count).Where(song => !rows.Contains(Inputs.Rows[song]))]);
    }

    private TrainingSongs At(int[] places) => new(Inputs.At(places), Genres, Origin, Kind);
}
