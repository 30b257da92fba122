using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GenreNotebooks.Data;
using GenreNotebooks.Native;
using TorchSharp;

namespace GenreNotebooks.Runs;

/// <summary>
/// Two runs are the same if network, options, songs, vocabulary and genres are. The library build is not part of the identity,
/// because it differs between two checkouts of the same code; callers that need it add it.
/// </summary>
internal sealed record RunIdentity(string Key)
{
    /// <param name="run">The network and the options.</param>
    /// <param name="songs">The SHA-256 of the songs' file.</param>
    /// <param name="vocabulary">The SHA-256 of the vocabulary.</param>
    /// <param name="genres">The genres; ignored for <see cref="GenreChoice.All"/>, where the songs determine them.</param>
    public static RunIdentity Of(RunSetting run, string songs, string vocabulary, IEnumerable<string> genres) =>
        new(JsonSerializer.Serialize(new { run.Model, run.Values, songs, vocabulary, genres = run.Options.Genres == GenreChoice.All ? [] : genres }));

    /// <summary>The identity of a run that has ended. The record of one that diverged has no genres; those of the post are assumed.</summary>
    public static RunIdentity Of(RunRecord run) =>
        Of(run.Setting, run.Data.Sha256, run.VocabularySha256, run.Final?.PerClass.Keys ?? GenreSet.Blog.Names);

    /// <summary>What runs have in common that differ only in their seed.</summary>
    public static RunIdentity WithoutSeed(RunRecord run) => Of(run with { Options = run.Options with { Seed = 0 } });

    /// <summary>Sixteen hexadecimal digits for the identity and a library build.</summary>
    public string DigestWith(string build) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key + build)))[..16];
}

/// <summary>The software and hardware of a run. Results differ in their last digits between machines and versions.</summary>
public sealed record RunEnvironment(
    string Library, string LibraryBuild, string TorchSharp, string Dotnet, string System, string Device, int Threads)
{
    /// <summary>An identifier of this build of the library, which changes with its code.</summary>
    public static string ThisBuild => typeof(RunEnvironment).Module.ModuleVersionId.ToString("N");

    /// <summary>The current environment.</summary>
    /// <param name="device">The device that the run uses, such as <c>cpu</c>.</param>
    public static RunEnvironment Current(string device)
    {
        LibTorch.Load(); // not loaded yet if only classical models ran
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
