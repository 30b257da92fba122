namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A value that a cell shows before it ends.</summary>
public sealed class DisplayedValue
{
    private readonly Action<object> update;

    internal DisplayedValue(Action<object> update) => this.update = update;

    /// <summary>Shows another value in its place.</summary>
    public void Update(object? updatedValue) => update(updatedValue!);
}
