using System.CommandLine;
using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Commands;

/// <summary>
/// Says which files a command may write, before it works: never an input of the same command or the project's data, by whatever path; and an existing
/// file only if it is of the kind that the command writes, or with <c>--overwrite</c>.
/// </summary>
internal static class OutputFile
{
    public static Option<bool> Overwrite { get; } = new("--overwrite") { Description = "Replace what an earlier run saved there, or a file that this command did not write." };

    /// <summary>Checks a file that an option names.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="option">The option.</param>
    /// <param name="path">The file.</param>
    /// <param name="kind">What will be written.</param>
    /// <param name="inputs">The files that the command reads, besides the data.</param>
    /// <returns>The kind of file that may be replaced; null for any.</returns>
    /// <exception cref="InputException">The file must not be written, or cannot be.</exception>
    public static FileKind? Require(ParseResult arguments, Option option, string path, FileKind kind, params IEnumerable<string> inputs)
    {
        RequireNoInput($"{option.Name} {path}", path, inputs, arguments.GetValue(DataOptions.Data), withSample: kind != FileKind.Data);
        AtomicFile.EnsureWritable(path);
        var overwrite = arguments.GetValue(Overwrite);
        if (!overwrite && !kind.MayReplace(path))
        {
            throw new InputException($"{option.Name} {path}: found a file, expected none or {kind.Name}. It is left as it is: give another name, or {Overwrite.Name} to replace it.");
        }
        return overwrite ? null : kind;
    }

    /// <summary>Checks that an output is no input.</summary>
    /// <param name="place">The output in the message.</param>
    /// <param name="path">The output.</param>
    /// <param name="inputs">The files that the command reads, besides the data.</param>
    /// <param name="data">A data folder that the command names.</param>
    /// <param name="withSample">Whether the sample is kept too; <c>data sample</c> makes it.</param>
    /// <exception cref="InputException">The output is an input, or a file of the project's data.</exception>
    public static void RequireNoInput(string place, string path, IEnumerable<string> inputs, string? data = null, bool withSample = true)
    {
        if (inputs.FirstOrDefault(input => FilePlace.AreSame(path, input)) is { } read)
        {
            throw new InputException($"{place}: this is {read}, which the command reads. It is left as it is: give another name.");
        }
        if (DataFolder.FilesToKeep(data, withSample).FirstOrDefault(file => FilePlace.AreSame(path, file)) is { } kept)
        {
            throw new InputException($"{place}: this is {kept}, a file of the data. It is left as it is: give another name.");
        }
    }
}
