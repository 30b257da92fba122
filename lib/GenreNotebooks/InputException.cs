using GenreNotebooks.Files;

namespace GenreNotebooks;

/// <summary>
/// An input of the library is not valid: a file, an option, a name. The message is for the person who gave it: the place, the value
/// found, the value expected and what to do next. The command line prints only the message, so it is one line without control
/// characters, even if it quotes a file that has some.
/// </summary>
public class InputException : Exception
{
    /// <summary>What was expected, if one option is out of its range; otherwise null. A caller that has another name for the option needs it.</summary>
    public string? Expected { get; init; }

    /// <summary>Creates the exception with a message for a person.</summary>
    public InputException(string message) : base(MessageText.OneLine(message)) { }

    /// <summary>Creates the exception with a message for a person and the failure behind it.</summary>
    public InputException(string message, Exception inner) : base(MessageText.OneLine(message), inner) { }
}
