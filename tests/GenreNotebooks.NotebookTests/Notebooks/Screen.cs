using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>A terminal and what a person sees on it. It takes colours, "\r" and erasing the rest of a row, and no row may wrap.</summary>
internal sealed partial class Screen
{
    private readonly StringBuilder written = new();

    public Screen(int width)
    {
        Terminal = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = new AnsiConsoleOutput(new StringWriter(written)) });
        Terminal.Profile.Width = width;
    }

    public IAnsiConsole Terminal { get; }

    public string Written => written.ToString();

    /// <summary>The rows down to the cursor's.</summary>
    public string[] Rows()
    {
        var (rows, column) = (new List<StringBuilder> { new() }, 0);
        foreach (Match part in Parts().Matches(written.ToString()))
        {
            var row = rows[^1];
            switch (part.Value)
            {
                case "\n":
                    rows.Add(new());
                    column = 0;
                    break;
                case "\r":
                    column = 0;
                    break;
                case "\e[0K":
                    row.Length = Math.Min(row.Length, column);
                    break;
                case ['\e', .., 'm']:
                    break;
                case [var text] when !char.IsControl(text):
                    row.Length = Math.Max(row.Length, column + 1);
                    row[column++] = text;
                    Assert.True(column < Terminal.Profile.Width, $"wraps: {row}");
                    break;
                default:
                    Assert.Fail($"not expected: {part.Value}");
                    break;
            }
        }
        return [.. rows.Select(row => row.ToString())];
    }

    [GeneratedRegex(@"\e\[[\d;]*[A-Za-z]|.|\n")]
    private static partial Regex Parts();
}
