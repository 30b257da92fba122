using System.CommandLine;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The named settings that a training run starts from; other options override them.</summary>
internal static class RecipeOption
{
    private const string Name = "--recipe", Blog = "blog", Network = "network";

    public static ValueOption<string> Choice { get; } = OptionValue.Word(Blog, Network).One(
        Name, "The settings to start from, which other options override: blog, the post's and the defaults shown here, or network, ours.", Blog);

    /// <summary>The settings for a network.</summary>
    public static TrainingOptions SettingsOf(ParseResult arguments, ModelKind model) =>
        Choice.Of(arguments) == Network ? Recipe.Network(model) : Recipe.Blog;

    /// <summary>The command-line words that select the settings; none for the default.</summary>
    public static string[] Words(ParseResult arguments) =>
        Choice.Of(arguments) is var name && name != Blog ? [Name, name] : [];
}
