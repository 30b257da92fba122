namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>Cells as a user writes them.</summary>
internal static class SmallCells
{
    public const string Reference = "#r \"nuget: GenreNotebooks, 2.0.0\"";

    public const string PlotlyInteractive = "#r \"nuget: Plotly.NET.Interactive, 6.0.0\"";

    /// <summary>A chart of the user's own.</summary>
    public const string OwnChart = "Plotly.NET.CSharp.Chart.Line<int, double, string>(x: new[] { 1, 2, 3 }, y: new[] { 0.3, 0.5, 0.6 }, Name: \"mine\")";

    /// <summary>All that a training needs but the call that begins it.</summary>
    public static IReadOnlyList<string> Training(int epochs) =>
    [
        Reference,
        """
        using System;
        using System.Linq;
        using GenreNotebooks.Plots;
        using GenreNotebooks.Data;
        using GenreNotebooks.Runs;
        using GenreNotebooks.Models;
        using GenreNotebooks.Training;
        """,
        $$"""
        var options = new TrainingOptions { Epochs = {{epochs}}, BatchSize = 64 };
        var data = PreparedData.Load(DataFolder.Find(), options);
        var model = ModelKind.Lyrics.Create(options, data.VocabularySize, data.Genres.Count);
        var trainer = new Trainer(options);
        """,
    ];
}
