using System.Text.RegularExpressions;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.Tests;

public sealed partial class TurnsTests
{
    [Fact]
    public void What_reaches_LibTorch_takes_turns() => Assert.Empty(
        from file in Directory.EnumerateFiles(Repository.File("tests/GenreNotebooks.Tests"), "*.cs", SearchOption.AllDirectories)
        let source = File.ReadAllText(file)
        where TestClass().IsMatch(source) && Tensors().IsMatch(source) && !source.Contains("[Collection<", StringComparison.Ordinal)
        select Path.GetFileName(file));

    [GeneratedRegex(@"\[(Fact|Theory)\b")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"using (static )?TorchSharp|\.Collate\(|\b(Trainer|TrainingRun|GenreClassifier|SmallModel|PreparedData|SongBatches|PlainPort|IEstimator|FrozenModel|ModelComparison|InputReader|FuzzedReaders)\b|\bSweep\(")]
    private static partial Regex Tensors();
}
