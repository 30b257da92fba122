using System.Runtime.Intrinsics;
using GenreNotebooks.Evaluation;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using static TorchSharp.torch;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Multinomial logistic regression that has been fitted: a weight for each term and genre, and a bias for each genre. It computes as ML.NET
/// does, to the last bit on a processor with AVX and FMA, but from plain numbers, which a file can hold.
/// </summary>
/// <param name="weights"><c>[genres][terms]</c>.</param>
/// <param name="biases"><c>[genres]</c>.</param>
internal sealed class SoftmaxRegression(float[][] weights, float[] biases)
{
    private const int ShortRow = 16; // terms, from which on ML.NET adds eight at a time
    private const float Negligible = 30; // logits below the highest, which add nothing to a float

    /// <summary>Takes over what ML.NET has learnt.</summary>
    public static SoftmaxRegression Of(MaximumEntropyModelParameters learnt)
    {
        VBuffer<float>[]? weights = null;
        learnt.GetWeights(ref weights!, out _);
        return new(Array.ConvertAll(weights, row => row.DenseValues().ToArray()), [.. learnt.GetBiases()]);
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <exception cref="InputException">The numbers are not those of a regression on so many terms.</exception>
    public static SoftmaxRegression Read(ClassifierReader from, int terms) =>
        new([.. from.Read<float>("weight", from.Genres, terms).Chunk(terms)], from.Read<float>("bias", from.Genres));

    /// <summary>Writes the numbers.</summary>
    public void Write(ClassifierWriter to)
    {
        to.Write("weight", tensor(weights.SelectMany(row => row).ToArray()).reshape(weights.Length, -1));
        to.Write("bias", tensor(biases));
    }

    /// <summary>The probability of each genre for a row of numbers.</summary>
    public double[] Predict(VBuffer<float> row)
    {
        var logits = biases.Select((bias, genre) => bias + Dot(weights[genre], row.GetValues(), row.GetIndices())).ToArray();
        var highest = logits.Max();
        var others = 0.0;
        var best = Array.IndexOf(logits, highest);
        for (var genre = 0; genre < logits.Length; genre++)
        {
            others += genre != best && logits[genre] > highest - Negligible ? Math.Exp(logits[genre] - highest) : 0;
        }
        var total = others > 0 ? (float)(highest + Math.Log(1 + others)) : highest;
        return Array.ConvertAll(logits, logit => (double)(float)Math.Exp(logit - total));
    }

    /// <summary>The dot product of dense weights and the numbers of a row, those at <paramref name="places"/>, or all if it is empty.</summary>
    private static float Dot(float[] weights, ReadOnlySpan<float> values, ReadOnlySpan<int> places)
    {
        Span<float> eight = stackalloc float[Vector256<float>.Count];
        var (place, sum, rest) = (0, Vector256<float>.Zero, 0f);
        if (values.Length >= ShortRow)
        {
            for (; place + eight.Length <= values.Length; place += eight.Length)
            {
                Gather(weights, places, place, eight);
                sum = Vector256.MultiplyAddEstimate(Vector256.Create(values[place..]), Vector256.Create<float>(eight), sum);
            }
            if (place + Vector128<float>.Count <= values.Length)
            {
                var four = eight[..Vector128<float>.Count];
                Gather(weights, places, place, four);
                rest = Sum(Vector128.Create<float>(four) * Vector128.Create(values[place..]));
                place += four.Length;
            }
        }
        for (; place < values.Length; place++)
        {
            rest += weights[places.IsEmpty ? place : places[place]] * values[place];
        }
        return rest + (Sum(sum.GetLower()) + Sum(sum.GetUpper()));
    }

    private static void Gather(float[] weights, ReadOnlySpan<int> places, int start, Span<float> into)
    {
        for (var place = 0; place < into.Length; place++)
        {
            into[place] = weights[places.IsEmpty ? start + place : places[start + place]];
        }
    }

    private static float Sum(Vector128<float> four) => (four[0] + four[1]) + (four[2] + four[3]);
}
