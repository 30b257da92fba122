using GenreNotebooks.Cli.Commands;
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
