using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests;

/// <summary>The real songs and vocabulary, which are not part of the project: without them a test is skipped.</summary>
internal static class RealData
{
    public static DataFolder Folder()
    {
        Assert.SkipWhen(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable(DataFolder.EnvironmentVariable)),
            $"the real files are not at hand: {DataFolder.EnvironmentVariable} is not set");
        return DataFolder.Find();
    }
}
