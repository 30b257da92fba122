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
        var asked = Environment.GetEnvironmentVariable(DataFolder.EnvironmentVariable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(asked) || asked == DataFolder.SampleWord,
            $"needs the real files: {DataFolder.EnvironmentVariable} names none");
        return DataFolder.Find();
    }
}
