using System.CommandLine;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The points of a sweep, each with the words that give it alone: every network with every value of every axis and every seed.</summary>
internal static class SweepGrid
{
    private const int MostSeeds = 10_000;

    private static readonly OptionValue<ModelKind> Model = OptionValue.Word(Enum.GetValues<ModelKind>());
    private static readonly Option<ModelKind[]> Models = Model.List("--model", "The networks. [default: lyrics]");
    private static readonly Option<int> Seeds = OptionValue.Whole.One("--seeds", "How many seeds each point is run with.", 1);
    private static readonly Option<int> FirstSeed = OptionValue.Whole.One("--first-seed", "The first of the seeds.", 0);

    public static IEnumerable<Option> Options => [Models, RecipeOption.Choice, .. TrainingSettings.All.Select(setting => setting.Axis), Seeds, FirstSeed];

    public static IReadOnlyList<(SweepPoint Point, string[] Words)> Read(ParseResult arguments)
    {
        IEnumerable<(Func<TrainingOptions, TrainingOptions> Set, string[] Words)> grid = [(options => options, RecipeOption.Words(arguments))];
        foreach (var setting in TrainingSettings.All)
        {
            var values = setting.ReadAxis(arguments).ToList();
            grid = grid.SelectMany(_ => values, (point, value) =>
                ((Func<TrainingOptions, TrainingOptions>)(options => value.Set(point.Set(options))), (string[])[.. point.Words, .. value.Words]));
        }
        return
        [
            .. from model in arguments.GetValue(Models) is { Length: > 0 } models ? models : [ModelKind.Lyrics]
               from point in grid.ToList()
               from seed in ReadSeeds(arguments)
               select (
                   new SweepPoint(model, point.Set(RecipeOption.SettingsOf(arguments, model)) with { Seed = seed }),
                   (string[])["--model", Model.Write(model), .. point.Words, "--seeds", "1", "--first-seed", OptionValue.Whole.Write(seed)]),
        ];
    }

    private static IEnumerable<int> ReadSeeds(ParseResult arguments)
    {
        var (count, first) = (arguments.GetValue(Seeds), arguments.GetValue(FirstSeed));
        if (count is < 1 or > MostSeeds)
        {
            throw new InputException($"--seeds {count}: expected 1 to {MostSeeds}.");
        }
        return first <= int.MaxValue - count + 1 ? Enumerable.Range(first, count)
            : throw new InputException($"--first-seed {first}: with --seeds {count} expected at most {int.MaxValue - count + 1}.");
    }
}
