namespace GenreNotebooks.Plots;

/// <summary>Writes an object as its <see cref="object.ToString"/>, where .NET Interactive would list its properties.</summary>
internal sealed class PlainTextFormatter
{
    public const string PlainText = "text/plain";

    public string MimeType { get; } = PlainText;

#pragma warning disable CA1822 // The convention asks for an instance method.
    public bool Format(object instance, TextWriter writer)
#pragma warning restore CA1822
    {
        writer.Write(instance.ToString());
        return true;
    }
}
