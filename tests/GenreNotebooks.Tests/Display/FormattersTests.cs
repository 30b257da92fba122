using System.Reflection;
using GenreNotebooks.Display;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Display;

public class FormattersTests
{
    [Fact]
    public void All_that_shows_as_html_has_the_formatters_of_NET_Interactive()
    {
        var displays = typeof(Plot).Assembly.GetExportedTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IHtmlDisplay)));
        Assert.All(displays, type => Assert.Equal(
            typeof(HtmlFormatterSource), type.GetCustomAttribute<TypeFormatterSourceAttribute>()?.FormatterSourceType));
        Assert.All(displays, type => Assert.Equal(
            ["text/html", "text/plain"], type.GetCustomAttribute<TypeFormatterSourceAttribute>()!.PreferredMimeTypes));
    }

    [Fact]
    public void A_formatter_is_found_by_the_convention_and_writes_the_html()
    {
        var table = Table.Of(["genre"], [["jazz"]]);
        var (html, plain) = (Format(table, "text/html"), Format(table, "text/plain"));
        Assert.Equal(table.ToHtml(), html);
        Assert.Equal(table.ToString(), plain);
    }

    /// <summary>As .NET Interactive does it: by the names of types, properties and methods alone.</summary>
    private static string Format(object value, string mimeType)
    {
        var attribute = value.GetType().GetCustomAttributes(true).Single(one => one.GetType().Name == "TypeFormatterSourceAttribute");
        var sourceType = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        var source = Activator.CreateInstance(sourceType)!;
        var formatters = (IEnumerable<object>)sourceType.GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        var formatter = formatters.Single(one => mimeType.Equals(one.GetType().GetProperty("MimeType")!.GetValue(one)));
        using var writer = new StringWriter();
        Assert.Equal(true, formatter.GetType().GetMethod("Format")!.Invoke(formatter, [value, writer]));
        return writer.ToString();
    }
}
