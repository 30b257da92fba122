using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>tokenize</c>: prints the token ids of texts for other programs, one JSON array per line and nothing else.</summary>
internal static class TokenizeCommand
{
    private static readonly Argument<string[]> Texts = new("TEXT")
    {
        Description = "Texts to tokenize; put -- before texts that begin with a hyphen. Without any, they are read from standard input, one JSON string per line.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly ValueOption<int> MaxLength = OptionValue.Whole.One(
        "--max-length", "The maximum number of ids of a text, including [CLS] and [SEP]; longer texts are truncated.", 512);

    public static Command Create(TextReader? input = null)
    {
        var command = new Command("tokenize", "Prints the token ids of each text as a JSON array.")
        {
            Texts, DataOptions.Data, DataOptions.Sample, MaxLength,
        };
        command.SetAction((arguments, cancellation) => TokenizeAsync(arguments, input ?? StandardInput(), cancellation));
        return command;
    }

    private static async Task TokenizeAsync(ParseResult arguments, TextReader input, CancellationToken cancellation)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        if (MaxLength.Of(arguments) < 2)
        {
            throw new InputException($"--max-length {MaxLength.Of(arguments)}: expected 2 or more, for [CLS] and [SEP].");
        }
        var folder = DataOptions.Find(arguments);
        if (folder.IsSample)
        {
            await error.WriteLineAsync(folder.Notice);
        }
        var tokenizer = LyricsTokenizer.Load(folder);
        var texts = arguments.GetValue(Texts) is { Length: > 0 } given ? given.ToAsyncEnumerable() : ReadTextsAsync(input, cancellation);
        await foreach (var text in texts)
        {
            // The calling program may wait for this line before it sends the next text.
            await output.WriteLineAsync(JsonSerializer.Serialize(tokenizer.Encode(text, MaxLength.Of(arguments))));
            await output.FlushAsync(cancellation);
        }
    }

    private static async IAsyncEnumerable<string> ReadTextsAsync(TextReader input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Reading from a console blocks until a line is complete; Ctrl+C must not wait for that.
        for (var line = 1; await ReadLineAsync(input, line, cancellation) is { } json; line++)
        {
            yield return Parse(json, line);
        }
    }

    private static async Task<string?> ReadLineAsync(TextReader input, int line, CancellationToken cancellation)
    {
        try
        {
            return await input.ReadLineAsync(cancellation).AsTask().WaitAsync(cancellation);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InputException($"Standard input, at or after line {line}: found bytes that are not UTF-8 text, expected JSON strings in UTF-8.", exception);
        }
    }

    private static string Parse(string json, int line)
    {
        try
        {
            if (JsonSerializer.Deserialize<string>(json) is { } text)
            {
                return text;
            }
        }
        catch (JsonException)
        {
            // Reported below, with the line.
        }
        var found = json.Length > 60 ? json[..60] + "…" : json;
        throw new InputException($"Standard input, line {line}: found {(found.Length == 0 ? "an empty line" : found)}, "
            + "expected a JSON string of valid Unicode in double quotes, such as \"I love reggae music!\".");
    }

    // UTF-8 in any locale, as JSON requires.
    private static StreamReader StandardInput() => new(Console.OpenStandardInput(), new UTF8Encoding(false, throwOnInvalidBytes: true));
}
