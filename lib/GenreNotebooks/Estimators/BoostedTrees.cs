using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GenreNotebooks.Evaluation;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using static System.FormattableString;
using static TorchSharp.torch;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Gradient-boosted trees that have been fitted, as plain numbers: they predict without LightGBM, and a file can hold them. They compute as
/// ML.NET does, to the last bit: the leaves of a genre's trees are added up, and a softmax makes probabilities of the sums of all genres.
/// </summary>
internal sealed class BoostedTrees
{
    private readonly Tree[][] genres; // [genres][trees]

    private BoostedTrees(Tree[][] genres, int features) => (this.genres, Features) = (genres, features);

    /// <summary>
    /// One tree: at each inner node, a feature's value up to the threshold leads to the left, a higher one to the right. A child is an inner node
    /// further on, or, if negative, the complement of a leaf's index.
    /// </summary>
    private sealed record Tree(int[] Features, float[] Thresholds, int[] Left, int[] Right, double[] Leaves)
    {
        public double Predict(ReadOnlySpan<float> row)
        {
            var node = 0;
            while (node >= 0)
            {
                node = row[Features[node]] <= Thresholds[node] ? Left[node] : Right[node];
            }
            return Leaves[~node];
        }
    }

    /// <summary>The length of the rows that the trees read.</summary>
    public int Features { get; }

    /// <summary>Takes over what LightGBM has learnt.</summary>
    /// <param name="learnt">The model of ML.NET, with a softmax.</param>
    /// <param name="features">The length of a row.</param>
    public static BoostedTrees Of(OneVersusAllModelParameters learnt, int features) => new(
    [
        .. ModelsOf(learnt).Cast<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>>()
            .Select(genre => genre.SubModel.TrainedTreeEnsemble.Trees.Select(Of).ToArray()),
    ], features);

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <param name="from">The reader.</param>
    /// <param name="features">The length of a row.</param>
    /// <exception cref="InputException">The numbers are not those of trees on so many features.</exception>
    public static BoostedTrees Read(ClassifierReader from, int features)
    {
        var (columns, trees, leaves) = (from.Read<int>("columns", 1)[0], from.Read<int>("trees", from.Genres), from.Read<int>("leaves", -1));
        if (columns != features)
        {
            throw from.Invalid("columns", Invariant($"trees on {columns} numbers a song"), $"{features}");
        }
        RequireCounts(trees, leaves, from);
        var nodes = leaves.Sum(count => count - 1L);
        var values = new Tree(
            from.Read<int>("feature", nodes), from.Read<float>("threshold", nodes), from.Read<int>("left", nodes), from.Read<int>("right", nodes),
            from.Read<double>("leaf", nodes + leaves.Length));
        if (Array.Find(values.Features, feature => feature < 0 || feature >= features) is var odd && odd != 0)
        {
            throw from.Invalid("feature", Invariant($"the feature {odd}"), $"0 to {features - 1}");
        }
        var (all, node, leaf) = (new List<Tree>(), 0, 0);
        foreach (var count in leaves)
        {
            var (inner, outer) = (node..(node + count - 1), leaf..(leaf + count));
            all.Add(new(values.Features[inner], values.Thresholds[inner], values.Left[inner], values.Right[inner], values.Leaves[outer]));
            RequireChildren("left", all[^1].Left, count, from);
            RequireChildren("right", all[^1].Right, count, from);
            (node, leaf) = (inner.End.Value, outer.End.Value);
        }
        return new([.. trees.Select((count, genre) => all.Skip(trees.Take(genre).Sum()).Take(count).ToArray())], features);
    }

    /// <summary>Writes the trees of all genres one after the other.</summary>
    public void Write(ClassifierWriter to)
    {
        Tree[] all = [.. genres.SelectMany(trees => trees)];
        to.Write("columns", tensor(new[] { Features }));
        to.Write("trees", tensor(Array.ConvertAll(genres, trees => trees.Length)));
        to.Write("leaves", tensor(Array.ConvertAll(all, tree => tree.Leaves.Length)));
        to.Write("feature", tensor(all.SelectMany(tree => tree.Features).ToArray()));
        to.Write("threshold", tensor(all.SelectMany(tree => tree.Thresholds).ToArray()));
        to.Write("left", tensor(all.SelectMany(tree => tree.Left).ToArray()));
        to.Write("right", tensor(all.SelectMany(tree => tree.Right).ToArray()));
        to.Write("leaf", tensor(all.SelectMany(tree => tree.Leaves).ToArray()));
    }

    /// <summary>Predicts probabilities, <c>[rows][genres]</c>. Interrupting the cell stops it before the next row.</summary>
    public double[][] Predict(VBuffer<float>[] rows)
    {
        using var stop = NotebookEngine.Linked();
        return Array.ConvertAll(rows, row =>
        {
            stop.Token.ThrowIfCancellationRequested();
            return Predict(row.GetValues());
        });
    }

    /// <summary>The probability of each genre for a row of numbers.</summary>
    public double[] Predict(ReadOnlySpan<float> row)
    {
        var odds = new double[genres.Length];
        for (var genre = 0; genre < genres.Length; genre++)
        {
            var sum = 0.0;
            foreach (var tree in genres[genre])
            {
                sum += tree.Predict(row);
            }
            odds[genre] = Math.Exp((float)sum);
        }
        var total = odds.Sum();
        return Array.ConvertAll(odds, one => (double)(float)(one / total));
    }

    private static Tree Of(RegressionTreeBase tree) => new(
        [.. tree.NumericalSplitFeatureIndexes], [.. tree.NumericalSplitThresholds], [.. tree.LeftChild], [.. tree.RightChild], [.. tree.LeafValues]);

    /// <summary>Checks that each genre has trees, and each tree leaves.</summary>
    private static void RequireCounts(int[] trees, int[] leaves, ClassifierReader from)
    {
        if (Array.Exists(trees, count => count < 1) || trees.Sum(count => (long)count) != leaves.Length)
        {
            throw from.Invalid("trees", $"{string.Join(", ", trees)} trees", $"{leaves.Length} in all, at least 1 for each genre");
        }
        if (Array.Exists(leaves, count => count < 2))
        {
            throw from.Invalid("leaves", Invariant($"a tree of {leaves.Min()} leaves"), "2 or more");
        }
    }

    /// <summary>Checks that every way through a tree ends at a leaf.</summary>
    private static void RequireChildren(string name, int[] children, int leaves, ClassifierReader from)
    {
        for (var node = 0; node < children.Length; node++)
        {
            var child = children[node];
            if (child >= 0 ? child <= node || child >= children.Length : ~child >= leaves)
            {
                throw from.Invalid(name, Invariant($"the child {child} of node {node} in a tree of {leaves} leaves"), "a node further on, or the complement of a leaf");
            }
        }
    }

    // ML.NET has no public way to a multiclass model's trees.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_SubModelParameters")]
    private static extern ImmutableArray<object> ModelsOf(OneVersusAllModelParameters model);
}
