using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;
using NuGet.Versioning;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Compiles and runs cells one after the other; each sees what earlier ones declared.</summary>
internal sealed class CellScripts
{
    /// <summary>The language of the cells, which every engine understands.</summary>
    public static readonly CSharpParseOptions Syntax = new(LanguageVersion.CSharp13, kind: SourceCodeKind.Script);

    /// <summary>The namespaces that a cell of .NET Interactive has without a using.</summary>
    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq", typeof(CellFunctions).FullName!,
    ];

    private readonly PackageReferences packages = new();
    private readonly string fileName;
    private ScriptOptions options;
    private ScriptState<object>? state;

    public CellScripts(string fileName)
    {
        this.fileName = fileName;
        options = ScriptOptions.Default.WithImports(Imports).WithReferences(packages.Framework)
            .AddReferences(packages.OfThis(typeof(CellFunctions).Assembly)).AddReferences(packages.Resolve("nuget: Microsoft.DotNet.Interactive"))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(Environment.CurrentDirectory))
            .WithLanguageVersion(Syntax.LanguageVersion)
            .WithFileEncoding(Encoding.UTF8).WithEmitDebugInformation(true);
    }

    /// <summary>The value the cell ends on, or null.</summary>
    public async Task<object?> RunAsync(NotebookCell cell)
    {
        // Empty lines in front turn the compiler's line numbers into those of the file.
        options = options.WithFilePath(cell.PlaceIn(fileName));
        var code = WithoutReferences(new string('\n', cell.FirstLine - 1) + cell.Source);
        var script = state is null ? CSharpScript.Create<object>(code, options) : state.Script.ContinueWith<object>(code, options);
        state = state is null ? await script.RunAsync() : await script.RunFromAsync(state);
        return state.ReturnValue;
    }

    /// <summary>Blanks out the <c>#r</c> lines and adds their packages for this cell and all later ones.</summary>
    /// <exception cref="CompilationErrorException">The code uses something that only .NET Interactive can run.</exception>
    private string WithoutReferences(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code, Syntax, options.FilePath).GetCompilationUnitRoot();
        var errors = OnlyInTheEngine(root).ToList();
        foreach (var directive in root.DescendantNodes(descendIntoTrivia: true).OfType<ReferenceDirectiveTriviaSyntax>())
        {
            try
            {
                options = options.AddReferences(packages.Resolve(directive.File.ValueText));
            }
            catch (InputException exception)
            {
                errors.Add(Error(directive, exception.Message));
            }
            var span = TextSpan.FromBounds(directive.SpanStart, directive.EndOfDirectiveToken.SpanStart);
            code = code.Remove(span.Start, span.Length).Insert(span.Start, new string(' ', span.Length));
        }
        return errors.Count == 0 ? code : throw new CompilationErrorException(errors[0].GetMessage(null), [.. errors]);
    }

    private static IEnumerable<Diagnostic> OnlyInTheEngine(CompilationUnitSyntax root)
    {
        foreach (var node in root.DescendantNodes(descendIntoTrivia: true))
        {
            if (node is ShebangDirectiveTriviaSyntax or BadDirectiveTriviaSyntax)
            {
                yield return Error(node, $"'{node.ToString().TrimEnd()}' is no C#: {Notebook.OtherEngines} runs lines of its own.");
            }
            else if (node is IdentifierNameSyntax { Identifier.Text: "KernelInvocationContext" })
            {
                yield return Error(node, $"KernelInvocationContext: this runner has no kernel, {Notebook.OtherEngines} has; display(value) shows a value here too, and what it returns updates it.");
            }
        }
    }

    private static Diagnostic Error(SyntaxNode node, string message) => Diagnostic.Create(
        "RUN1", "", message, DiagnosticSeverity.Error, DiagnosticSeverity.Error, isEnabledByDefault: true, warningLevel: 0, location: node.GetLocation());
}

/// <summary>
/// Resolves <c>#r "nuget: Name, Version"</c> to assemblies of this process: nothing is downloaded, and another version is
/// an error. References name no file, so that scripts share the loaded assemblies instead of loading them again.
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

    /// <summary>The assemblies of a package and its dependencies.</summary>
    public IReadOnlyList<MetadataReference> Resolve(string reference)
    {
        var parts = reference.Split(':', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts[0] != "nuget")
        {
            throw new InputException($"#r \"{reference}\" names no package: write #r \"nuget: Name, Version\", or run the notebook in {Notebook.OtherEngines}, which loads files too.");
        }
        var package = parts[1].Split(',', 2, StringSplitOptions.TrimEntries);
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
        return version is null or "" || Admits(version, found) ? carried : throw new InputException(
            $"#r \"nuget: {name}, {version}\": this runner carries {name} {found}. Ask for {found}, or run the notebook in {Notebook.OtherEngines}, which downloads packages.");
    }

    // A range such as [1.0,2.0) or 1.* admits several versions; a version alone, as in the engine, only itself.
    private static bool Admits(string version, string found) => VersionRange.TryParse(version, out var range) && NuGetVersion.Parse(found) is var carried
        && (range.IsFloating ? range.Float!.Satisfies(carried) : version[0] is '[' or '(' ? range.Satisfies(carried) : range.MinVersion == carried);

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
