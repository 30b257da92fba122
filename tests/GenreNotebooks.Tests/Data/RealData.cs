using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

/// <summary>The real songs, for tests that need them; those are skipped where they are not at hand.</summary>
internal static class RealData
{
    private static readonly Lazy<MusicData> Loaded = new(() => MusicData.Load(DataFolder.Find()));

    public static MusicData Songs
    {
        get
        {
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(DataFolder.EnvironmentVariable)))
            {
                Assert.Skip($"needs the real songs: {DataFolder.EnvironmentVariable} is not set");
            }
            return Loaded.Value;
        }
    }
}
