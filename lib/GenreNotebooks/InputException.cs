using GenreNotebooks.Files;

namespace GenreNotebooks;

/// <summary>
/// Something given to the library does not fit: a file, an option, a name. The message is written for the person
/// who gave it: the place, the value found, the value expected, what to do next. The command line prints it alone, so it
/// is one line without control characters, whatever the file holds that it tells of.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception with a message for a person.</summary>
    public InputException(string message) : base(MessageText.OneLine(message)) { }

    /// <summary>Creates the exception with a message for a person and the failure behind it.</summary>
    public InputException(string message, Exception inner) : base(MessageText.OneLine(message), inner) { }
}
