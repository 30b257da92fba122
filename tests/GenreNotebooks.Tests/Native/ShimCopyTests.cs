using System.Runtime.InteropServices;
using GenreNotebooks.Native;
using Xunit;

namespace GenreNotebooks.Tests.Native;

public sealed class ShimCopyTests : IDisposable
{
    private readonly TemporaryFolder cache = new();

    public void Dispose() => cache.Dispose();

    [Fact]
    public void The_copy_differs_from_the_original_in_the_weak_flag_alone()
    {
        var copy = Create();

        var (original, changed) = (File.ReadAllBytes(ShimOfLinux.File), File.ReadAllBytes(copy));
        Assert.Equal(original.Length, changed.Length);
        var at = Assert.Single(Enumerable.Range(0, original.Length), index => original[index] != changed[index]);
        Assert.Equal((0, 2), (original[at], changed[at]));
        // The hash of the version's name precedes its flags: this is the entry of GLIBCXX_3.4.32.
        Assert.Equal(ElfHash("GLIBCXX_3.4.32"), BitConverter.ToUInt32(changed, at - 4));
    }

    [Fact]
    public void The_copy_loads() => Assert.True(NativeLibrary.TryLoad(Create(), out _));

    [Fact]
    public void A_good_copy_in_the_cache_is_used_again()
    {
        var copy = Create();
        var long_ago = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(copy, long_ago);

        Assert.Equal(copy, Create());
        Assert.Equal(long_ago, File.GetLastWriteTimeUtc(copy));
    }

    [Fact]
    public void Many_may_make_the_copy_at_once()
    {
        var good = File.ReadAllBytes(Create());
        for (var round = 0; round < 5; round++)
        {
            Array.ForEach(Directory.GetFiles(cache.Path), File.Delete);
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(good, File.ReadAllBytes(Create())));
            Assert.Single(Directory.GetFileSystemEntries(cache.Path));
        }
    }

    [Fact]
    public void A_torn_copy_in_the_cache_is_replaced()
    {
        var good = File.ReadAllBytes(Create());
        File.WriteAllBytes(Create(), good[..(good.Length / 2)]);

        Assert.Equal(good, File.ReadAllBytes(Create()));
    }

    [Fact]
    public void A_foreign_copy_of_the_same_length_in_the_cache_is_replaced()
    {
        var good = File.ReadAllBytes(Create());
        var foreign = good.ToArray();
        foreign[^1] ^= 0xff;
        File.WriteAllBytes(Create(), foreign);

        Assert.Equal(good, File.ReadAllBytes(Create()));
        Assert.Single(Directory.GetFiles(cache.Path));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_named()
    {
        Assert.SkipUnless(ShimOfLinux.IsHere, ShimOfLinux.Reason);
        File.WriteAllText(cache.File("file"), "");

        var exception = Assert.Throws<InputException>(() => ShimCopy.Create(ShimOfLinux.File, cache.File("file")));

        Assert.Contains(cache.File("file"), exception.Message, StringComparison.Ordinal);
        Assert.Contains("XDG_CACHE_HOME", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_read_without_failing()
    {
        Assert.SkipUnless(ShimOfLinux.IsHere, ShimOfLinux.Reason);
        var image = File.ReadAllBytes(ShimOfLinux.File);

        Assert.NotNull(ShimCopy.FindFlags(image));
        Assert.All(Enumerable.Range(0, 40), part => Assert.Null(ShimCopy.FindFlags(image.AsSpan(0, image.Length * part / 40))));
    }

    private string Create()
    {
        Assert.SkipUnless(ShimOfLinux.IsHere, ShimOfLinux.Reason);
        var copy = ShimCopy.Create(ShimOfLinux.File, cache.Path);
        Assert.NotNull(copy);
        return copy;
    }

    // The System V ABI's hash function.
    private static uint ElfHash(string name)
    {
        var hash = 0u;
        foreach (var letter in name)
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }
        return hash;
    }
}
