using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Data;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Downloads;

public sealed class DataSourceTests : FetchFixture
{
    private const string Advice = " is not safe: expected https. Name another with --mirror URL, or allow http with --allow-http; the checksum is checked either way.";

    [Theory]
    [InlineData("http://example.org/file.bin", "The address http://example.org/file.bin of file.bin" + Advice)]
    [InlineData("ftp://example.org/file.bin", "The address 'ftp://example.org/file.bin' of file.bin is not a download address: expected one such as https://example.org/file.bin.")]
    [InlineData("file.bin", "The address 'file.bin' of file.bin is not a download address: expected one such as https://example.org/file.bin.")]
    public async Task A_published_address_that_is_not_safe_is_refused(string address, string expected) => Assert.Equal(
        expected, await MessageAsync(new FetchOptions { Sources = [Source(address: new Uri(address, UriKind.RelativeOrAbsolute))] }));

    [Theory]
    [InlineData("http://example.org/data", "The mirror http://example.org/data" + Advice)]
    [InlineData("ftp://example.org/", "The mirror 'ftp://example.org/' is not a folder to download from: expected an address such as https://example.org/data, which has file.bin.")]
    public async Task A_mirror_that_is_not_safe_is_refused(string mirror, string expected) =>
        Assert.Equal(expected, await MessageAsync(new FetchOptions { Mirror = new Uri(mirror), Sources = [Source()] }));

    [Fact]
    public void The_sources_are_the_published_songs_and_vocabulary()
    {
        Assert.Equal([DataFolder.SongsFile, DataFolder.VocabularyFile], DataSource.All.Select(source => source.File));
        Assert.All(DataSource.All, source => Assert.Equal((Uri.UriSchemeHttps, 64, 40), (source.Address.Scheme, source.Sha256.Length, source.GitBlob.Length)));
        Assert.All(DataSource.All, source => Assert.True(source.Licence.Length > 0 && source.Credit.Length > 0));
        Assert.Equal((27_655_251, 231_508), (DataSource.Songs.Bytes, DataSource.Vocabulary.Bytes));
    }

    [Fact]
    public void Sources_are_read_from_a_file_of_the_same_form()
    {
        File.WriteAllText(Target, """[{"name":"a","file":"a.csv","address":"https://example.org/a","bytes":3,"sha256":"x","git_blob":"y","licence":"free","credit":"us"}]""");
        Assert.Equal([new DataSource("a", new Uri("https://example.org/a"), "a.csv", 3, "x", "y", "free", "us")], DataSource.ReadList(Target));
    }

    [Theory]
    [InlineData("", "in the form of data/sources.json (")]
    [InlineData("{}", "in the form of data/sources.json (")]
    [InlineData("[{}]", "in the form of data/sources.json (")]
    [InlineData("""[{"name":null,"file":"a","address":"a","bytes":3,"sha256":"x","git_blob":"y","licence":"","credit":""}]""", "in the form of data/sources.json (")]
    [InlineData("""[{"name":"a","file":"a","address":"a","bytes":0,"sha256":"x","git_blob":"y","licence":"","credit":""}]""", "of files of 1 byte or more.")]
    [InlineData("[null]", "of files of 1 byte or more.")]
    [InlineData("[]", "of files of 1 byte or more.")]
    [InlineData("null", "of files of 1 byte or more.")]
    public void A_file_that_describes_no_sources_is_named(string text, string expected)
    {
        File.WriteAllText(Target, text);
        var message = Assert.Throws<InputException>(() => DataSource.ReadList(Target)).Message;
        Assert.StartsWith($"{Target}: expected a list in the form of data/sources.json", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void A_file_of_sources_that_is_missing_is_named() =>
        Assert.StartsWith($"{Target}: cannot be read (", Assert.Throws<InputException>(() => DataSource.ReadList(Target)).Message);

    [Fact]
    public void The_real_vocabulary_has_both_published_identities()
    {
        var found = FileIdentity.Of(RealData.Folder().VocabularyPath);
        var source = DataSource.Vocabulary;
        Assert.Equal(new FileIdentity(source.Bytes, source.Sha256, source.GitBlob), found);
    }
}
