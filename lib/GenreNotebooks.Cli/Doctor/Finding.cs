namespace GenreNotebooks.Cli.Doctor;

/// <summary>What was found of one thing that the project needs or can use.</summary>
/// <param name="Mark">How well it stands.</param>
/// <param name="Thing">Its name, a word or two.</param>
/// <param name="Found">What was found, in one line.</param>
/// <param name="Mend">The one command that mends it; null where all is fine.</param>
internal sealed record Finding(Mark Mark, string Thing, string Found, string? Mend)
{
    public static Finding Fine(string thing, string found) => new(Mark.Fine, thing, found, null);

    public static Finding Optional(string thing, string found, string mend) => new(Mark.Optional, thing, found, mend);

    public static Finding Wrong(string thing, string found, string mend) => new(Mark.Wrong, thing, found, mend);
}
