namespace GenreNotebooks.Cli.Doctor;

/// <summary>How well a thing stands.</summary>
internal enum Mark
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>Missing or wrong, and only some need it.</summary>
    Optional,

    /// <summary>Missing or wrong, and needed.</summary>
    Wrong,
}
