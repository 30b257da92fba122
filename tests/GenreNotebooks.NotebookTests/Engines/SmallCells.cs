namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>Cells as a user writes them.</summary>
internal static class SmallCells
{
    public const string Reference = "#r \"nuget: GenreNotebooks, 2.0.0\"";

    public const string PlotlyInteractive = "#r \"nuget: Plotly.NET.Interactive, 6.0.0\"";

    /// <summary>A chart of the user's own.</summary>
    public const string OwnChart = "Plotly.NET.CSharp.Chart.Line<int, double, string>(x: new[] { 1, 2, 3 }, y: new[] { 0.3, 0.5, 0.6 }, Name: \"mine\")";

    /// <summary>A network of the user's own, and all that its class needs.</summary>
    public const string OwnNetwork = """
        using System.Linq;
        using GenreNotebooks.Vectorization;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        class Mine : Module<SongBatch, Tensor>
        {
            private readonly Linear fc = Linear(22, 4);
            public Mine() : base(nameof(Mine)) { RegisterComponents(); }
            public override Tensor forward(SongBatch batch) => fc.call(batch.Features);
        }
        """;

    /// <summary>What may be the first use of LibTorch. Each ends on a number that needs it.</summary>
    public static IReadOnlyList<string> FirstUses { get; } =
    [
        "System.Console.WriteLine(new Mine().parameters().Sum(weights => weights.numel()));",
        "System.Console.WriteLine(Linear(22, 4).parameters().Sum(weights => weights.numel()));",
        "System.Console.WriteLine(ones(23, 4).sum().item<float>());",
    ];

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
