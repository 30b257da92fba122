namespace GenreNotebooks.Plots;

/// <summary>Writes the HTML of an <see cref="IHtmlDisplay"/>.</summary>
internal sealed class HtmlFormatter
{
    public const string Html = "text/html";

    public string MimeType { get; } = Html;

#pragma warning disable CA1822 // The convention asks for an instance method.
    public bool Format(object instance, TextWriter writer)
#pragma warning restore CA1822
    {
        if (instance is not IHtmlDisplay display)
        {
            return false;
        }
        writer.Write(display.ToHtml());
        return true;
    }
}
