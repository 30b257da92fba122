namespace GenreNotebooks.Plots;

/// <summary>.NET Interactive finds a type's formatters by an attribute of this name, whoever declares it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [HtmlFormatter.Html, PlainTextFormatter.PlainText];
}
