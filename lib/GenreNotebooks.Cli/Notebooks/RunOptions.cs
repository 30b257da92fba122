namespace GenreNotebooks.Cli.Notebooks;

/// <summary>How notebooks are run: variables of the environment that they find, and how long a cell may take.</summary>
internal sealed record RunOptions(IReadOnlyDictionary<string, string?> Environment, TimeSpan Timeout);
