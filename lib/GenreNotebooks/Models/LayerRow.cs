namespace GenreNotebooks.Models;

/// <summary>One row of a <see cref="LayerTable"/>.</summary>
/// <param name="Name">The name the layer is registered under; empty for the network itself.</param>
/// <param name="Type">The layer's type, such as <c>Linear</c>.</param>
/// <param name="Depth">How deep it is nested; 0 for the network itself.</param>
/// <param name="Parameters">Its own trainable parameters, without those of the layers nested in it.</param>
/// <param name="OutputShape">The shape of what it returned for the batch; null if no batch was given or it was not called.</param>
public sealed record LayerRow(string Name, string Type, int Depth, long Parameters, IReadOnlyList<long>? OutputShape)
{
    internal string Title => Depth == 0 ? Type : $"{new string(' ', (Depth - 1) * 3)}├─{Type} ({Name})";

    internal string ShapeText => OutputShape is null ? "--" : $"[{string.Join(", ", OutputShape)}]";
}
