using System.Diagnostics;
using Xunit;

namespace GenreNotebooks.Tests.Packaging;

public sealed class EngineCachesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The variable may be set since the last restore, with or without a slash at its end.
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void An_older_package_is_replaced_or_forgotten_in_the_caches_of_all_engines_and_nothing_else(string end)
    {
        string[] ours = ["nuget/genrenotebooks/2.0.0/lib/a.dll", "tmp/verso-nuget-packages/net10.0/GenreNotebooks/2.0.0/.deps", "tmp/verso-nuget-packages/net10.0-v2/GenreNotebooks/2.0.0/native/a.so", "home/.packagemanagement/nuget/Cache/ours.paths"];
        string[] others = ["nuget/genrenotebooks/1.9.0/a.dll", "nuget/torchsharp/1.0.0/a.dll", "tmp/verso-nuget-packages/net10.0/TorchSharp/1.0.0/a.dll", "home/.packagemanagement/nuget/Cache/another.paths"];
        foreach (var path in ours.Concat(others).Select(folder.File))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, path.EndsWith("ours.paths", StringComparison.Ordinal) ? "GenreNotebooks,2.0.0,/a/genrenotebooks/2.0.0/" : "");
        }

        Forget(folder.File("nuget") + end);

        Assert.All(ours, path => Assert.False(File.Exists(folder.File(path)), path));
        Assert.All(others, path => Assert.True(File.Exists(folder.File(path)), path));
        Assert.Equal(
            File.ReadAllBytes(Repository.File("feed/GenreNotebooks.2.0.0.nupkg")),
            File.ReadAllBytes(folder.File("nuget/genrenotebooks/2.0.0/genrenotebooks.2.0.0.nupkg")));
    }

    [Fact]
    public void A_cache_without_the_package_stays_without_it()
    {
        Forget(folder.File("nuget"));
        Assert.False(Directory.Exists(folder.File("nuget/genrenotebooks")));
    }

    private void Forget(string packages)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Repository.File("lib/GenreNotebooks.Interactive"), "-t:ForgetOlderPackages", "-nodeReuse:false"]);
        // What a surrounding `dotnet test` sets for itself.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }
        foreach (var name in (string[])["home", "tmp"])
        {
            Directory.CreateDirectory(folder.File(name));
        }
        start.Environment["TMPDIR"] = start.Environment["TMP"] = folder.File("tmp");
        (start.Environment["HOME"], start.Environment["NUGET_PACKAGES"]) = (folder.File("home"), packages);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
