namespace GenreNotebooks.Data;

/// <summary>Which genres of a table of songs are told apart.</summary>
public enum GenreChoice
{
    /// <summary>The post's four: hip hop, jazz, reggae and rock.</summary>
    Four,

    /// <summary>All that the table has: seven of the real songs.</summary>
    All,
}
