using System.Diagnostics;
using Xunit;

namespace GenreNotebooks.Tests.Packaging;

public sealed class EngineCachesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_older_package_is_forgotten_in_the_caches_of_all_engines_and_nothing_else()
    {
        string[] ours = ["nuget/genrenotebooks/2.0.0/lib/a.dll", "tmp/verso-nuget-packages/net10.0/GenreNotebooks/2.0.0/.deps", "tmp/verso-nuget-packages/net10.0-v2/GenreNotebooks/2.0.0/native/a.so"];
        string[] others = ["nuget/genrenotebooks/2.0.0/a.dll", "nuget/torchsharp/1.0.0/a.dll", "tmp/verso-nuget-packages/net10.0/TorchSharp/1.0.0/a.dll"];
        foreach (var path in ours.Concat(others).Select(folder.File))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        Forget();

        Assert.All(ours, path => Assert.False(File.Exists(folder.File(path)), path));
        Assert.All(others, path => Assert.True(File.Exists(folder.File(path)), path));
    }

    private void Forget()
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Repository.File("lib/GenreNotebooks"), "-t:ForgetOlderPackages", "-nodeReuse:false", $"-p:NuGetPackageRoot={folder.File("nuget")}/"]);
        // What a surrounding `dotnet test` sets for itself.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }
        start.Environment["TMPDIR"] = start.Environment["TMP"] = folder.File("tmp");
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
