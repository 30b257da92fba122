using GenreNotebooks.Files;
using GenreNotebooks.Training;

namespace GenreNotebooks.Runs;

/// <summary>
/// Finished runs in a folder, one JSON file each. A run is found only for the same network, options, songs, vocabulary and
/// library build.
/// </summary>
/// <param name="folder">The folder, created when the first run is saved.</param>
public sealed class RunStore(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The environment variable that sets the folder of <see cref="Default"/>.</summary>
    public const string EnvironmentVariable = "GENRE_NOTEBOOKS_RUNS";

    /// <summary>
    /// The store in the folder that the environment variable <c>GENRE_NOTEBOOKS_RUNS</c> names. If it is not set, the folder is
    /// <c>artifacts/runs</c> of the repository around the working directory or, outside one or if that is read-only, a folder of
    /// the user.
    /// </summary>
    public static RunStore Default => new(ArtifactFolder.Find(EnvironmentVariable, "runs"));

    /// <summary>The file of a run.</summary>
    /// <param name="model">The network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options.</param>
    public string PathOf(ModelDefinition model, PreparedData data, TrainingOptions options) => PathOf(new RunSetting(model.Name, model.Parameters, options), data);

    /// <summary>Finds a finished run; null if there is none or it cannot be read.</summary>
    public RunRecord? Find(ModelDefinition model, PreparedData data, TrainingOptions options) => Load(PathOf(model, data, options));

    /// <summary>Finds all finished runs of a network on these songs and genres, with any options and parameters, oldest first.</summary>
    public IReadOnlyList<RunRecord> FindAll(ModelDefinition model, PreparedData data) => !Directory.Exists(folder) ? [] :
        [.. from path in Directory.EnumerateFiles(folder, $"{model.Name}-*.json")
            orderby File.GetLastWriteTimeUtc(path), path
            let run = Load(path)
            where run?.Model == model.Name && PathOf(run.Setting, data) == path
            select run];

    /// <summary>
    /// Saves a run. If the folder is not writable, the run is not saved and nothing is thrown. A run without a final score does not replace one that has it.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="data">The songs of the run.</param>
    /// <param name="progress">Called with a line if the run cannot be saved.</param>
    public void Keep(RunRecord run, PreparedData data, Action<string>? progress = null)
    {
        var path = PathOf(run.Setting, data); // the name is the run's own
        if (run.Final is null && Load(path) is not null)
        {
            return;
        }
        try
        {
            run.Save(path, overwrite: true);
        }
        catch (InputException exception)
        {
            progress?.Invoke($"{run.Model}: not kept for later. {exception.Message}. Set {EnvironmentVariable} to a writable folder.");
        }
    }

    /// <summary>Finds a finished run, or trains and saves it.</summary>
    /// <param name="model">The network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options that the data was prepared with.</param>
    /// <param name="progress">Called with a line that says whether the run was found, and with a line for each epoch.</param>
    /// <exception cref="InputException">Training diverged. Nothing is saved.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted. Nothing is saved.</exception>
    public RunRecord FindOrTrain(ModelDefinition model, PreparedData data, TrainingOptions options, Action<string>? progress = null)
    {
        data.Require(options);
        if (Find(model, data, options) is { } found)
        {
            RequireSameNetwork(found, model, data, options);
            progress?.Invoke($"{model}: finished run found, same options, data and library build ({Path.GetFileName(PathOf(model, data, options))})");
            return found;
        }
        progress?.Invoke($"{model}: no such run yet, training {options.Epochs} epochs");
        var run = TrainingRun.Train(model, data, options, epoch => progress?.Invoke($"{epoch}"));
        run.RequireFinal();
        Keep(run, data, progress);
        return run;
    }

    /// <summary>Checks that a definition creates the network of a run that was recorded under its name.</summary>
    private static void RequireSameNetwork(RunRecord found, ModelDefinition model, PreparedData data, TrainingOptions options)
    {
        if (model.Kind is null)
        {
            using var network = model.Create(options, data.Train);
            var parameters = network.parameters().Sum(parameter => parameter.numel());
            if (parameters != found.Parameters)
            {
                throw new InputException(FormattableString.Invariant($"The run that was found for '{model}' is of a network with {found.Parameters:N0} parameters, but this one has {parameters:N0}: give the definition a parameter that tells the two apart."));
            }
        }
    }

    private string PathOf(RunSetting run, PreparedData data)
    {
        var identity = RunIdentity.Of(run, data.Origin.Sha256, data.VocabularySha256, data.Genres.Names);
        return Path.Combine(folder, $"{run.Model}-{identity.DigestWith(RunEnvironment.ThisBuild)}.json");
    }

    private static RunRecord? Load(string path)
    {
        try
        {
            return File.Exists(path) && RunRecord.Load(path) is { Final: not null } run ? run : null;
        }
        catch (InputException)
        {
            return null; // a new run replaces a damaged record
        }
    }
}
