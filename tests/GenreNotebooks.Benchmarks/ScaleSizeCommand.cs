using System.CommandLine;
using System.Text.Json;
using GenreNotebooks.Data;

namespace GenreNotebooks.Benchmarks;

/// <summary>The other end of <c>scale</c>: the process of one measurement. Not for people, so not in the help.</summary>
internal static class ScaleSizeCommand
{
    public const string Name = "scale-size";

    public static Command Create()
    {
        var folder = new Argument<string>("folder");
        var warmUps = new Option<int>("--warm-ups") { DefaultValueFactory = _ => ScaleRun.WarmUps };
        var command = new Command(Name, "Prints one measurement as JSON; started by scale.") { folder, warmUps };
        command.Hidden = true;
        command.SetAction(arguments => arguments.InvocationConfiguration.Output.WriteLine(
            JsonSerializer.Serialize(ScaleRun.Measure(DataFolder.Find(arguments.GetRequiredValue(folder)), arguments.GetValue(warmUps)))));
        return command;
    }
}
