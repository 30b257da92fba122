using System.CommandLine;
using System.Text.Json.Nodes;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>runs</c>: the training runs that are kept.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string[]> Places = new("PATH")
    {
        Description = $"Records, files {RunLines.FileName}, or folders of them. Default: the runs of notebooks and train (artifacts/runs), and those of sweep (artifacts/sweep).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "For programs: a line of JSON for each run, with its id, its file and its record." };

    public static Command Create()
    {
        var command = new Command("runs", "Lists the training runs that were made, the newest last: settings that differ from the post's, songs, accuracy.") { Places, Json };
        command.SetAction(List);
        return command;
    }

    private static int List(ParseResult arguments)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        if (arguments.GetValue(Places)?.FirstOrDefault(place => !Path.Exists(place)) is { } missing)
        {
            throw new InputException($"{missing}: found nothing there, expected a record, a {RunLines.FileName} or a folder of runs. Without a path, runs lists all that are kept.");
        }
        var runs = arguments.GetValue(Places) is { Length: > 0 } places ? RunList.Read(places) : RunList.Default;
        foreach (var message in runs.Unreadable)
        {
            error.WriteLine($"Left out: {message}");
        }
        if (!arguments.GetValue(Json))
        {
            output.WriteLine(runs.ToString());
            return 0;
        }
        foreach (var kept in runs.Runs)
        {
            output.WriteLine(new JsonObject { ["id"] = kept.Run.Id, ["file"] = Path.GetFullPath(kept.File), ["run"] = JsonNode.Parse(kept.Run.ToLine()) }.ToJsonString());
        }
        return 0;
    }
}
