using System.Security.Cryptography;
using System.Text;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Runs;

/// <summary>
/// Finished runs in a folder, one JSON record each. A run is found again only under the same network, options, songs,
/// vocabulary and build of the library: anything else would be another run.
/// </summary>
/// <param name="folder">The folder; it is made when the first run is kept.</param>
public sealed class RunStore(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The environment variable that may name the folder of <see cref="Default"/>.</summary>
    public const string EnvironmentVariable = "GENRE_NOTEBOOKS_RUNS";

    /// <summary>
    /// The store in the folder that the environment variable <c>GENRE_NOTEBOOKS_RUNS</c> names; without it, of the repository that
    /// the working directory is in (<c>artifacts/runs</c>); outside one, or where that is for reading only, of the user.
    /// </summary>
    public static RunStore Default => new(ArtifactFolder.Find(EnvironmentVariable, "runs"));

    /// <summary>The file that such a run is kept in.</summary>
    public string PathOf(ModelKind kind, PreparedData data, TrainingOptions options)
    {
        var identity = RunIdentity.Of(kind, options, data.Origin.Sha256, data.VocabularySha256, data.Genres.Names);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity.Key + RunEnvironment.ThisBuild)));
        return Path.Combine(folder, $"{kind.ToString().ToLowerInvariant()}-{digest[..16]}.json");
    }

    /// <summary>A finished run, or null if there is none that can be read.</summary>
    public RunRecord? Find(ModelKind kind, PreparedData data, TrainingOptions options) => Load(PathOf(kind, data, options));

    /// <summary>All finished runs of a network on these songs and genres, whatever their options; the oldest comes first.</summary>
    public IReadOnlyList<RunRecord> FindAll(ModelKind kind, PreparedData data) => !Directory.Exists(folder) ? [] :
        [.. from path in Directory.EnumerateFiles(folder, $"{kind.ToString().ToLowerInvariant()}-*.json")
            orderby File.GetLastWriteTimeUtc(path), path
            let run = Load(path)
            where run is not null && PathOf(run.Model, data, run.Options) == path
            select run];

    /// <summary>Keeps a run for later. Where nothing can be written the run is no less made: then the console tells what is lost.</summary>
    public void Keep(RunRecord run, PreparedData data)
    {
        try
        {
            run.Save(PathOf(run.Model, data, run.Options));
        }
        catch (InputException exception)
        {
            Console.WriteLine($"{run.Model}: not kept for later. {exception.Message}. Name a folder that can be written with {EnvironmentVariable}.");
        }
    }

    /// <summary>Finds a finished run, or trains and keeps it; says on the console which of the two.</summary>
    /// <param name="kind">Which network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options, those the data was prepared with.</param>
    /// <exception cref="OperationCanceledException">The cell was interrupted: nothing is kept.</exception>
    public RunRecord FindOrTrain(ModelKind kind, PreparedData data, TrainingOptions options)
    {
        if (Find(kind, data, options) is { } found)
        {
            Console.WriteLine($"{kind}: finished run found, same options, data and library build ({Path.GetFileName(PathOf(kind, data, options))})");
            return found;
        }
        Console.WriteLine($"{kind}: no such run yet, training {options.Epochs} epochs");
        var run = TrainingRun.Train(kind, data, options, epoch => Console.WriteLine(epoch));
        Keep(run, data);
        return run;
    }

    private static RunRecord? Load(string path)
    {
        try
        {
            return File.Exists(path) && RunRecord.Load(path) is { Final: not null } run ? run : null;
        }
        catch (InputException)
        {
            return null; // a damaged record is as good as none: the run is made again and takes its place
        }
    }
}
