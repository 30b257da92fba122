using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>How to start this command line again, also from a test that runs it in its own process.</summary>
internal static class HostCommand
{
    public static ProcessStartInfo Create(params string[] arguments)
    {
        var assembly = typeof(HostCommand).Assembly.Location;
        // The dotnet that runs this process, whatever is on the path: <root>/shared/Microsoft.NETCore.App/<version>/.
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet" + Suffix));
        var start = File.Exists(dotnet) ? new ProcessStartInfo(dotnet, [assembly, .. arguments]) : new ProcessStartInfo(Path.ChangeExtension(assembly, null) + Suffix, arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardInputEncoding = new UTF8Encoding(false);
        return start;
    }

    private static string Suffix => OperatingSystem.IsWindows() ? ".exe" : "";
}
