using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Resolves <c>#r "nuget: Name, Version"</c> to what this process carries: nothing is downloaded, and another version is
/// an error. References name no file, so that scripts share the assemblies of this process instead of loading them again.
/// </summary>
internal sealed class PackageReferences
{
    private readonly JsonElement target;
    private readonly Dictionary<string, string> assemblies;

    public PackageReferences()
    {
        assemblies = Listed("TRUSTED_PLATFORM_ASSEMBLIES", Path.PathSeparator).GroupBy(Path.GetFileName).ToDictionary(group => group.Key!, group => group.First());
        using var deps = JsonDocument.Parse(File.ReadAllBytes(Listed("APP_CONTEXT_DEPS_FILES", ';')[0]));
        var name = deps.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        target = deps.RootElement.GetProperty("targets").GetProperty(name).Clone();
    }

    /// <summary>The assemblies of .NET itself.</summary>
    public IEnumerable<MetadataReference> Framework => assemblies.Values
        .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(RuntimeEnvironment.GetRuntimeDirectory()))
        .Select(Reference);

    /// <summary>An assembly of this process.</summary>
    public MetadataReference OfThis(Assembly assembly) => Reference(assemblies[$"{assembly.GetName().Name}.dll"]);

    /// <summary>The assemblies of a package and of all it depends on.</summary>
    public IReadOnlyList<MetadataReference> Resolve(string reference)
    {
        var parts = reference.Split(':', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts[0] != "nuget")
        {
            throw new InputException($"#r \"{reference}\" names no package: write #r \"nuget: Name, Version\", or run the notebook in {Notebook.OtherEngines}, which loads files too.");
        }
        var package = parts[1].Split(',', StringSplitOptions.TrimEntries);
        var closure = new SortedDictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        Collect(Find(package[0], package.Length > 1 ? package[1] : null), closure);
        return [.. closure.Values.SelectMany(Files).Select(Reference)];
    }

    private JsonProperty Find(string name, string? version)
    {
        var carried = target.EnumerateObject().FirstOrDefault(item => NameOf(item).Equals(name, StringComparison.OrdinalIgnoreCase));
        if (carried.Value.ValueKind == JsonValueKind.Undefined)
        {
            throw new InputException($"#r \"nuget: {name}\": this runner downloads nothing and carries GenreNotebooks, Plotly.NET, Plotly.NET.CSharp, Plotly.NET.Interactive, Microsoft.DotNet.Interactive and what they depend on. {Notebook.OtherEngines} downloads packages.");
        }
        var found = carried.Name[(carried.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return version is null || version == found ? carried : throw new InputException(
            $"#r \"nuget: {name}, {version}\": this runner carries {name} {found}. Ask for {found}, or run the notebook in {Notebook.OtherEngines}, which downloads packages.");
    }

    private void Collect(JsonProperty library, SortedDictionary<string, JsonElement> closure)
    {
        if (!closure.TryAdd(NameOf(library), library.Value) || !library.Value.TryGetProperty("dependencies", out var dependencies))
        {
            return;
        }
        foreach (var dependency in dependencies.EnumerateObject())
        {
            Collect(Find(dependency.Name, null), closure);
        }
    }

    private IEnumerable<string> Files(JsonElement library) => library.TryGetProperty("runtime", out var files)
        ? files.EnumerateObject().Select(file => assemblies.GetValueOrDefault(Path.GetFileName(file.Name))).OfType<string>()
        : [];

    private static string NameOf(JsonProperty library) => library.Name.Split('/')[0];

    private static MetadataReference Reference(string path) => AssemblyMetadata.CreateFromFile(path).GetReference(display: Path.GetFileName(path));

    private static string[] Listed(string key, char separator) =>
        (AppContext.GetData(key) as string ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries);
}
