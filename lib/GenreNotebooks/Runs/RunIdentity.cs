using System.Runtime.InteropServices;
using System.Text.Json;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using TorchSharp;

namespace GenreNotebooks.Runs;

/// <summary>
/// What makes two runs the same run: network, options, songs, vocabulary and genres. Not the build of the library, which
/// differs between two checkouts of the same code; who needs it adds it.
/// </summary>
internal sealed record RunIdentity(string Key)
{
    /// <param name="model">The network.</param>
    /// <param name="options">The options.</param>
    /// <param name="songs">The checksum of the table of songs.</param>
    /// <param name="vocabulary">The checksum of the vocabulary.</param>
    /// <param name="genres">The genres; with all, those that the table has, whichever they are.</param>
    public static RunIdentity Of(ModelKind model, TrainingOptions options, string songs, string vocabulary, IEnumerable<string> genres) =>
        new(JsonSerializer.Serialize(new { model, options, songs, vocabulary, genres = options.Genres == GenreChoice.All ? [] : genres }));

    /// <summary>The identity of a finished run: of another, the genres are not known.</summary>
    public static RunIdentity Of(RunRecord run) =>
        Of(run.Model, run.Options, run.Data.Sha256, run.VocabularySha256, run.Final!.PerClass.Keys);
}

/// <summary>What a run ran on: numbers differ in their last digits between machines and versions.</summary>
public sealed record RunEnvironment(
    string Library, string LibraryBuild, string TorchSharp, string Dotnet, string System, string Device, int Threads)
{
    /// <summary>The identity of this build of the library: it changes with its code.</summary>
    public static string ThisBuild => typeof(RunEnvironment).Module.ModuleVersionId.ToString("N");

    /// <summary>The present environment.</summary>
    /// <param name="device">The device that the run uses, such as <c>cpu</c>.</param>
    public static RunEnvironment Current(string device)
    {
        LibTorch.Load(); // which a run of classical models alone has not done
        return new(
            typeof(RunEnvironment).Assembly.GetName().Version!.ToString(3),
            ThisBuild,
            typeof(torch).Assembly.GetName().Version!.ToString(3),
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.RuntimeIdentifier,
            device,
            torch.get_num_threads());
    }
}
