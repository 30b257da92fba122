namespace GenreNotebooks.Plots;

/// <summary>Something a notebook shows richly: every engine finds <see cref="ToHtml"/> or the formatter behind it.</summary>
public interface IHtmlDisplay
{
    /// <summary>A fragment of HTML.</summary>
    string ToHtml();
}
