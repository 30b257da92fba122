using System.CommandLine;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;

var root = new RootCommand("Trains and runs the notebooks of GenreNotebooks.")
{
    RunCommand.Create(), RunNotebookCommand.Create(), ConvertCommand.Create(), TrainCommand.Create(), SweepCommand.Create(), RunsCommand.Create(), CompareCommand.Create(), EvaluateCommand.Create(), PredictCommand.Create(),
    ExportCommand.Create(), TokenizeCommand.Create(), DataCommand.Create(), DoctorCommand.Create(),
};
return await CommandLine.InvokeAsync(root, args);
