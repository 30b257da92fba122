namespace GenreNotebooks.Cli.Doctor;

/// <summary>How well a thing stands.</summary>
internal enum Mark
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>Not there, and only some need it.</summary>
    Optional,

    /// <summary>Missing or wrong, and needed.</summary>
    Wrong,
}
