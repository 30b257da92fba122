using GenreNotebooks.Native;
using TorchSharp;
using Xunit;

namespace GenreNotebooks.Tests.Native;

[Collection<Torch>]
public class LibTorchTests
{
    [Fact]
    public void Loading_again_does_nothing_and_tensors_work()
    {
        torch.set_num_threads(2);
        LibTorch.Load();

        Assert.Equal(2, torch.get_num_threads());
        torch.set_num_threads(1);
        using var numbers = torch.tensor(new float[] { 1, 2, 3 });
        using var sum = numbers.sum();
        Assert.Equal(6f, sum.item<float>());
    }

    [Fact]
    public void The_versions_looked_for_are_those_of_the_referenced_TorchSharp()
    {
        Assert.Equal(LibTorch.Version, torch.NormalizeNuGetVersion(torch.__version__));
        Assert.Equal(LibTorch.TorchSharpVersion, typeof(torch).Assembly.GetName().Version?.ToString(3));
    }

    [Fact]
    public void Where_nothing_is_found_the_message_names_the_file_the_folders_and_the_package()
    {
        using var folder = new TemporaryFolder();

        var exception = Assert.Throws<InputException>(() => LibTorch.Preload([folder.Path], folder.File("cache")));

        Assert.Contains("libtorch_cpu.so is in none of these folders", exception.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains("TorchSharp-cpu 0.107.0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_library_is_broken_the_message_names_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the names of the libraries are those of Linux");
        using var folder = new TemporaryFolder();
        string[] names = ["libgomp-98b21ff3.so.1", "libc10.so", "libtorch_cpu.so", "libtorch.so", "libLibTorchSharp.so"];
        foreach (var name in names)
        {
            File.WriteAllText(folder.File(name), "half a download");
        }

        var exception = Assert.Throws<InputException>(() => LibTorch.Preload([folder.Path], folder.File("cache")));

        Assert.Contains(folder.File(names[0]), exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void Where_the_shim_is_broken_no_copy_is_made_of_it()
    {
        Assert.SkipUnless(ShimOfLinux.IsHere, ShimOfLinux.Reason);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("libLibTorchSharp.so"), "half a download");

        var exception = Assert.Throws<InputException>(
            () => LibTorch.Preload([folder.Path, ShimOfLinux.LibraryFolder], folder.File("cache")));

        Assert.Contains(folder.File("libLibTorchSharp.so"), exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("cache")));
    }
}
