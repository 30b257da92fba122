using System.Buffers;
using System.Globalization;
using System.Net;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The style of a character in a terminal. The 16 named colours are CSS classes, as in Jupyter; others are inline styles.</summary>
internal sealed record TextStyle
{
    private static readonly string[] Names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789;:");

    public static TextStyle Plain { get; } = new();

    /// <summary>A name such as <c>red</c> or <c>red-intense</c>, or <c>#rrggbb</c>; null is the usual colour.</summary>
    private string? Ink { get; init; }

    private string? Ground { get; init; }

    private bool Bold { get; init; }

    private bool Faint { get; init; }

    private bool Italic { get; init; }

    private bool Underline { get; init; }

    private bool Strike { get; init; }

    private bool Inverse { get; init; }

    private bool Hidden { get; init; }

    /// <summary>This style after the parameters of the sequence that sets styles, <c>1;31</c>. Unknown ones are ignored.</summary>
    public TextStyle With(string parameters)
    {
        if (parameters.AsSpan().ContainsAnyExcept(Digits))
        {
            return this;
        }
        var style = this;
        var codes = new Queue<string>(parameters.Split(';'));
        while (codes.TryDequeue(out var code))
        {
            style = style.With(code, codes);
        }
        return style;
    }

    /// <summary>Text in this style as HTML.</summary>
    public string Wrap(string text)
    {
        var escaped = WebUtility.HtmlEncode(text);
        if (this == Plain || text.Length == 0)
        {
            return escaped;
        }
        var (ink, ground) = Inverse ? (Ground ?? "default-inverse", Ink ?? "default-inverse") : (Ink, Ground);
        // The page's own colours may not stand out from a written ground.
        ink = ground?[0] == '#' && ink is (null or "default-inverse") ? (IsLight(ground) ? "#000000" : "#ffffff") : ink;
        string[] classes =
        [
            .. Class(ink, "-fg"), .. Class(ground, "-bg"), .. Flag(Bold, "ansi-bold"), .. Flag(Faint, "ansi-faint"), .. Flag(Italic, "ansi-italic"),
            .. Flag(Underline, "ansi-underline"), .. Flag(Strike, "ansi-strike"), .. Flag(Hidden, "ansi-hidden"),
        ];
        string[] colours = [.. Written(ink, "color"), .. Written(ground, "background-color")];
        return $"<span{Attribute("class", ' ', classes)}{Attribute("style", ';', colours)}>{escaped}</span>";
    }

    private TextStyle With(string code, Queue<string> more)
    {
        // 38:2::255:0:0 is one parameter, 38;2;255;0;0 five.
        var parts = code.Split(':');
        int number = Number(parts[0]);
        return number switch
        {
            0 => Plain,
            1 => this with { Bold = true },
            2 => this with { Faint = true },
            3 => this with { Italic = true },
            4 => this with { Underline = parts.ElementAtOrDefault(1) != "0" },
            21 => this with { Underline = true },
            7 => this with { Inverse = true },
            8 => this with { Hidden = true },
            9 => this with { Strike = true },
            22 => this with { Bold = false, Faint = false },
            23 => this with { Italic = false },
            24 => this with { Underline = false },
            27 => this with { Inverse = false },
            28 => this with { Hidden = false },
            29 => this with { Strike = false },
            >= 30 and <= 37 => this with { Ink = Names[number - 30] },
            38 => Extended(parts, more) is { } colour ? this with { Ink = colour } : this,
            39 => this with { Ink = null },
            >= 40 and <= 47 => this with { Ground = Names[number - 40] },
            48 => Extended(parts, more) is { } colour ? this with { Ground = colour } : this,
            49 => this with { Ground = null },
            >= 90 and <= 97 => this with { Ink = $"{Names[number - 90]}-intense" },
            >= 100 and <= 107 => this with { Ground = $"{Names[number - 100]}-intense" },
            _ => this,
        };
    }

    private static string? Extended(string[] parts, Queue<string> more)
    {
        string Next() => more.TryDequeue(out var next) ? next : "";
        if (parts.Length > 1)
        {
            return parts[1] == "5" ? OfTable(Number(parts.ElementAtOrDefault(2))) : parts[1] == "2" && parts.Length > 4 ? Of([.. parts[^3..].Select(Number)]) : null;
        }
        return Next() switch { "5" => OfTable(Number(Next())), "2" => Of([Number(Next()), Number(Next()), Number(Next())]), _ => null };
    }

    /// <summary>One of 256: the 16 named ones, a cube of 6 × 6 × 6, and 24 greys.</summary>
    private static string? OfTable(int number) => number switch
    {
        < 0 or > 255 => null,
        < 8 => Names[number],
        < 16 => $"{Names[number - 8]}-intense",
        < 232 => Of([Level((number - 16) / 36), Level((number - 16) / 6 % 6), Level((number - 16) % 6)]),
        _ => Of([8 + (10 * (number - 232)), 8 + (10 * (number - 232)), 8 + (10 * (number - 232))]),
    };

    private static int Level(int step) => step == 0 ? 0 : 55 + (40 * step);

    private static string? Of(int[] colour) => Array.Exists(colour, part => part is < 0 or > 255) ? null
        : string.Create(CultureInfo.InvariantCulture, $"#{colour[0]:x2}{colour[1]:x2}{colour[2]:x2}");

    private static bool IsLight(string colour)
    {
        int Part(int at) => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (0.299 * Part(1)) + (0.587 * Part(3)) + (0.114 * Part(5)) > 127.5;
    }

    private static int Number(string? digits) => string.IsNullOrEmpty(digits) ? 0 : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;

    private static string[] Class(string? colour, string end) => colour is null || colour[0] == '#' ? [] : [$"ansi-{colour}{end}"];

    private static string[] Written(string? colour, string property) => colour?[0] == '#' ? [$"{property}:{colour}"] : [];

    private static string[] Flag(bool isSet, string name) => isSet ? [name] : [];

    private static string Attribute(string name, char separator, string[] values) => values.Length == 0 ? "" : $" {name}=\"{string.Join(separator, values)}\"";
}
