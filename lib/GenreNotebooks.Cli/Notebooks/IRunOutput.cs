namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Something that a run leaves behind.</summary>
internal interface IRunOutput
{
    /// <summary>Where it goes, as messages show it.</summary>
    string Place { get; }

    /// <summary>The page to open first, if there is one; of several outputs, the last one's counts.</summary>
    string? Page => null;

    /// <summary>Takes a notebook that was executed, to its end or not.</summary>
    void Write(ExecutedNotebook notebook);

    /// <summary>Says, after the last notebook, what there is and where.</summary>
    void Summarise(TextWriter output);
}
