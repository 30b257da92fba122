using System.CommandLine;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Options that name a file or a folder.</summary>
internal static class PathOption
{
    /// <summary>An option that may be left out, but not be empty: an unset variable of a shell names no folder.</summary>
    public static Option<string?> Create(string name, string helpName, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string?>()))
            {
                result.AddError($"{name} is empty: expected a path.");
            }
        });
        return option;
    }
}
