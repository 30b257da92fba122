using System.Net;
using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Printed text as a terminal shows it: a carriage return begins the line again, a backspace goes back, escape sequences colour the text, move the
/// cursor and erase; other control characters and sequences show nothing. The terminal has no lower end, and lines do not wrap.
/// </summary>
internal sealed class TerminalText
{
    private const char Escape = '\u001b', Csi = '\u009b', Bell = '\a';

    /// <summary>The farthest that a sequence moves the cursor to the right; a text may be longer.</summary>
    private const int Columns = 256;

    private readonly List<List<(Rune Sign, TextStyle Style)>> lines = [[]];
    private TextStyle style = TextStyle.Plain;
    private int line, column;

    /// <summary>The signs that sequences may still fill with blanks, so that no text takes long or grows beyond measure.</summary>
    private int room = 5_000_000;

    private TerminalText(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            at += text[at] is Escape or Csi ? CarryOut(text, at) : Put(text, at);
        }
    }

    /// <summary>The text as HTML, without blank space at its end.</summary>
    public static string ToHtml(string text) => IsPlain(text) ? WebUtility.HtmlEncode(text.TrimEnd()) : new TerminalText(text).ToHtml();

    /// <summary>The text without styles.</summary>
    public static string ToPlain(string text) => IsPlain(text) ? text
        : string.Join('\n', new TerminalText(text).lines.Select(line => string.Concat(line.Select(sign => sign.Sign))));

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyInRange('\u0000', '\u0008') && !text.AsSpan().ContainsAnyInRange('\u000b', '\u001f')
        && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f');

    private string ToHtml()
    {
        while (lines.Count > 1 && lines[^1].All(sign => Rune.IsWhiteSpace(sign.Sign)))
        {
            lines.RemoveAt(lines.Count - 1);
        }
        lines[^1] = [.. lines[^1].Take(lines[^1].FindLastIndex(sign => !Rune.IsWhiteSpace(sign.Sign)) + 1)];
        var html = new StringBuilder();
        var part = new StringBuilder();
        var current = TextStyle.Plain;
        foreach (var (sign, its) in lines.SelectMany((line, i) => i == 0 ? line : line.Prepend((new Rune('\n'), TextStyle.Plain))))
        {
            if (its != current)
            {
                html.Append(current.Wrap(part.ToString()));
                part.Clear();
                current = its;
            }
            part.Append(sign);
        }
        return html.Append(current.Wrap(part.ToString())).ToString();
    }

    /// <summary>Shows a character or carries out a control character; returns its length.</summary>
    private int Put(string text, int at)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var sign, out int length);
        switch (text[at])
        {
            case '\n':
                (line, column) = (line + 1, 0);
                if (line == lines.Count)
                {
                    lines.Add([]);
                }
                break;
            case '\r':
                column = 0;
                break;
            case '\b':
                column = Math.Max(0, column - 1);
                break;
            case var control when control != '\t' && char.IsControl(control):
                break;
            default:
                PadTo(column);
                if (column < lines[line].Count)
                {
                    lines[line][column] = (sign, style);
                }
                else
                {
                    lines[line].Add((sign, style));
                }
                column = Math.Min(column + 1, lines[line].Count);
                break;
        }
        return length;
    }

    private void PadTo(int length)
    {
        for (; lines[line].Count < length && room > 0; room--)
        {
            lines[line].Add((new Rune(' '), TextStyle.Plain));
        }
    }

    /// <summary>Carries out the escape sequence at a place; returns its length.</summary>
    private int CarryOut(string text, int at)
    {
        int start = at + 1;
        var kind = text[at] == Csi ? '[' : start < text.Length ? text[start++] : ' ';
        switch (kind)
        {
            case '[':
                int end = start;
                while (end < text.Length && text[end] is >= ' ' and <= '?')
                {
                    end++;
                }
                if (end < text.Length && text[end] is >= '@' and <= '~')
                {
                    CarryOut(text[start..end], text[end]);
                    end++;
                }
                return end - at;
            case ']' or 'P' or 'X' or '^' or '_':
                // A string for the terminal, such as its title or the address of a link, up to a bell or ESC \.
                int last = text.AsSpan(start).IndexOfAny(Bell, Escape);
                return last < 0 ? start - at : start + last + (text[start + last] == Bell ? 1 : Math.Min(2, text.Length - start - last)) - at;
            case >= ' ' and <= '/':
                while (start < text.Length && text[start] is >= ' ' and <= '/')
                {
                    start++;
                }
                return Math.Min(start + 1, text.Length) - at;
            default:
                return start - at;
        }
    }

    private void CarryOut(string parameters, char command)
    {
        if (command == 'm')
        {
            style = style.With(parameters);
            return;
        }
        int[] numbers = [.. parameters.Split(';').Select(number => int.TryParse(number, out int value) ? Math.Clamp(value, 0, 1_000_000) : 0)];
        int count = Math.Max(1, numbers[0]);
        switch (command)
        {
            case 'A' or 'F':
                (line, column) = (Math.Max(0, line - count), command == 'F' ? 0 : column);
                break;
            case 'B' or 'E':
                (line, column) = (Math.Min(lines.Count - 1, line + count), command == 'E' ? 0 : column);
                break;
            case 'C':
                column = Math.Max(column, Math.Min(column + count, Columns));
                break;
            case 'D':
                column = Math.Max(0, column - count);
                break;
            case 'G':
                column = Math.Min(count - 1, Math.Max(Columns, lines[line].Count));
                break;
            case 'H' or 'f':
                line = Math.Min(count, lines.Count) - 1;
                column = Math.Min(Math.Max(1, numbers.ElementAtOrDefault(1)), Columns) - 1;
                break;
            case 'J' when numbers[0] == 0:
                lines.RemoveRange(line + 1, lines.Count - line - 1);
                EraseInLine(0);
                break;
            case 'J' when numbers[0] is 2 or 3:
                lines.RemoveRange(1, lines.Count - 1);
                lines[0].Clear();
                (line, column) = (0, 0);
                break;
            case 'K':
                EraseInLine(numbers[0]);
                break;
        }
    }

    /// <summary>Erases from the cursor to the end of the line (0), from the beginning to the cursor (1), or all of it (2).</summary>
    private void EraseInLine(int what)
    {
        var row = lines[line];
        if (what == 0)
        {
            row.RemoveRange(Math.Min(column, row.Count), row.Count - Math.Min(column, row.Count));
        }
        else if (what == 1)
        {
            for (int i = 0; i <= column && i < row.Count && room > 0; i++, room--)
            {
                row[i] = (new Rune(' '), TextStyle.Plain);
            }
        }
        else
        {
            row.Clear();
        }
    }
}
