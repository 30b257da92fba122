using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Tests.SavedModels;
using GenreNotebooks.Tests.Vectorization;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Interruption;

[Collection<Alone>]
public sealed class InterruptedReadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reading_ends_before_the_next_song()
    {
        var data = SmallData.Write(folder.File("data"));
        using (RunningCell.Interrupted())
        {
            Assert.Throws<OperationCanceledException>(() => MusicData.Load(data));
        }
        Assert.Equal(80, MusicData.Load(data).Count);
    }

    [Fact]
    public void Tokenizing_ends_before_the_next_songs()
    {
        var songs = SmallData.Write(folder.File("data"), rows: 2000);
        var all = MusicData.Load(songs);
        var read = 0;
        using (var cell = new RunningCell())
        {
            Assert.ThrowsAny<OperationCanceledException>(() => SongTable.Tokenize(all.Select(song => InterruptAt(300, song, cell)), SmallVocabulary.Tokenizer));
        }
        Assert.InRange(read, 300, 384); // whole chunks are read
        Assert.Equal(2000, SongTable.Tokenize(all, SmallVocabulary.Tokenizer).Count);

        Song InterruptAt(int last, Song song, RunningCell cell)
        {
            if (++read == last)
            {
                cell.Interrupt();
            }
            return song;
        }
    }

    [Fact]
    public void Nothing_of_interrupted_songs_is_cached_and_the_next_cell_reads_them()
    {
        var data = SmallData.Write(folder.File("data"), seed: 14); // no other test has tokenized these
        using (RunningCell.Interrupted())
        {
            Assert.ThrowsAny<OperationCanceledException>(() => PreparedData.Load(data, new()));
            Assert.ThrowsAny<OperationCanceledException>(() => SongTable.Load(data).OfGenres(GenreSet.Blog));
        }
        Assert.False(File.Exists(SongTableCache.Default.PathOf(SongChecksums.Of(data))));
        Assert.Equal(PreparedData.Load(data, new()).Train.Count, PreparedData.Load(data, new()).Train.Count);
        Assert.True(File.Exists(SongTableCache.Default.PathOf(SongChecksums.Of(data))));
    }

    [Fact]
    public void A_cell_that_waits_for_another_process_can_be_interrupted()
    {
        var data = SmallData.Write(folder.File("data"));
        var cache = new SongTableCache(folder.File("cache")) { Patience = TimeSpan.FromMinutes(5) };
        using var other = FileLock.Take(cache.PathOf(SongChecksums.Of(data)));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => cache.Load(data, cancellation.Token));
    }

    [Fact]
    public void Words_are_not_embedded_any_further()
    {
        using var model = SmallModel.Train(folder.File("data"), ModelKind.Lyrics);
        var songs = SmallModel.Songs(folder.File("data"));
        using (RunningCell.Interrupted())
        {
            Assert.ThrowsAny<OperationCanceledException>(() => new LyricsEmbedding(model, songs));
            Assert.ThrowsAny<OperationCanceledException>(() => model.Predict(songs).Count());
        }
        Assert.Equal(3, new LyricsEmbedding(model, songs).Nearest("love", count: 3).Count);
    }
}
