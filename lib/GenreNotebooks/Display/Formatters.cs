namespace GenreNotebooks.Display;

/// <summary>A value that a notebook shows as HTML: every engine finds <see cref="ToHtml"/> or the formatter that calls it.</summary>
public interface IHtmlDisplay
{
    /// <summary>A fragment of HTML.</summary>
    string ToHtml();
}

/// <summary>.NET Interactive finds the formatters of a type by an attribute of this name, in whichever assembly it is declared.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [HtmlFormatter.Html, PlainTextFormatter.PlainText];
}

/// <summary>The formatters of every <see cref="IHtmlDisplay"/>. .NET Interactive's convention fixes the names and signatures.</summary>
internal sealed class HtmlFormatterSource
{
#pragma warning disable CA1822 // The convention requires an instance method.
    public IEnumerable<object> CreateTypeFormatters() => [new HtmlFormatter(), new PlainTextFormatter()];
#pragma warning restore CA1822
}

/// <summary>Writes the HTML of an <see cref="IHtmlDisplay"/>.</summary>
internal sealed class HtmlFormatter
{
    public const string Html = "text/html";

    public string MimeType { get; } = Html;

#pragma warning disable CA1822 // The convention requires an instance method.
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

/// <summary>Writes the <see cref="object.ToString"/> of an object; by default .NET Interactive lists its properties.</summary>
internal sealed class PlainTextFormatter
{
    public const string PlainText = "text/plain";

    public string MimeType { get; } = PlainText;

#pragma warning disable CA1822 // The convention requires an instance method.
    public bool Format(object instance, TextWriter writer)
#pragma warning restore CA1822
    {
        writer.Write(instance.ToString());
        return true;
    }
}
