namespace GenreNotebooks.Plots;

/// <summary>The formatters of every <see cref="IHtmlDisplay"/>; names and shapes are .NET Interactive's convention.</summary>
internal sealed class HtmlFormatterSource
{
#pragma warning disable CA1822 // The convention asks for an instance method.
    public IEnumerable<object> CreateTypeFormatters() => [new HtmlFormatter(), new PlainTextFormatter()];
#pragma warning restore CA1822
}
