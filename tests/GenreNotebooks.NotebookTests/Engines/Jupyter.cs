using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>Jupyter with .NET Interactive's kernel, without which tests are skipped.</summary>
internal static class Jupyter
{
    private const int FirstPort = 2048, PortsOfAKernel = 20;

    private static int kernels;

    private static readonly Lazy<string?> PythonProgram = new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasClients));

    /// <summary>One of the scripts beside this file.</summary>
    public static ProcessStartInfo Python(EngineHome home, string script, params string[] arguments)
    {
        Assert.SkipWhen(PythonProgram.Value is null, "Jupyter's clients are not installed: apt-get install python3-nbclient python3-jupyter-client");
        return WithKernel(home, home.Command(PythonProgram.Value!, [Repository.File($"tests/GenreNotebooks.NotebookTests/Engines/{script}"), .. arguments]));
    }

    /// <summary>Lets a program find the kernel. The file is what <c>dotnet interactive jupyter install</c> writes, with the whole path of the tool and messages as interrupts.</summary>
    public static ProcessStartInfo WithKernel(EngineHome home, ProcessStartInfo start)
    {
        var data = home.File("jupyter");
        var kernel = Directory.CreateDirectory(Path.Combine(data, "kernels", ".net-csharp"));
        File.WriteAllText(Path.Combine(kernel.FullName, "kernel.json"), JsonSerializer.Serialize(new
        {
            argv = new[] { "dotnet", EngineTools.Interactive, "jupyter", "--default-kernel", "csharp", "{connection_file}", "--http-port-range", Ports() },
            display_name = ".NET (C#)",
            language = "C#",
            interrupt_mode = "message",
        }));
        start.Environment["JUPYTER_DATA_DIR"] = data;
        start.Environment["JUPYTER_CONFIG_DIR"] = home.File("jupyter-config");
        start.Environment["JUPYTER_RUNTIME_DIR"] = home.File("jupyter-runtime");
        return start;
    }

    // Two kernels that look for a free port at the same time would find the same.
    private static string Ports()
    {
        var first = FirstPort + PortsOfAKernel * Interlocked.Increment(ref kernels);
        return $"{first}-{first + PortsOfAKernel - 1}";
    }

    private static bool HasClients(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import nbclient, jupyter_client"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
