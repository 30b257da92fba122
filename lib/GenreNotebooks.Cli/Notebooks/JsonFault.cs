using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Why a text is no JSON.</summary>
internal static class JsonFault
{
    /// <summary>The reason without the place at its end, which counts lines from 0 and from where the JSON begins.</summary>
    public static string Reason(JsonException exception)
    {
        int end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
