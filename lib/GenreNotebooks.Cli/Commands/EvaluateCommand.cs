using System.CommandLine;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Vectorization;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>evaluate</c>: a recipe's scores on the test songs of several splits, with intervals.</summary>
internal static class EvaluateCommand
{
    private static readonly Option<string> RecipeName = new("--recipe")
    {
        Description = "blog: the post's network; network: ours; ensemble: the vote of five of ours; recommended: the vote of these and the classical model; "
            + "classical: trees, for lyrics on the output of logistic regression and naive Bayes; tfidf: logistic regression alone; majority; year.",
        DefaultValueFactory = _ => "recommended",
    };
    private static readonly Option<ModelKind> Inputs = (OptionValue.Word(Enum.GetValues<ModelKind>()) with { Expected = "lyrics, metadata or combined (formerly called both)" })
        .One("--inputs", "The inputs.", ModelKind.Combined);
    private static readonly Option<bool> WithYear = new("--with-year") { Description = "Add the year of release as a feature." };
    private static readonly Option<SplitKind> Split = OptionValue.Word(Enum.GetValues<SplitKind>()).One("--split", "How to choose test songs; artist keeps all songs of an artist on one side.", SplitKind.Random);
    private static readonly Option<string> Protocol = new("--protocol") { Hidden = true };
    private static readonly Option<GenreChoice> Genres = OptionValue.Word(Enum.GetValues<GenreChoice>()).One("--genres", "The post's four genres, or all genres of the songs.", GenreChoice.Four);
    private static readonly Option<int> Seeds = OptionValue.Whole.One("--seeds", "The number of seeds, each with its own split.", 5);
    private static readonly Option<int> FirstSeed = OptionValue.Whole.One("--first-seed", "The first seed; the others follow it.", 0);
    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write the scores to this file.");

    public static Command Create()
    {
        var command = new Command("evaluate", "Evaluates a recipe on sealed test songs, over several splits.")
        {
            RecipeName, Inputs, WithYear, Split, Protocol, Genres, Seeds, FirstSeed, DataOptions.Data, DataOptions.Sample, Json,
        };
        RecipeName.AcceptOnlyFromAmong([.. Recipe.Names]);
        Protocol.Validators.Add(result => result.AddError("--protocol has a new name: use --split."));
        command.SetAction((arguments, cancellation) => Task.FromResult(Evaluate(arguments, cancellation)));
        return command;
    }

    private static int Evaluate(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, json) = (arguments.InvocationConfiguration.Output, arguments.GetValue(Json));
        if (arguments.GetValue(Seeds) < 1)
        {
            throw new InputException($"--seeds {arguments.GetValue(Seeds)}: expected 1 or more.");
        }
        if (arguments.GetValue(FirstSeed) < 0 || (long)arguments.GetValue(FirstSeed) + arguments.GetValue(Seeds) - 1 > RandomSeed.Largest)
        {
            throw new InputException(Invariant($"--first-seed {arguments.GetValue(FirstSeed)}: with --seeds {arguments.GetValue(Seeds)} expected 0 to {RandomSeed.Largest - arguments.GetValue(Seeds) + 1}."));
        }
        if (json is not null)
        {
            AtomicFile.EnsureWritable(json); // before minutes of training
        }
        var (recipe, inputs, withYear) = (arguments.GetValue(RecipeName)!, arguments.GetValue(Inputs), arguments.GetValue(WithYear));
        Recipe.Named(recipe, inputs, withYear); // reports an invalid combination before songs are read
        var folder = DataOptions.Find(arguments);
        var (genres, split) = (arguments.GetValue(Genres), arguments.GetValue(Split));
        var table = SongTable.Load(folder, cancellation);
        var songs = table.OfGenres(genres);
        output.WriteLine(folder.Notice);
        output.WriteLine(Invariant($"{recipe}, {Word(inputs)}{(withYear ? " and the year" : "")}: {songs.Count:N0} songs of {songs.Genres.Count} genres, {Word(split)} split"));
        var evaluation = RecipeEvaluation.Measure(
            table, genres, recipe, inputs, withYear, split, arguments.GetValue(Seeds), arguments.GetValue(FirstSeed),
            (seed, run) => output.WriteLine(Invariant($"seed {seed}: accuracy {run.Confusion.Accuracy:0.0000}, macro-F1 {run.Confusion.MacroF1:0.0000}")),
            cancellation);
        Report(evaluation, output);
        if (json is not null)
        {
            evaluation.Save(json);
        }
        return 0;
    }

    private static void Report(RecipeEvaluation evaluation, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("mean ± standard deviation over seeds [95 % interval]");
        output.WriteLine($"{"accuracy",-18}{evaluation.Accuracy}");
        output.WriteLine($"{"macro-F1",-18}{evaluation.MacroF1}");
        foreach (var (genre, recall) in evaluation.PerClass)
        {
            output.WriteLine($"  {genre,-16}{recall}");
        }
        output.WriteLine(Invariant($"{"log loss",-18}{evaluation.LogLoss:0.0000}"));
        output.WriteLine(Invariant($"{"calibration error",-18}{evaluation.CalibrationError:0.0000}"));
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
