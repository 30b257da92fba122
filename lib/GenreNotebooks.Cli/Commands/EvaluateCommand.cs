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
        "blog: the post's network; network: ours; ensemble: the vote of five of ours; recommended: the vote of these and the classical model, by artist the classical one alone; "
            + "classical: trees, for lyrics on the output of logistic regression and naive Bayes; vote: with --by artist, the vote of recommended over an artist's songs; tfidf: logistic regression alone; majority; year; artist: the artist's name looked up in the training songs.",
        "recommended");
    private static readonly ValueOption<ModelKind> Inputs = OptionValue.Model.One("--inputs", "The inputs.", ModelKind.Combined);
    private static readonly Option<bool> WithYear = new("--with-year") { Description = "Add the year of release as a feature." };
    private static readonly Option<bool> WithTitle = new("--with-title") { Description = "Read the words of the title with the lyrics." };
    private static readonly ValueOption<SplitKind> Split = OptionValue.Word(Enum.GetValues<SplitKind>()).One("--split", "How to choose test songs; artist keeps all songs of an artist on one side.", SplitKind.Random);
    private static readonly Option<string> Protocol = new("--protocol") { Hidden = true };
    private static readonly ValueOption<GenreChoice> Genres = OptionValue.Word(Enum.GetValues<GenreChoice>()).One("--genres", "The post's four genres, or all genres of the songs.", GenreChoice.Four);
    private static readonly ValueOption<int> Seeds = OptionValue.Whole.One("--seeds", "The number of seeds, each with its own split.", 5);
    private static readonly ValueOption<int> FirstSeed = OptionValue.Whole.One("--first-seed", "The first seed; the others follow it.", 0);
    private static readonly Option<string?> Out = PathOption.Create("--out", "DIR", "Keep each seed in seeds.jsonl of this folder; seeds found there are not repeated.");
    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write the scores to this file.");

    public static Command Create()
    {
        var command = new Command("evaluate", "Evaluates a recipe on sealed test songs, over several splits.")
        {
            RecipeName, Inputs, WithYear, WithTitle, ByOption.Judged, Split, Protocol, Genres, Seeds, FirstSeed, Out, CommandList.List, CommandList.NoSummary, DataOptions.Data, DataOptions.Sample, Json, OutputFile.Overwrite,
        };
        Protocol.Validators.Add(result => result.AddError("--protocol has a new name: use --split."));
        command.SetAction((arguments, cancellation) => Task.FromResult(Evaluate(arguments, cancellation)));
        return command;
    }

    private static int Evaluate(ParseResult arguments, CancellationToken cancellation)
    {
        RequireSeeds(Seeds.Of(arguments), FirstSeed.Of(arguments));
        var recipe = new RecipeChoice(RecipeName.Of(arguments), Inputs.Of(arguments)) { WithYear = arguments.GetValue(WithYear), WithTitle = arguments.GetValue(WithTitle), ByArtist = ByOption.IsArtist(ByOption.Judged, arguments) };
        recipe.ToEstimator(); // reports an invalid combination before songs are read
        if (arguments.GetResult(Inputs) is { Implicit: false } && recipe.Inputs != Inputs.Of(arguments))
        {
            throw new InputException($"--inputs {Word(Inputs.Of(arguments))}: the recipe {recipe.Recipe} reads {(recipe.Inputs is null ? "neither lyrics nor features" : "the lyrics alone")}. Leave the option out.");
        }
        RequireOutputs(arguments);
        if (arguments.GetValue(CommandList.List))
        {
            CommandList.Write(arguments, "evaluate", RandomSeed.Range(FirstSeed.Of(arguments), Seeds.Of(arguments)).Select(seed => WordsOf(arguments, seed)), arguments.GetValue(Out)!);
            return 0;
        }
        var (output, folder) = (arguments.InvocationConfiguration.Output, DataOptions.Find(arguments));
        var table = SongTable.Load(folder, cancellation);
        var evaluated = new RecipeSeeds(table, Genres.Of(arguments), recipe, Split.Of(arguments)) { Folder = arguments.GetValue(Out) };
        output.WriteLine(folder.Notice);
        output.WriteLine(Invariant($"{recipe.Recipe}{(recipe.Inputs is { } inputs ? $", {Word(inputs)}" : "")}{Additions(recipe)}: {evaluated.Songs.Count:N0} songs of {evaluated.Songs.Genres.Count} genres, {Word(evaluated.Split)} split{(recipe.ByArtist ? ", by artist" : "")}"));
        var seeds = Run(evaluated, arguments, cancellation);
        return seeds is null ? CommandLine.Cancelled : arguments.GetValue(CommandList.NoSummary) ? 0 : Summarize(arguments, RecipeEvaluation.Of(evaluated, seeds), seeds, evaluated.FilePath);
    }

    /// <summary>Evaluates and prints the seeds; null if it was cancelled and the seeds that ended are kept.</summary>
    private static IReadOnlyList<EvaluatedSeed>? Run(RecipeSeeds recipe, ParseResult arguments, CancellationToken cancellation)
    {
        try
        {
            return recipe.Run(FirstSeed.Of(arguments), Seeds.Of(arguments), seed => arguments.InvocationConfiguration.Output.WriteLine(seed.ToString()), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && recipe.FilePath is not null)
        {
            arguments.InvocationConfiguration.Error.WriteLine(CommandList.Cancelled("seeds", recipe.FilePath));
            return null;
        }
    }

    private static int Summarize(ParseResult arguments, RecipeEvaluation evaluation, IReadOnlyList<EvaluatedSeed> seeds, string? file)
    {
        var output = arguments.InvocationConfiguration.Output;
        Report(evaluation, output);
        if (seeds.Count(seed => seed.FoundBuild is not null && seed.FoundBuild != RunEnvironment.ThisBuild) is > 0 and var others)
        {
            output.WriteLine();
            output.WriteLine(Invariant($"{others} of the {seeds.Count} seeds were evaluated by another build of the library: delete {file} to evaluate them again."));
        }
        if (arguments.GetValue(Json) is { } json)
        {
            evaluation.Save(json, arguments.GetValue(OutputFile.Overwrite));
        }
        return evaluation.Diverged.Count == 0 ? 0 : throw new InputException(Invariant(
            $"Training diverged with seed {string.Join(", ", evaluation.Diverged.Keys)}: the scores are those of the other {evaluation.Accuracy.Runs} of {evaluation.Seeds} seeds."));
    }

    private static void RequireSeeds(int count, int first)
    {
        if (count < 1)
        {
            throw new InputException($"--seeds {count}: expected 1 or more.");
        }
        if (first < 0 || (long)first + count - 1 > RandomSeed.Largest)
        {
            throw new InputException(Invariant($"--first-seed {first}: with --seeds {count} expected 0 to {RandomSeed.Largest - count + 1}."));
        }
    }

    /// <summary>Checks the outputs before minutes of training.</summary>
    private static void RequireOutputs(ParseResult arguments)
    {
        var (folder, json, lists) = (arguments.GetValue(Out), arguments.GetValue(Json), arguments.GetValue(CommandList.List));
        if ((lists || arguments.GetValue(CommandList.NoSummary)) && (folder is null || json is not null || arguments.GetValue(OutputFile.Overwrite)))
        {
            throw new InputException($"{(lists ? CommandList.List.Name : CommandList.NoSummary.Name)} makes no scores: expected --out DIR, where the seeds are kept, and neither --json nor --overwrite; "
                + "the same command without it writes the scores.");
        }
        if (folder is not null && !lists)
        {
            AtomicFile.EnsureWritableFolder(folder, $"--out {folder}");
        }
        if (json is not null)
        {
            OutputFile.Require(arguments, Json, json, FileKind.Evaluation, folder is null ? [] : [Path.Combine(folder, "seeds.jsonl")]);
        }
    }

    /// <summary>The arguments of one seed.</summary>
    private static string[] WordsOf(ParseResult arguments, int seed) =>
    [
        .. ((Option[])[RecipeName, Inputs, WithYear, WithTitle, ByOption.Judged, Split, Genres]).SelectMany(option => CommandList.Given(arguments, option)),
        Seeds.Name, "1", FirstSeed.Name, OptionValue.Whole.Write(seed),
    ];

    private static void Report(RecipeEvaluation evaluation, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("mean ± standard deviation over seeds [95 % interval]");
        output.WriteLine($"{"accuracy",-18}{evaluation.Accuracy}");
        if (evaluation.ArtistAccuracy is { } ofArtists)
        {
            output.WriteLine($"{"artist accuracy",-18}{ofArtists}");
        }
        output.WriteLine($"{"macro-F1",-18}{evaluation.MacroF1}");
        foreach (var (genre, recall) in evaluation.PerClass)
        {
            output.WriteLine($"  {genre,-16}{recall?.ToString() ?? Table.Absent}{FromSome(recall, evaluation)}");
        }
        if (evaluation.Known.Count > 0)
        {
            output.WriteLine(Invariant($"accuracy on songs of artists with {KnownSongs.Least} test songs or more, some of them known"));
        }
        foreach (var known in evaluation.Known)
        {
            output.WriteLine(Invariant($"  {$"{known.Songs} known {(known.Songs == 1 ? "song" : "songs")}",-16}{known.Accuracy}"));
        }
        output.WriteLine(Invariant($"{"log loss",-18}{evaluation.LogLoss:0.0000}"));
        output.WriteLine(Invariant($"{"calibration error",-18}{evaluation.CalibrationError:0.0000}"));
        if (evaluation.Data.IsSample)
        {
            output.WriteLine(DataOrigin.SampleNote);
        }
    }

    /// <summary>How many seeds a recall comes from, if not from all.</summary>
    private static string FromSome(Estimate? recall, RecipeEvaluation evaluation) => recall?.Runs == evaluation.Accuracy.Runs ? ""
        : Invariant($" ({recall?.Runs ?? 0} of {evaluation.Accuracy.Runs} seeds have test songs of it)");

    internal static string Additions(RecipeChoice recipe) => (recipe.WithYear, recipe.WithTitle) switch
    {
        (true, true) => ", the year and title",
        (true, false) => " and the year",
        (false, true) => " and title",
        _ => "",
    };

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
