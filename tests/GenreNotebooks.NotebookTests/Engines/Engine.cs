namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>The engines that answer cell by cell.</summary>
public enum Engine
{
    /// <summary>As VS Code drives it: <c>dotnet interactive stdio</c>, a line of JSON for each command and event.</summary>
    Stdio,

    /// <summary>As Jupyter drives it, through Jupyter's own client.</summary>
    Jupyter,
}
