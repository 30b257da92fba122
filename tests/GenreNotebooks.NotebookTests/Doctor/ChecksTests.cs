using GenreNotebooks.Cli.Doctor;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.NotebookTests.Doctor;

public sealed class ChecksTests : IDisposable
{
    private readonly SomeMachine some = new();

    private Machine Machine => some.Machine;

    public void Dispose() => some.Dispose();

    private static void AssertFinding((Mark Mark, string Found, string? Fix) expected, IEnumerable<Finding> findings)
    {
        var finding = Assert.Single(findings);
        Assert.Equal((expected.Mark, expected.Fix), (finding.Mark, finding.Fix));
        Assert.Contains(expected.Found, finding.Found);
    }

    [Theory]
    [InlineData("latestFeature", "10.0.401", true)]
    [InlineData("latestFeature", "10.1.100", false)]
    [InlineData("latestFeature", "10.0.99", false)]
    [InlineData("latestPatch", "10.0.107", true)]
    [InlineData("latestPatch", "10.0.201", false)]
    [InlineData("disable", "10.0.101", false)]
    [InlineData("latestMinor", "10.4.100", true)]
    [InlineData("latestMinor", "11.0.100", false)]
    [InlineData("latestMajor", "11.0.100", true)]
    public void An_sdk_is_accepted_by_the_roll_forward_rule(string policy, string found, bool accepted) =>
        Assert.Equal(accepted, SdkCheck.Accepts(new Version("10.0.100"), policy, new Version(found)));

    [Fact]
    public void The_newest_sdk_that_fits_is_named()
    {
        Directory.CreateDirectory(some.Path("dotnet/sdk/10.0.99"));
        Directory.CreateDirectory(some.Path("dotnet/sdk/11.0.100-preview.1"));
        AssertFinding((Mark.Fine, "10.0.401 (global.json asks for 10.0.100, latestFeature)", null), SdkCheck.Examine(Machine));
    }

    [Fact]
    public void A_wrong_sdk_is_named_with_the_one_asked_for()
    {
        Directory.Move(some.Path("dotnet/sdk/10.0.401"), some.Path("dotnet/sdk/9.0.300"));
        var finding = Assert.Single(SdkCheck.Examine(Machine));
        Assert.Equal((Mark.Wrong, "global.json asks for 10.0.100, latestFeature; found 9.0.300"), (finding.Mark, finding.Found));
        Assert.Contains("10", finding.Fix);
    }

    [Fact]
    public void No_sdk_at_all_is_wrong_too() =>
        Assert.EndsWith("found none", Assert.Single(SdkCheck.Examine(Machine with { DotnetFolders = [] })).Found);

    [Theory]
    [InlineData("{ half a file")]
    [InlineData("""{ "sdk": { "version": 10 } }""")]
    [InlineData("{}")]
    public void A_broken_global_json_is_wrong(string text)
    {
        some.Write("global.json", text);
        AssertFinding((Mark.Wrong, "missing or damaged", "git checkout global.json"), SdkCheck.Examine(Machine));
    }

    [Fact]
    public void LibTorch_that_loads_is_named_with_its_version() =>
        Assert.StartsWith("2.10.0 loads, TorchSharp 0.107.0, ", Assert.Single(LibTorchCheck.Examine(Machine)).Found);

    [Fact]
    public void LibTorch_that_does_not_load_says_why()
    {
        var finding = Assert.Single(LibTorchCheck.Examine(Machine with { LoadTorch = () => throw new InputException("no libtorch_cpu.so") }));
        Assert.Equal((Mark.Wrong, "no libtorch_cpu.so"), (finding.Mark, finding.Found));
        Assert.Contains("docs/engines.md", finding.Fix);
    }

    [Fact]
    public void A_package_newer_than_its_sources_is_fine() =>
        AssertFinding((Mark.Fine, "feed/GenreNotebooks.2.0.0.nupkg, built from the present sources", null), FeedCheck.Examine(Machine));

    [Fact]
    public void A_missing_package_is_mended_by_a_build()
    {
        File.Delete(some.Package);
        AssertFinding((Mark.Wrong, "is missing", "dotnet build lib/GenreNotebooks.Interactive"), FeedCheck.Examine(Machine));
    }

    [Fact]
    public void A_damaged_package_is_mended_by_a_rebuild()
    {
        File.WriteAllText(some.Package, "half a download");
        AssertFinding((Mark.Wrong, "is damaged", "dotnet build lib/GenreNotebooks.Interactive -t:Rebuild"), FeedCheck.Examine(Machine));
    }

    [Theory]
    [InlineData("GenreNotebooks")]
    [InlineData("GenreNotebooks.Interactive")]
    public void A_package_older_than_a_source_is_wrong(string project)
    {
        File.SetLastWriteTimeUtc(some.Write($"lib/{project}/New.cs", ""), SomeMachine.Packed.AddMinutes(1));
        AssertFinding((Mark.Wrong, $"is older than {Path.Combine("lib", project, "New.cs")}", "dotnet build lib/GenreNotebooks.Interactive"), FeedCheck.Examine(Machine));
    }

    [Theory]
    [InlineData("home/.nuget/packages/genrenotebooks/2.0.0/lib/net10.0")]
    [InlineData("tmp/verso-nuget-packages/net10.0/GenreNotebooks/2.0.0")]
    [InlineData("tmp/verso-nuget-packages/net10.0-v2/GenreNotebooks/2.0.0")]
    public void Another_build_in_an_engines_cache_is_wrong_and_the_same_one_fine(string cache)
    {
        var copy = some.Write($"{cache}/GenreNotebooks.dll", "this build");
        Assert.Equal([Mark.Fine], FeedCheck.Examine(Machine).Select(finding => finding.Mark));
        File.WriteAllText(copy, "another build");
        AssertFinding((Mark.Wrong, $"{copy} is from another build", "dotnet build lib/GenreNotebooks.Interactive -t:ForgetOlderPackages"), FeedCheck.Examine(Machine).Skip(1));
    }

    [Fact]
    public void What_an_engine_keeps_of_an_older_package_is_wrong()
    {
        var entry = some.Write("home/.packagemanagement/nuget/Cache/a.resolvedReferences.paths", $"GenreNotebooks,2.0.0,{some.Package}");
        Assert.Equal([Mark.Fine], FeedCheck.Examine(Machine).Select(finding => finding.Mark));
        var found = (Mark.Wrong, $"{entry} holds the result of an earlier #r", "dotnet build lib/GenreNotebooks.Interactive -t:ForgetOlderPackages");
        File.SetLastWriteTimeUtc(entry, SomeMachine.Packed.AddMinutes(-1));
        AssertFinding(found, FeedCheck.Examine(Machine).Skip(1));
        File.WriteAllText(entry, $"GenreNotebooks,2.0.0,{some.Path("gone/a.dll")}");
        AssertFinding(found, FeedCheck.Examine(Machine).Skip(1));
    }

    [Fact]
    public void Without_real_songs_the_sample_is_used_and_fetch_named() =>
        AssertFinding((Mark.Optional, "sample of synthetic songs", DataFolder.FetchCommand), DataCheck.Examine(Machine));

    [Fact]
    public void A_data_folder_that_is_named_and_has_no_files_is_wrong()
    {
        var machine = Machine with { FindData = () => DataFolder.Find(null, some.Path("none"), some.Path(".")), Variable = name => name == DataFolder.EnvironmentVariable ? some.Path("none") : null };
        AssertFinding((Mark.Wrong, $"{some.Path("none")} (the environment variable GENRE_NOTEBOOKS_DATA names it) does not exist",
            $"{DataFolder.FetchCommand} --out \"{some.Path("none")}\""), DataCheck.Examine(machine));
    }

    [Fact]
    public void Files_that_are_not_the_published_ones_are_told_apart()
    {
        some.Write("songs/tcc_ceds_music.csv", "title\n");
        some.Write("songs/vocab.txt", "[PAD]\n");
        var findings = DataCheck.Examine(Machine with { FindData = () => DataFolder.Find(some.Path("songs")) }).ToList();
        Assert.Equal([("Songs", Mark.Fine), ("Vocabulary", Mark.Wrong)], findings.Select(finding => (finding.Thing, finding.Mark)));
        Assert.Contains("6 bytes: not the complete original", findings[0].Found);
        Assert.Contains("6 bytes: not the vocabulary of bert-base-uncased (231,508 bytes", findings[1].Found);
        Assert.Equal($"{DataFolder.FetchCommand} --force --out \"{some.Path("songs")}\"", findings[1].Fix);
    }

    [Fact]
    public void A_browser_is_named_and_none_is_no_failure()
    {
        AssertFinding((Mark.Fine, "/usr/bin/chromium", null), BrowserCheck.Examine(Machine));
        var finding = Assert.Single(BrowserCheck.Examine(Machine with { FindBrowser = () => throw new InputException("No browser found") }));
        Assert.Equal((Mark.Optional, "No browser found"), (finding.Mark, finding.Found));
        Assert.Matches("chrom", finding.Fix);
    }

    [Fact]
    public void Little_space_is_mentioned_and_a_folder_that_cannot_be_written_is_wrong()
    {
        AssertFinding((Mark.Fine, "20.0 GB free", null), ArtifactsCheck.Examine(Machine));
        AssertFinding((Mark.Optional, "1.0 GB free", "dotnet clean"), ArtifactsCheck.Examine(Machine with { FreeBytes = _ => 1_000_000_000 }));
        Directory.Delete(some.Path("artifacts"), recursive: true);
        some.Write("artifacts", "a file of that name");
        Assert.Equal(Mark.Wrong, Assert.Single(ArtifactsCheck.Examine(Machine)).Mark);
    }

    [Fact]
    public void Copies_of_LibTorch_are_counted_where_files_cannot_be_linked()
    {
        some.Write("home/.nuget/packages/a", "");
        some.Write("artifacts/bin/one/runtimes/linux-x64/native/libtorch_cpu.so", "");
        some.Write("artifacts/bin/two/torch_cpu.dll", "");
        Assert.Single(ArtifactsCheck.Examine(Machine));
        var found = ArtifactsCheck.Examine(Machine with { Link = (_, _) => false }).Last();
        Assert.Equal(Mark.Optional, found.Mark);
        Assert.Contains("copies LibTorch into each of its output folders: 2 now, 0.0 GB.", found.Found, StringComparison.Ordinal);
        Assert.Contains("NUGET_PACKAGES", found.Fix, StringComparison.Ordinal);
        Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(some.Path("home/.nuget/packages")).Select(Path.GetFileName));
        Assert.Equal(["bin"], Directory.EnumerateFileSystemEntries(some.Path("artifacts")).Select(Path.GetFileName));
        Assert.Single(ArtifactsCheck.Examine(Machine with { Variable = _ => some.Path("no cache"), Link = (_, _) => false }));
    }
}
