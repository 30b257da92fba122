using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class DataSourcesTests : FetchFixture
{
    [Fact]
    public async Task An_address_without_encryption_needs_to_be_named_as_a_mirror()
    {
        var options = new FetchOptions { Sources = [Source(address: new Uri("http://example.org/file.bin"))] };
        var exception = await Assert.ThrowsAsync<InputException>(() => DataSources.FetchAsync(Folder, options, Cancellation.Token));
        Assert.StartsWith("The address http://example.org/file.bin of file.bin is not safe: expected https.", exception.Message);
    }

    [Fact]
    public async Task A_mirror_that_is_no_web_address_is_refused()
    {
        var options = new FetchOptions { Mirror = new Uri("ftp://example.org/"), Sources = [Source()] };
        var exception = await Assert.ThrowsAsync<InputException>(() => DataSources.FetchAsync(Folder, options, Cancellation.Token));
        Assert.StartsWith("The mirror 'ftp://example.org/' is no folder to download from", exception.Message);
    }

    [Fact]
    public void The_sources_are_the_published_songs_and_vocabulary()
    {
        Assert.Equal([DataFolder.SongsFile, DataFolder.VocabularyFile], DataSources.All.Select(source => source.File));
        Assert.All(DataSources.All, source => Assert.Equal((Uri.UriSchemeHttps, 64, 40), (source.Address.Scheme, source.Sha256.Length, source.GitBlob.Length)));
        Assert.All(DataSources.All, source => Assert.True(source.Licence.Length > 0 && source.Credit.Length > 0));
        Assert.Equal((27_655_251, 231_508), (DataSources.Songs.Bytes, DataSources.Vocabulary.Bytes));
    }

    [Fact]
    public void The_real_vocabulary_has_both_published_identities()
    {
        var found = FileIdentity.Of(RealData.Folder().VocabularyPath);
        var source = DataSources.Vocabulary;
        Assert.Equal(new FileIdentity(source.Bytes, source.Sha256, source.GitBlob), found);
    }
}
