using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using Spectre.Console;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public class EpochProgressTests
{
    private static readonly EpochResult[] Epochs = [new(1, 1.4, 0.4, 1.3, 0.5, 1), new(2, 1.2, 0.6, 1.1, 0.7, 1)];

    [Fact]
    public void Without_a_terminal_there_are_the_lines_alone()
    {
        using var output = new StringWriter { NewLine = "\n" };
        EpochProgress.Show(output, null, 0, 2, Train);
        Assert.Equal($"{Epochs[0]}\n{Epochs[1]}\n", output.ToString());
    }

    [Fact]
    public void On_a_terminal_the_lines_stand_above_a_bar_that_is_full_at_the_end()
    {
        using var screen = new StringWriter();
        var terminal = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(screen) });
        terminal.Profile.Width = 120;
        EpochProgress.Show(TextWriter.Null, terminal, 0, 2, Train);
        var shown = screen.ToString();
        Assert.All(Epochs, epoch => Assert.Contains(epoch.ToString(), shown));
        Assert.True(shown.LastIndexOf("100%", StringComparison.Ordinal) > shown.IndexOf(Epochs[1].ToString(), StringComparison.Ordinal));
    }

    private static RunRecord Train(Action<EpochResult> onEpoch)
    {
        Array.ForEach(Epochs, onEpoch);
        return null!;
    }
}

public class SweepProgressTests
{
    private static readonly SweepPoint[] Points = [new(ModelKind.Lyrics, new() { Epochs = 2 }), new(ModelKind.Lyrics, new() { Epochs = 2, Seed = 1 })];

    [Fact]
    public void Without_a_terminal_there_are_the_lines_of_the_runs_alone()
    {
        using var output = new StringWriter { NewLine = "\n" };
        SweepProgress.Show(output, null, Points, Sweep);
        Assert.Equal($"{RunOf(0, found: true)}\n{RunOf(1, found: false)}\n", output.ToString());
    }

    [Fact]
    public void On_a_terminal_the_lines_stand_above_a_bar_for_each_run_on_its_way_and_one_for_all()
    {
        using var screen = new StringWriter();
        var terminal = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(screen) });
        terminal.Profile.Width = 120;
        SweepProgress.Show(TextWriter.Null, terminal, Points, (onRun, onEpoch) =>
        {
            onRun(RunOf(0, found: true));
            onEpoch(Points[1], new(1, 1.4, 0.4, 1.3, 0.5, 1));
            return [];
        });
        var shown = screen.ToString();
        Assert.Contains(RunOf(0, found: true).ToString(), shown);
        Assert.Matches("lyrics, seed 1 .* 50%", shown);
        Assert.Matches("all runs .* 75%", shown); // three of four epochs
    }

    private static IReadOnlyList<RunRecord> Sweep(Action<SweepRun> onRun, Action<SweepPoint, EpochResult> onEpoch)
    {
        onRun(RunOf(0, found: true));
        onEpoch(Points[1], new(1, 1.4, 0.4, 1.3, 0.5, 1));
        onRun(RunOf(1, found: false));
        return [];
    }

    private static SweepRun RunOf(int index, bool found) => new(index + 1, 2, $"lyrics, seed {index}", Tests.Runs.SomeRun.Create(), found);
}
