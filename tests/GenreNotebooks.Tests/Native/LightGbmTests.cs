using System.Runtime.InteropServices;
using System.Xml.Linq;
using GenreNotebooks.Native;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.Tests.Native;

public class LightGbmTests
{
    [Fact]
    public void Once_loaded_it_is_found_by_its_name()
    {
        Assert.SkipUnless(ShimOfLinux.IsHere, ShimOfLinux.Reason);
        LightGbm.Load();
        Assert.True(NativeLibrary.TryLoad("lib_lightgbm.so", out _));
    }

    [Fact]
    public void The_version_looked_for_is_the_central_one() => Assert.Equal(
        LightGbm.Version,
        XDocument.Load(Repository.File("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(package => package.Attribute("Include")!.Value == "LightGBM").Attribute("Version")!.Value);

    [Fact]
    public void Where_it_does_not_load_the_message_says_what_it_needs() => Assert.Contains(
        "it needs 64-bit x86 and the package LightGBM 4.7.0",
        Assert.Throws<InputException>(() => LightGbm.Checked<int>(() => throw new DllNotFoundException("lib_lightgbm"))).Message,
        StringComparison.Ordinal);
}
