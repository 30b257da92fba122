using System.CommandLine;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>train</c>: one training run of a network with live progress and a JSON record, or the fit of a recipe; the result can be saved.</summary>
internal static class TrainCommand
{
    private static readonly Argument<ModelKind> Model = OptionValue.Model.Argument("model", "lyrics, metadata or combined.");
    private static readonly ValueOption<int> Seed = OptionValue.Seed.One("--seed", "Seed of the split, initial weights, song order and dropout.", 0);
    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write the run's record to this file.");
    private static readonly Option<string?> Save = PathOption.Create("--save", "DIR", "Save the trained model to this new folder, for predict.");

    public static Command Create()
    {
        var command = new Command("train", "Trains a network, by default as in the post, or another recipe, and evaluates it on the test songs.")
        {
            Model, DataOptions.Data, DataOptions.Sample, Seed, RecipeOption.Trained,
        };
        foreach (var setting in TrainingSettings.All)
        {
            command.Add(setting.One);
        }
        command.Add(RecipeArguments.WithTitle);
        command.Add(ByOption.Judged);
        command.Add(Json);
        command.Add(ResumeOption.Resume);
        command.Add(Save);
        command.Add(OutputFile.Overwrite);
        command.SetAction((arguments, cancellation) => Task.FromResult(Train(arguments, cancellation)));
        return command;
    }

    private static int Train(ParseResult arguments, CancellationToken cancellation) =>
        RecipeOption.IsOneNetwork(arguments) ? TrainNetwork(arguments, cancellation) : TrainRecipe(arguments, cancellation);

    private static int TrainRecipe(ParseResult arguments, CancellationToken cancellation)
    {
        var output = arguments.InvocationConfiguration.Output;
        var (recipe, options) = RecipeArguments.Read(arguments, arguments.GetValue(Model), Seed.Of(arguments), arguments.GetValue(Json));
        var data = PreparedData.Load(DataOptions.Find(arguments), options, cancellation: cancellation);
        var (folder, overwrite) = (arguments.GetValue(Save), arguments.GetValue(OutputFile.Overwrite));
        if (folder is not null)
        {
            GenreClassifier.EnsureSavable(folder, overwrite);
        }
        Introduce($"{recipe.Recipe}, {arguments.GetValue(Model).ToString().ToLowerInvariant()}{EvaluateCommand.Additions(recipe)}{(recipe.ByArtist ? ", by artist" : "")}", data, options, arguments.InvocationConfiguration);
        using var model = GenreClassifier.Train(recipe, data, Words(arguments), cancellation);
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"Test accuracy: {model.TestScore.Accuracy:0.0000} (macro F1 {model.TestScore.MacroF1:0.0000})"));
        Report(model.TestScore, data.Origin, output);
        if (folder is not null)
        {
            SaveTo(folder, model, overwrite, output);
        }
        return 0;
    }

    private static int TrainNetwork(ParseResult arguments, CancellationToken cancellation)
    {
        if (arguments.GetValue(RecipeArguments.WithTitle))
        {
            throw new InputException($"{RecipeArguments.WithTitle.Name}: the training of one network reads no titles. Give --recipe ensemble, recommended, classical or tfidf too.");
        }
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var (kind, json) = (arguments.GetValue(Model), arguments.GetValue(Json));
        var options = ReadOptions(arguments, kind).Validated();
        ResumeOption.RequireFile(arguments, json);
        if (json is not null && arguments.GetValue(Save) is { } saved && $"{Path.GetFullPath(json)}/".StartsWith($"{Path.GetFullPath(saved).TrimEnd('/', '\\')}/", StringComparison.Ordinal))
        {
            throw new InputException($"--json {json}: --save {saved} makes a folder there. Give a file outside of it.");
        }
        var data = PreparedData.Load(DataOptions.Find(arguments), options, cancellation: cancellation);
        if (json is not null)
        {
            OutputFile.Require(arguments, Json, json, FileKind.RunRecord); // before hours of training
            AtomicFile.EnsureWritable(json + ".checkpoint", arguments.GetValue(ResumeOption.Resume) ? null : FileKind.Checkpoint);
        }
        using var place = json is null ? null : FileLock.Take(json, error.WriteLine, cancellation);
        var folder = arguments.GetValue(Save);
        if (ResumeOption.Finished(arguments, json, kind, data, options) is { } finished && (folder is null || Directory.Exists(folder)))
        {
            output.WriteLine($"{json} already holds this finished run.");
            Report(finished, output);
            return 0;
        }
        var checkpoint = json is null ? null : RunCheckpoints.At(json + ".checkpoint", kind, data, options);
        var resumes = checkpoint is not null && ResumeOption.Begin(arguments, checkpoint);
        var overwrite = arguments.GetValue(OutputFile.Overwrite) || resumes; // the folder was new when the run started
        if (folder is not null)
        {
            GenreClassifier.EnsureSavable(folder, overwrite);
        }
        Introduce($"{kind} network", data, options, arguments.InvocationConfiguration);
        using var network = kind.Create(options, data.Train, data.Genres.Count);
        var run = EpochProgress.Show(
            output, Terminal.Of(output), checkpoint?.Epochs.Count ?? 0, options.Epochs,
            onEpoch => TrainingRun.Train(kind, data, options, network, onEpoch, checkpoint, cancellation));
        if (json is not null)
        {
            run.Save(json, arguments.GetValue(OutputFile.Overwrite));
        }
        RunStore.Default.Keep(run, data, output.WriteLine);
        if (RunStore.Default.Find(kind, data, options)?.Id == run.Id)
        {
            output.WriteLine($"Kept as run {run.Id}: the verb runs lists it, and compare takes it.");
        }
        if (run.Diverged is { } diverged)
        {
            checkpoint?.Delete(); // resuming would diverge too
            throw new InputException(diverged.Message);
        }
        if (run.Final is null)
        {
            error.WriteLine($"Cancelled after {run.History.Count} of {options.Epochs} epochs.{(File.Exists(checkpoint?.FilePath) ? " To resume, repeat the command with --resume." : "")}");
            return CommandLine.Cancelled;
        }
        Report(run, output);
        if (folder is not null)
        {
            using var model = GenreClassifier.Of(run, data, network, Words(arguments));
            SaveTo(folder, model, overwrite, output);
        }
        checkpoint?.Delete();
        return 0;
    }

    private static void Introduce(string model, PreparedData data, TrainingOptions options, InvocationConfiguration to)
    {
        to.Output.WriteLine(data.Notice);
        to.Output.WriteLine(FormattableString.Invariant(
            $"{model}, seed {options.Seed}, {data.Train.Count:N0} training songs, {data.Test.Count:N0} test songs, base rate {data.BaseRate:0.000}"));
        foreach (var genre in data.Genres.Names.Where((_, label) => !data.Train.Labels.Contains(label)))
        {
            to.Error.WriteLine($"Warning: there are no training songs of {genre}, so the model cannot learn it.");
        }
    }

    private static void SaveTo(string folder, GenreClassifier model, bool overwrite, TextWriter output)
    {
        model.Save(folder, overwrite);
        output.WriteLine($"Saved to {folder}. Predict with: dotnet run --project lib/GenreNotebooks.Cli -c Release -- predict --model {CommandList.Quote(folder)} {(model.Recipe?.ByArtist == true ? "--csv FILE --by artist" : model.ReadsLyrics ? "--lyrics TEXT" : "--feature energy=0.8")}");
    }

    /// <summary>The command line for the model card, without this machine's paths.</summary>
    private static string Words(ParseResult arguments)
    {
        var words = new List<string>();
        Option[] places = [DataOptions.Data, Json, Save];
        for (var token = 0; token < arguments.Tokens.Count; token++)
        {
            var word = arguments.Tokens[token].Value;
            if (places.Any(option => option.Name == word))
            {
                token++; // skip its value too
            }
            else if (word != OutputFile.Overwrite.Name)
            {
                words.Add(CommandList.Quote(word));
            }
        }
        return string.Join(' ', [.. words, Save.Name, "DIR"]);
    }

    private static void Report(RunRecord run, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant(
            $"Test accuracy after {run.History.Count} epochs, dropout off: {run.Final!.Accuracy:0.0000} (macro F1 {run.Final.MacroF1:0.0000})"));
        if (run.RestoredEpoch is int restored)
        {
            output.WriteLine($"The weights are those of epoch {restored}, which had the lowest loss on validation songs.");
        }
        output.WriteLine(FormattableString.Invariant(
            $"Best epoch, picked on the test songs: {run.Best!.Epoch} with {run.Best.Accuracy:0.0000}"));
        Report(run.Final, run.Data, output);
    }

    private static void Report(FinalScore final, DataOrigin data, TextWriter output)
    {
        foreach (var (genre, recall) in final.PerClass)
        {
            output.WriteLine(FormattableString.Invariant($"  {genre,-8} {(recall is { } share ? FormattableString.Invariant($"{share:0.000}") : Table.Absent + ", no test songs")}"));
        }
        output.WriteLine(final.ToConfusion());
        if (data.IsSample)
        {
            output.WriteLine(DataOrigin.SampleNote);
        }
    }

    private static TrainingOptions ReadOptions(ParseResult arguments, ModelKind kind) => TrainingSettings.All.Aggregate(
        RecipeOption.SettingsOf(RecipeOption.Trained, arguments, kind) with { Seed = Seed.Of(arguments) }, (options, setting) => setting.Read(arguments, options));
}
