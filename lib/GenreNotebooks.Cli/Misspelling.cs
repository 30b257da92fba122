using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace GenreNotebooks.Cli;

/// <summary>A verb with advice of its own on some options that it does not have.</summary>
/// <param name="name">The name.</param>
/// <param name="description">The description.</param>
/// <param name="options">Those options.</param>
/// <param name="advice">A sentence on what to do instead, from one of the options and the word after it, if any.</param>
internal sealed class AdvisingCommand(string name, string description, IReadOnlyList<string> options, Func<string, string?, string> advice) : Command(name, description)
{
    public IReadOnlyList<string> Advised => options;

    public string Advise(string option, string? next) => advice(option, next);
}

/// <summary>Names the first word of a command line that is no option or verb, and the nearest one that is.</summary>
internal static partial class Misspelling
{
    /// <summary>One sentence about the first unknown option or verb, or null.</summary>
    public static string? Find(ParseResult parsed)
    {
        var unknown = Unknown(parsed);
        var words = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToList();
        var place = words.FindIndex(word => unknown.Contains(word) && LooksLikeOption().IsMatch(word));
        var verb = parsed.CommandResult.Command;
        return place >= 0 ? OfOption(verb, words[place], words.ElementAtOrDefault(place + 1))
            : verb.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var word, ..] ? OfVerb(verb, word)
            : parsed.UnmatchedTokens is [var extra, ..] ? $"{Said(verb)} takes no '{extra}'.{Guess($"--{extra}", Names(verb.Options))}{Help(verb)}"
            : null;
    }

    /// <summary>Words that the parser has given to no option: it takes an unknown option for the value of an argument.</summary>
    private static HashSet<string> Unknown(ParseResult parsed) =>
        [.. parsed.UnmatchedTokens, .. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)];

    private static string OfOption(Command verb, string word, string? next)
    {
        var (option, value) = word.Split('=', 2) is [var before, var after] ? (before, after) : (word, next?.StartsWith('-') == true ? null : next);
        var guess = Guess(option, Names(verb.Options));
        // A parameter's name too: --learningRate for --learning-rate.
        var advised = verb is AdvisingCommand { Advised: var known } ? Nearest(Capital().Replace(option, match => $"-{char.ToLowerInvariant(match.Value[0])}"), known) : null;
        var advice = advised is not null && (guess.Length == 0 || advised == option) ? $" {((AdvisingCommand)verb).Advise(advised, value)}" : guess;
        return $"{Said(verb)} has no option {option}.{advice}{Help(verb)}";
    }

    private static string OfVerb(Command verb, string word) =>
        $"{(verb is RootCommand ? $"There is no verb '{word}'" : $"{Said(verb)} has no verb '{word}'")}.{Guess(word, Names(verb.Subcommands))}{Help(verb)}";

    private static string Said(Command verb) => verb is RootCommand ? "The program" : string.Join(' ', Path(verb));

    private static string Help(Command verb) => $" See {string.Join(' ', [.. Path(verb), "--help"])}.";

    private static IEnumerable<string> Path(Command verb) => verb is RootCommand ? [] :
        [.. verb.Parents.OfType<Command>().Take(1).SelectMany(Path), verb.Name];

    private static IReadOnlyList<string> Names(IEnumerable<Symbol> symbols) => [.. symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name)];

    private static string Guess(string word, IReadOnlyList<string> names) => Nearest(word, names) is { } nearest ? $" Did you mean {nearest}?" : "";

    /// <summary>The name nearest to a word, as the parser's own correction of typing errors finds it, or null.</summary>
    private static string? Nearest(string word, IReadOnlyList<string> names)
    {
        if (names.Contains(word))
        {
            return word;
        }
        var probe = new Command("probe");
        foreach (var name in names)
        {
            probe.Add(new Command(name));
        }
        var parsed = probe.Parse([word]);
        using var said = new StringWriter();
        if (parsed.Action is ParseErrorAction correction)
        {
            (correction.ShowHelp, correction.ShowTypoCorrections) = (false, true);
            parsed.Invoke(new InvocationConfiguration { Output = said, Error = TextWriter.Null });
        }
        return said.ToString().Split(['\r', '\n']).FirstOrDefault(names.Contains);
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex(@"^--?\p{L}[\w-]*(=|\z)")]
    private static partial Regex LooksLikeOption();
}
