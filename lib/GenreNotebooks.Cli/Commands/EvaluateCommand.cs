using System.CommandLine;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Vectorization;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>evaluate</c>: a recipe's scores on the test songs of several splits, with intervals.</summary>
internal static class EvaluateCommand
{
    private static readonly ValueOption<string> RecipeName = OptionValue.Word(Recipe.Names).One(
        "--recipe",
        "blog: the post's network; network: ours; ensemble: the vote of five of ours; recommended: the vote of these and the classical model; "
            + "classical: trees, for lyrics on the output of logistic regression and naive Bayes; tfidf: logistic regression alone; majority; year.",
        "recommended");
    private static readonly ValueOption<ModelKind> Inputs = OptionValue.Model.One("--inputs", "The inputs.", ModelKind.Combined);
    private static readonly Option<bool> WithYear = new("--with-year") { Description = "Add the year of release as a feature." };
    private static readonly ValueOption<SplitKind> Split = OptionValue.Word(Enum.GetValues<SplitKind>()).One("--split", "How to choose test songs; artist keeps all songs of an artist on one side.", SplitKind.Random);
    private static readonly Option<string> Protocol = new("--protocol") { Hidden = true };
    private static readonly ValueOption<GenreChoice> Genres = OptionValue.Word(Enum.GetValues<GenreChoice>()).One("--genres", "The post's four genres, or all genres of the songs.", GenreChoice.Four);
    private static readonly ValueOption<int> Seeds = OptionValue.Whole.One("--seeds", "The number of seeds, each with its own split.", 5);
    private static readonly ValueOption<int> FirstSeed = OptionValue.Whole.One("--first-seed", "The first seed; the others follow it.", 0);
    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write the scores to this file.");

    public static Command Create()
    {
        var command = new Command("evaluate", "Evaluates a recipe on sealed test songs, over several splits.")
        {
            RecipeName, Inputs, WithYear, Split, Protocol, Genres, Seeds, FirstSeed, DataOptions.Data, DataOptions.Sample, Json, OutputFile.Overwrite,
        };
        Protocol.Validators.Add(result => result.AddError("--protocol has a new name: use --split."));
        command.SetAction((arguments, cancellation) => Task.FromResult(Evaluate(arguments, cancellation)));
        return command;
    }

    private static int Evaluate(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, json) = (arguments.InvocationConfiguration.Output, arguments.GetValue(Json));
        if (Seeds.Of(arguments) < 1)
        {
            throw new InputException($"--seeds {Seeds.Of(arguments)}: expected 1 or more.");
        }
        if (FirstSeed.Of(arguments) < 0 || (long)FirstSeed.Of(arguments) + Seeds.Of(arguments) - 1 > RandomSeed.Largest)
        {
            throw new InputException(Invariant($"--first-seed {FirstSeed.Of(arguments)}: with --seeds {Seeds.Of(arguments)} expected 0 to {RandomSeed.Largest - Seeds.Of(arguments) + 1}."));
        }
        if (json is not null)
        {
            OutputFile.Require(arguments, Json, json, FileKind.Evaluation); // before minutes of training
        }
        var (recipe, inputs, withYear) = (RecipeName.Of(arguments), Inputs.Of(arguments), arguments.GetValue(WithYear));
        Recipe.Named(recipe, inputs, withYear); // reports an invalid combination before songs are read
        var read = Recipe.InputsOf(recipe, inputs);
        if (arguments.GetResult(Inputs) is { Implicit: false } && read != inputs)
        {
            throw new InputException($"--inputs {Word(inputs)}: the recipe {recipe} reads {(read is null ? "neither lyrics nor features" : "the lyrics alone")}. Leave the option out.");
        }
        var folder = DataOptions.Find(arguments);
        var (genres, split) = (Genres.Of(arguments), Split.Of(arguments));
        var table = SongTable.Load(folder, cancellation);
        var songs = table.OfGenres(genres);
        output.WriteLine(folder.Notice);
        output.WriteLine(Invariant($"{recipe}{(read is { } some ? $", {Word(some)}" : "")}{(withYear ? " and the year" : "")}: {songs.Count:N0} songs of {songs.Genres.Count} genres, {Word(split)} split"));
        var evaluation = RecipeEvaluation.Measure(
            table, genres, recipe, inputs, withYear, split, Seeds.Of(arguments), FirstSeed.Of(arguments),
            (seed, run) => output.WriteLine(Invariant($"seed {seed}: accuracy {run.Confusion.Accuracy:0.0000}, macro-F1 {run.Confusion.MacroF1:0.0000}")),
            (seed, reason) => output.WriteLine(Invariant($"seed {seed}: {reason}")),
            cancellation);
        Report(evaluation, output);
        if (json is not null)
        {
            evaluation.Save(json, arguments.GetValue(OutputFile.Overwrite));
        }
        return evaluation.Diverged.Count == 0 ? 0 : throw new InputException(Invariant(
            $"Training diverged with seed {string.Join(", ", evaluation.Diverged.Keys)}: the scores are those of the other {evaluation.Accuracy.Runs} of {evaluation.Seeds} seeds."));
    }

    private static void Report(RecipeEvaluation evaluation, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("mean ± standard deviation over seeds [95 % interval]");
        output.WriteLine($"{"accuracy",-18}{evaluation.Accuracy}");
        output.WriteLine($"{"macro-F1",-18}{evaluation.MacroF1}");
        foreach (var (genre, recall) in evaluation.PerClass)
        {
            output.WriteLine($"  {genre,-16}{recall?.ToString() ?? Table.Absent}{FromSome(recall, evaluation)}");
        }
        output.WriteLine(Invariant($"{"log loss",-18}{evaluation.LogLoss:0.0000}"));
        output.WriteLine(Invariant($"{"calibration error",-18}{evaluation.CalibrationError:0.0000}"));
    }

    /// <summary>How many seeds a recall comes from, if not from all.</summary>
    private static string FromSome(Estimate? recall, RecipeEvaluation evaluation) => recall?.Runs == evaluation.Accuracy.Runs ? ""
        : Invariant($" ({recall?.Runs ?? 0} of {evaluation.Accuracy.Runs} seeds have test songs of it)");

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
