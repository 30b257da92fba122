using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests;

/// <summary>The real songs and vocabulary, which are not part of the project: without them a test is skipped.</summary>
internal static class RealData
{
    private static readonly Lazy<MusicData> Loaded = new(() => MusicData.Load(Folder()));

    public static MusicData Songs => Loaded.Value;

    public static DataFolder Folder()
    {
        Assert.SkipWhen(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable(DataFolder.EnvironmentVariable)),
            $"needs the real files: {DataFolder.EnvironmentVariable} is not set");
        return DataFolder.Find();
    }
}
