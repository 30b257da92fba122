namespace GenreNotebooks.Cli.Doctor;

/// <summary>The state of a thing.</summary>
internal enum Mark
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>Missing or wrong, and needed only for some uses.</summary>
    Optional,

    /// <summary>Missing or wrong, and needed.</summary>
    Wrong,
}

/// <summary>The state of one thing that the project needs or can use.</summary>
/// <param name="Mark">Its state.</param>
/// <param name="Thing">Its name, a word or two.</param>
/// <param name="Found">The details, in one line.</param>
/// <param name="Fix">The one command that fixes it; null where all is fine.</param>
internal sealed record Finding(Mark Mark, string Thing, string Found, string? Fix)
{
    public static Finding Fine(string thing, string found) => new(Mark.Fine, thing, found, null);

    public static Finding Optional(string thing, string found, string fix) => new(Mark.Optional, thing, found, fix);

    public static Finding Wrong(string thing, string found, string fix) => new(Mark.Wrong, thing, found, fix);
}
