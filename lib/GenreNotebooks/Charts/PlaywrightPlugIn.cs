using System.Reflection;
using System.Runtime.Loader;
using GenreNotebooks.Native;

namespace GenreNotebooks.Charts;

/// <summary>
/// Playwright in a load context of its own, for .NET Interactive holds an older one. It is no dependency of the library's
/// package, which it would make ten times as large: programs carry it, and notebooks find it where the build unpacked it.
/// </summary>
internal sealed class PlaywrightPlugIn : AssemblyLoadContext
{
    private const string Playwright = "Microsoft.Playwright";

    private string file = "";

    private PlaywrightPlugIn() : base("GenreNotebooks.Playwright") { }

    /// <summary>Starts a browser; gives back what draws a figure in it: of figure, format, width, height, scale.</summary>
    /// <exception cref="InputException">Playwright is not there.</exception>
    public static Func<string, string, int, int, double, byte[]> Open(string browser, string plotly)
    {
        var context = new PlaywrightPlugIn();
        var plugIn = context.LoadFromAssemblyName(new AssemblyName("GenreNotebooks.Playwright"));
        var version = plugIn.GetReferencedAssemblies().Single(name => name.Name == Playwright).Version!.ToString(3);
        (context.file, var driver) = Find(version);
        return plugIn.GetType("GenreNotebooks.Playwright.FigureImages", throwOnError: true)!.GetMethod(nameof(Open))!
            .CreateDelegate<Func<string, string, string, Func<string, string, int, int, double, byte[]>>>()(browser, driver, plotly);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Playwright)
        {
            return LoadFromAssemblyPath(file);
        }
        using var stream = typeof(PlaywrightPlugIn).Assembly.GetManifestResourceStream($"PlugIn/{assemblyName.Name}.dll");
        return stream is null ? null : LoadFromStream(stream);
    }

    private static (string File, string Driver) Find(string version)
    {
        var name = Playwright + ".dll";
        var packages = PackageCaches.Around(Path.GetDirectoryName(typeof(PlaywrightPlugIn).Assembly.Location))
            .Select(cache => Path.Combine(cache, "microsoft.playwright", version));
        var places = packages.Select(package => (File: Path.Combine(package, "lib", "netstandard2.0", name), Driver: package))
            .Prepend((File: Path.Combine(AppContext.BaseDirectory, name), Driver: AppContext.BaseDirectory));
        var found = places.FirstOrDefault(place => File.Exists(place.File) && Directory.Exists(Path.Combine(place.Driver, ".playwright")));
        return found.File is not null ? found : throw new InputException(
            $"{Playwright} {version}, which has the browser draw .svg, .png and .pdf, is not in the package cache: run 'dotnet build' in the "
            + $"repository, or a cell with #r \"nuget: {Playwright}, {version}\". Charts as .html and .json do without it.");
    }
}
