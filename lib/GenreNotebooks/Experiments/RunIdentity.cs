using System.Text.Json;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Experiments;

/// <summary>
/// What makes two runs the same run: network, options, songs, vocabulary and genres. Not the build of the library, which
/// differs between two checkouts of the same code; who needs it adds it.
/// </summary>
internal sealed record RunIdentity(string Key)
{
    public static RunIdentity Of(ModelKind model, TrainingOptions options, string songs, string vocabulary, IEnumerable<string> genres) =>
        new(JsonSerializer.Serialize(new { model, options, songs, vocabulary, genres }));

    /// <summary>The identity of a finished run: of another, the genres are not known.</summary>
    public static RunIdentity Of(RunRecord run) =>
        Of(run.Model, run.Options, run.Data.Sha256, run.VocabularySha256, run.Final!.PerClass.Keys);
}
