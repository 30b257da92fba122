using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>A training with live curves, while it runs.</summary>
[Trait("Suite", "Engines")]
public sealed class LiveTests(EngineHome home) : IClassFixture<EngineHome>
{
    private const int Epochs = 25;

    [Theory(Explicit = true)]
    [InlineData(Engine.Stdio)]
    [InlineData(Engine.Jupyter)]
    public async Task One_chart_grows_in_place_under_one_id_until_it_has_all_epochs(Engine engine)
    {
        await using var kernel = InteractiveKernel.Start(engine, home);
        var cells = await kernel.RunAsync([.. SmallCells.Training(Epochs), "var history = trainer.FitLive(model, data.Train, data.Test, epoch => Console.WriteLine(epoch));"]);
        var values = cells[^1].Events.Where(one => one.IsValue).ToList();
        Assert.Equal("DisplayedValueProduced", values[0].Type);
        Assert.NotNull(values[0].ValueId);
        Assert.NotEmpty(values.Skip(1));
        Assert.All(values.Skip(1), one => Assert.Equal(("DisplayedValueUpdated", values[0].ValueId), (one.Type, one.ValueId)));
        int[] lengths = [.. values.Select(EpochsOf)];
        Assert.Equal(lengths.Order(), lengths);
        Assert.Equal(Epochs, lengths[^1]);
        Assert.Equal(Epochs, Regex.Count(cells[^1].Output, @"\| epoch "));
    }

    private static int EpochsOf(EngineEvent shown) => Regex.Match(shown.As("text/html") ?? "", Json, RegexOptions.Singleline) is { Success: true } figure
        ? JsonNode.Parse(figure.Groups[1].Value)!["data"]!.AsArray().Max(trace => trace!["y"]!.AsArray().Count)
        : 0;

    private const string Json = "<script type=\"application/json\">(.*?)</script>";
}
