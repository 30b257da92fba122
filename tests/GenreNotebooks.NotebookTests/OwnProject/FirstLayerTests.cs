using GenreNotebooks.NotebookTests.Engines;
using Xunit;

namespace GenreNotebooks.NotebookTests.OwnProject;

/// <summary>LibTorch loads by itself in a program that refers to the package, whatever uses it first.</summary>
[Trait("Suite", "Long")]
public sealed class FirstLayerTests(FirstLayerTests.Built built) : IClassFixture<FirstLayerTests.Built>
{
    public sealed class Built : IAsyncLifetime
    {
        // Each use in a method: a method that names a type of the library loads it before its first line.
        private static readonly string Program = $$"""
            using TorchSharp;
            {{string.Join("\n", SmallCells.OwnNetwork.Split('\n').Where(line => line.StartsWith("using ", StringComparison.Ordinal)))}}

            if (args[0] == "together")
            {
                Thread[] threads = [.. Enumerable.Range(0, 8).Select(index => new Thread(() => Use(index % {{SmallCells.FirstUses.Count}})))];
                Array.ForEach(threads, thread => thread.Start());
                Array.ForEach(threads, thread => thread.Join());
            }
            else
            {
                Use(int.Parse(args[0]));
            }
            Console.WriteLine($"threads {get_num_threads()}");
            torch.set_num_threads(2);
            GenreNotebooks.Native.LibTorch.Load();
            Console.WriteLine($"threads {get_num_threads()}");

            static void Use(int number)
            {
                switch (number)
                {
            {{string.Concat(SmallCells.FirstUses.Select((_, number) => $"        case {number}: Use{number}(); break;\n"))}}
                }
            }

            {{string.Concat(SmallCells.FirstUses.Select((use, number) => $"static void Use{number}() {{ {use} }}\n"))}}

            {{string.Join("\n", SmallCells.OwnNetwork.Split('\n').Where(line => !line.StartsWith("using ", StringComparison.Ordinal)))}}
            """;

        private readonly EngineHome home = new();

        public Built() => Project = new(home);

        internal ConsoleProject Project { get; }

        public async ValueTask InitializeAsync() => await Project.BuildAsync(Program);

        public ValueTask DisposeAsync()
        {
            home.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    public static TheoryData<int> Uses { get; } = [.. Enumerable.Range(0, SmallCells.FirstUses.Count)];

    [Theory(Explicit = true)]
    [MemberData(nameof(Uses))]
    public async Task The_first_line_may_use_it(int use) =>
        Assert.Equal((string[])["92", "threads 1", "threads 2"], await LinesAsync($"{use}"));

    [Fact(Explicit = true)]
    public async Task Threads_may_use_it_at_once() =>
        Assert.Equal(
            Enumerable.Repeat("92", 8).Concat(["threads 1", "threads 2"]), await LinesAsync("together"));

    [Fact(Explicit = true)]
    public async Task Another_LibTorch_in_the_search_path_does_not_win()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the names of the libraries are those of Linux");
        foreach (var library in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"])
        {
            // A good library, but another.
            File.Copy(built.Project.Output("libtorch_global_deps.so"), built.Project.File($"other/{library}"), overwrite: true);
        }
        Assert.Equal((string[])["92", "threads 1", "threads 2"], await LinesAsync("0", ("LD_LIBRARY_PATH", built.Project.File("other"))));
    }

    [Fact(Explicit = true)]
    public async Task Where_it_is_missing_a_network_says_what_to_restore()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the names of the libraries are those of Linux");
        var (here, away) = (built.Project.Output("libtorch_cpu.so"), built.Project.File("away"));
        File.Move(here, away);
        try
        {
            var run = await built.Project.RunAsync("0", ("NUGET_PACKAGES", built.Project.File("none")), ("HOME", built.Project.File("none")));
            Assert.Contains("GenreNotebooks.InputException: LibTorch could not be loaded: libtorch_cpu.so is in none of these folders", run.Log);
            Assert.Contains("Reference the package TorchSharp-cpu 0.107.0", run.Log);
        }
        finally
        {
            File.Move(away, here);
        }
    }

    private async Task<string[]> LinesAsync(string argument, params (string Name, string Value)[] variables)
    {
        var run = await built.Project.RunAsync(argument, variables);
        Assert.True(run.Exit == 0, run.Log);
        return run.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
