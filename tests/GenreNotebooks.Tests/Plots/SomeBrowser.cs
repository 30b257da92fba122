using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

/// <summary>The browser of this machine: without one a test is skipped.</summary>
internal static class SomeBrowser
{
    public static string Find()
    {
        try
        {
            return InstalledBrowser.Find();
        }
        catch (InputException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }
}
