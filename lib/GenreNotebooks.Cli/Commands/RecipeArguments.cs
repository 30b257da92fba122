using System.CommandLine;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The arguments of <c>train --recipe</c> with a recipe that has settings of its own.</summary>
internal static class RecipeArguments
{
    private static readonly string[] Shared = ["--with-year", "--genres", "--split"]; // the other training options are a network's

    /// <summary>The option that only recipes have.</summary>
    public static Option<bool> WithTitle { get; } = new("--with-title") { Description = "Read the words of the title with the lyrics; with a recipe other than blog and network." };

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="json">The value of <c>--json</c>.</param>
    /// <exception cref="InputException">The recipe cannot read the inputs, or an option is one of networks.</exception>
    public static (RecipeChoice Recipe, TrainingOptions Options) Read(ParseResult arguments, ModelKind inputs, int seed, string? json)
    {
        var (name, byArtist) = (RecipeOption.Trained.Of(arguments), ByOption.IsArtist(ByOption.Judged, arguments));
        if (TrainingSettings.All.Select(setting => setting.One).FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false } && !Shared.Contains(option.Name)) is { } given)
        {
            throw new InputException($"{given.Name}: the recipe {name}{(byArtist ? " by artist" : "")} has settings of its own. Leave the option out, or train one network with --recipe blog or --recipe network{(byArtist ? ", without --by artist" : "")}.");
        }
        if (json is not null || arguments.GetValue(ResumeOption.Resume))
        {
            throw new InputException($"{(json is null ? ResumeOption.Resume.Name : $"--json {json}")}: only the training of one network has a record and resumes. "
                + $"For the scores of this recipe as JSON: evaluate --recipe {name} --inputs {Word(inputs)}{(byArtist ? " --by artist --split artist" : "")} --seeds 1 --json FILE.");
        }
        var options = TrainingSettings.All.Aggregate(new TrainingOptions { Seed = seed }, (read, setting) => setting.Read(arguments, read));
        var recipe = new RecipeChoice(name, inputs) { WithYear = options.WithYear, WithTitle = arguments.GetValue(WithTitle), ByArtist = byArtist };
        recipe.ToEstimator(); // reports an invalid combination before songs are read
        recipe.Require(options.Split);
        return recipe.Inputs == inputs ? (recipe, options)
            : throw new InputException($"train {Word(inputs)} --recipe {name}: the recipe reads the lyrics alone. Give: train lyrics --recipe {name}.");
    }

    private static string Word(ModelKind inputs) => inputs.ToString().ToLowerInvariant();
}
