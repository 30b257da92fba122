using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>A terminal and the text a person sees on it. Knows colours, "\r", the cursor's way up, and erasing to the end of a row or of the screen; no row may wrap.</summary>
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

    /// <summary>All rows; the last one is empty if a line break ends the text.</summary>
    public string[] Rows()
    {
        var (rows, current, column) = (new List<StringBuilder> { new() }, 0, 0);
        foreach (Match part in Parts().Matches(written.ToString()))
        {
            var row = rows[current];
            switch (part.Value)
            {
                case "\n":
                    current++;
                    if (current == rows.Count)
                    {
                        rows.Add(new());
                    }
                    column = 0;
                    break;
                case "\r":
                    column = 0;
                    break;
                case "\e[0K":
                    row.Length = Math.Min(row.Length, column);
                    break;
                case "\e[0J":
                    row.Length = Math.Min(row.Length, column);
                    rows.RemoveRange(current + 1, rows.Count - current - 1);
                    break;
                case ['\e', '[', var up, 'A']:
                    current -= up - '0';
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
