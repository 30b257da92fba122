using System.CommandLine;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The named settings that a training run starts from; other options override them.</summary>
internal static class RecipeOption
{
    private const string Name = "--recipe", Blog = "blog", Network = "network";

    /// <summary>The settings of one network.</summary>
    public static ValueOption<string> Choice { get; } = OptionValue.Word(Blog, Network).One(
        Name, "The settings to start from, which other options override: blog, the post's and the defaults shown here, or network, ours.", Blog);

    /// <summary>The same, and the recipes with settings of their own.</summary>
    public static ValueOption<string> Trained { get; } = OptionValue.Word([.. Recipe.Names.Where(name => new RecipeChoice(name).Inputs is not null)]).One(
        Name,
        "blog or network: one network, with settings that other options override, the post's (the defaults shown here) or ours. The others have settings of their own: "
            + "ensemble, the vote of five of ours; recommended, the vote of these and the classical model; classical, trees; tfidf, logistic regression. "
            + "With --by artist, all of them judge artists and have settings of their own; recommended is then classical, and vote is the vote of recommended over an artist's songs.",
        Blog);

    /// <summary>Whether a recipe of <see cref="Trained"/> is one network that judges songs.</summary>
    public static bool IsOneNetwork(ParseResult arguments) => Trained.Of(arguments) is Blog or Network && !ByOption.IsArtist(ByOption.Judged, arguments);

    /// <summary>The settings for a network.</summary>
    public static TrainingOptions SettingsOf(ValueOption<string> choice, ParseResult arguments, ModelKind model) =>
        choice.Of(arguments) == Network ? Recipe.Network(model) : Recipe.Blog;

    /// <summary>The command-line words that select the settings; none for the default.</summary>
    public static string[] Words(ParseResult arguments) =>
        Choice.Of(arguments) is var name && name != Blog ? [Name, name] : [];
}
