using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using Microsoft.Extensions.Time.Testing;
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
        new SweepProgress(output, Points).Show(null, Sweep);
        Assert.Equal($"{RunOf(0, found: true)}\n{RunOf(1, found: false)}\n", output.ToString());
    }

    [Fact]
    public void On_a_terminal_the_lines_stand_above_a_bar_for_each_run_on_its_way_and_one_for_all()
    {
        using var screen = new StringWriter();
        var terminal = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(screen) });
        terminal.Profile.Width = 120;
        new SweepProgress(TextWriter.Null, Points).Show(terminal, (onRun, onEpoch) =>
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

    [Fact]
    public void A_line_says_how_much_time_is_left_by_the_epochs_trained_so_far()
    {
        var clock = new FakeTimeProvider();
        using var output = new StringWriter { NewLine = "\n" };
        new SweepProgress(output, [.. Points, Points[0] with { Options = new() { Epochs = 2, Seed = 2 } }], clock).Show(null, (onRun, onEpoch) =>
        {
            clock.Advance(TimeSpan.FromMinutes(5)); // of songs that are read
            onRun(RunOf(0, found: true));
            for (var epoch = 1; epoch <= 2; epoch++)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                onEpoch(Points[1], new(epoch, 1.4, 0.4, 1.3, 0.5, 1));
            }
            onRun(RunOf(1, found: false));
            return [];
        });
        Assert.Equal($"{RunOf(0, found: true)}\n{RunOf(1, found: false)} | about 2 min left\n", output.ToString());
    }

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(90, "90 s")]
    [InlineData(91, "2 min")]
    [InlineData(5400, "90 min")]
    [InlineData(5401, "1 h 31 min")]
    [InlineData(36_000, "10 h 0 min")]
    public void A_time_is_in_the_unit_that_a_person_would_take(double seconds, string expected) => Assert.Equal(expected, SweepProgress.Words(TimeSpan.FromSeconds(seconds)));

    private static IReadOnlyList<RunRecord> Sweep(Action<SweepRun> onRun, Action<SweepPoint, EpochResult> onEpoch)
    {
        onRun(RunOf(0, found: true));
        onEpoch(Points[1], new(1, 1.4, 0.4, 1.3, 0.5, 1));
        onEpoch(Points[1], new(2, 1.4, 0.4, 1.3, 0.5, 1));
        onRun(RunOf(1, found: false));
        return [];
    }

    private static SweepRun RunOf(int index, bool found) => new(index + 1, 2, $"lyrics, seed {index}", Tests.Runs.SomeRun.Create(), found);
}
