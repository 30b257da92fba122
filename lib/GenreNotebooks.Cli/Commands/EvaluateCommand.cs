using System.CommandLine;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>genre evaluate</c>: a recipe on the test songs of several splits, with intervals.</summary>
internal static class EvaluateCommand
{
    private static readonly Option<string> RecipeName = new("--recipe")
    {
        Description = "blog: the post's network; network: ours; ensemble: five of ours vote; recommended: these and the classical model vote; "
            + "classical: trees, for lyrics on what regression and Bayes say; tfidf: regression alone; majority; year.",
        DefaultValueFactory = _ => "recommended",
    };
    private static readonly Option<string> Inputs = Words("--inputs", "What is read.", "both", "lyrics", "metadata", "both");
    private static readonly Option<bool> WithYear = new("--with-year") { Description = "The year of release is one more feature." };
    private static readonly Option<string> Protocol = Words("--protocol", "How test songs are chosen: artist keeps artists apart.", "random", "random", "stratified", "artist");
    private static readonly Option<string> Genres = Words("--genres", "The post's four, or all seven of the data set.", "four", "four", "all");
    private static readonly Option<int> Seeds = OptionValue.Whole.One("--seeds", "How many times the songs are divided and learnt from.", 5);
    private static readonly Option<int> FirstSeed = OptionValue.Whole.One("--first-seed", "The first seed; the others follow.", 0);
    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write the scores to this file.");

    public static Command Create()
    {
        var command = new Command("evaluate", "Measures a recipe on test songs that nothing was chosen by, over several splits.")
        {
            RecipeName, Inputs, WithYear, Protocol, Genres, Seeds, FirstSeed, DataOptions.Data, DataOptions.Sample, Json,
        };
        RecipeName.AcceptOnlyFromAmong([.. Recipe.Names]);
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
        if (json is not null)
        {
            AtomicFile.EnsureWritable(json); // before minutes of learning
        }
        var (recipe, inputs, withYear) = (arguments.GetValue(RecipeName)!, KindOf(arguments.GetValue(Inputs)!), arguments.GetValue(WithYear));
        Recipe.Named(recipe, inputs, withYear); // says what does not fit before songs are read
        var folder = DataOptions.Find(arguments);
        var songs = LabelledSongs.Load(folder, arguments.GetValue(Genres) == "all" ? GenreSet.DataSet : GenreSet.Blog);
        output.WriteLine(folder.Notice);
        output.WriteLine(Invariant($"{recipe}, {arguments.GetValue(Inputs)}{(withYear ? " and the year" : "")}: {songs.Count:N0} songs of {songs.Genres.Count} genres, {arguments.GetValue(Protocol)} split"));
        var evaluation = RecipeEvaluation.Measure(
            songs, recipe, inputs, withYear, Enum.Parse<SplitKind>(arguments.GetValue(Protocol)!, ignoreCase: true),
            arguments.GetValue(Seeds), arguments.GetValue(FirstSeed),
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

    private static ModelKind KindOf(string inputs) => inputs == "both" ? ModelKind.Combined : Enum.Parse<ModelKind>(inputs, ignoreCase: true);

    private static Option<string> Words(string name, string description, string otherwise, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        return option.AcceptOnlyFromAmong(words);
    }
}
