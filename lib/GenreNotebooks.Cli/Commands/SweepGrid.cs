using System.CommandLine;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The points of a sweep: each network with each value of each axis and each seed, and the arguments for that one point.</summary>
internal static class SweepGrid
{
    private const int MostSeeds = 10_000;

    public static readonly Argument<ModelKind[]> Models = OptionValue.Model.Arguments("model", "The networks: lyrics, metadata, combined. [default: lyrics]");

    private static readonly Option<string> Model = new("--model") { Hidden = true };
    private static readonly ValueOption<int> Seeds = OptionValue.Whole.One("--seeds", "How many seeds each point is run with.", 1);
    private static readonly ValueOption<int> FirstSeed = OptionValue.Whole.One("--first-seed", "The first of the seeds.", 0);

    static SweepGrid() => Model.Validators.Add(result => result.AddError(
        $"--model is no longer an option: name the networks first, as in sweep {(result.Tokens is [var names] ? names.Value.Replace(',', ' ') : "lyrics combined")} --embedding 8,16."));

    public static IEnumerable<Option> Options => [.. Settings, Model, Seeds, FirstSeed];

    private static IEnumerable<Option> Settings => [RecipeOption.Choice, .. TrainingSettings.All.Select(setting => setting.Axis)];

    /// <summary>The networks and the given settings in one word, such as <c>lyrics-embedding=8,16</c>.</summary>
    public static string NameOf(ParseResult arguments) => string.Join('-',
    [
        .. ModelsOf(arguments).Select(OptionValue.Model.Write),
        .. from option in Settings
           let words = CommandList.Given(arguments, option)
           where words.Length > 0
           orderby words[^1].Contains(',', StringComparison.Ordinal) ? 0 : 1 // what varies, first
           select string.Join('=', [words[0].TrimStart('-'), .. words[1..]]),
    ]);

    public static IReadOnlyList<(SweepPoint Point, string[] Words)> Read(ParseResult arguments)
    {
        IEnumerable<(Func<TrainingOptions, TrainingOptions> Set, string[] Words)> grid = [(options => options, RecipeOption.Words(arguments))];
        foreach (var setting in TrainingSettings.All)
        {
            var values = setting.ReadAxis(arguments).ToList();
            grid = grid.SelectMany(_ => values, (point, value) =>
                ((Func<TrainingOptions, TrainingOptions>)(options => value.Set(point.Set(options))), (string[])[.. point.Words, .. value.Words]));
        }
        var points =
            from model in ModelsOf(arguments)
            from point in grid.ToList()
            from seed in ReadSeeds(arguments)
            select (
                Point: new SweepPoint(model, point.Set(RecipeOption.SettingsOf(RecipeOption.Choice, arguments, model)) with { Seed = seed }),
                Words: (string[])[OptionValue.Model.Write(model), .. point.Words, "--seeds", "1", "--first-seed", OptionValue.Whole.Write(seed)]);
        return [.. points.DistinctBy(point => point.Point)];
    }

    private static ModelKind[] ModelsOf(ParseResult arguments) => arguments.GetValue(Models) is { Length: > 0 } models ? models : [ModelKind.Lyrics];

    private static IEnumerable<int> ReadSeeds(ParseResult arguments)
    {
        var (count, first) = (Seeds.Of(arguments), FirstSeed.Of(arguments));
        if (count is < 1 or > MostSeeds)
        {
            throw new InputException($"--seeds {count}: expected 1 to {MostSeeds}.");
        }
        return first >= 0 && first <= RandomSeed.Largest - count + 1 ? RandomSeed.Range(first, count)
            : throw new InputException($"--first-seed {first}: with --seeds {count} expected 0 to {RandomSeed.Largest - count + 1}.");
    }
}
