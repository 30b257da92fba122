using System.Text;
using GenreNotebooks.Display;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using static System.FormattableString;

namespace GenreNotebooks.SavedModels;

/// <summary>The model card in Markdown, saved in the model's folder: results, training, intended use, limits and credits.</summary>
internal static class ModelCard
{
    private const string Credit = """
        *Music Dataset: Lyrics and Metadata from 1950 to 2019*, Luan Moura, Emanuel Fontelles, Vinicius Sampaio, Mardônio França, Mendeley Data
        2020, doi [10.17632/3t9vbwxgr5.3](https://doi.org/10.17632/3t9vbwxgr5.3),
        [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).
        """;

    private const string OneSetNetwork = "a network that judges an artist by the mean of its songs' vectors";
    private const string SetNetworks = "five networks that judge an artist by the mean of its songs' vectors";
    private const string ArtistTrees = "gradient-boosted trees on means over an artist's songs";

    private const string SampleNote = "the synthetic sample of GenreNotebooks, with no real lyrics.";

    public static string Of(ModelDescription model) => $"""
        # Music genre from {Inputs(model)}

        Predicts {string.Join(", ", model.Genres.Select(MarkdownText.Of))} from {Inputs(model)}. {Kind(model)}; trained with GenreNotebooks
        {model.Environment.Library}, which re-creates Lukka Wolff's post *Deep Music Genre Classification* (12 May 2025).

        ## Use

        {Use(model)} {InCode(model)}. In Python, read the weights, `{ModelFolder.Weights}`, with
        `safetensors.torch.load_file`. `{ModelFolder.Description}` holds the options, genres, means and ranges of the features, `{ModelFolder.Vocabulary}` the vocabulary.{UseByArtist(model)}

        ## Results

        On {Invariant($"{model.TestSongs:N0}")} test songs of the {model.Options.Split.ToString().ToLowerInvariant()} split with seed {model.Options.Seed}{(model.Recipe is null ? ", dropout off" : "")}:
        accuracy {Invariant($"{model.Final.Accuracy:0.0000}")}, macro-F1 {Invariant($"{model.Final.MacroF1:0.0000}")}. {BaseRate(model)}This is one split and one seed; another gives another figure.

        | genre | share of its songs predicted correctly |
        | --- | ---: |
        {string.Join('\n', model.Final.PerClass.Select(genre => Invariant($"| {MarkdownText.Of(genre.Key)} | {(genre.Value is { } share ? Invariant($"{share:0.000}") : Table.Absent)} |")))}{Absent(model)}{TestArtists(model)}

        ## Training

        {Songs(model)} It learnt from {Invariant($"{model.TrainingSongs:N0}")} songs. {Epoch(model)}

        {Command(model)}

        {Options(model)}

        SHA-256 of the songs' file: {MarkdownText.Code(model.Data.Sha256)}; of the vocabulary: {MarkdownText.Code(model.VocabularySha256)}.

        ## Intended use and limits

        Use it to learn about text classification and to compare models. Do not use it for decisions about songs or people: it is often wrong.

        - It knows only these {model.Genres.Count} genres and assigns every text to one of them, even prose or noise.
        - {LyricsLimit(model)}
        - Each song has one genre label, chosen by a person. Most songs are in English, from 1950 to 2019.
        - {SplitLimit(model)}
        - **Explicit lyrics**: {Explicit(model)}

        ## Data, credits and licences

        - Songs: {(IsSample(model) ? $"{SampleNote} The original data set: " : "")}{Credit.ReplaceLineEndings("\n  ")}
        - Vocabulary: {(IsSample(model) ? "the sample's. The original: " : "")}bert-base-uncased, google-research/bert, [Apache-2.0](https://www.apache.org/licenses/LICENSE-2.0).
        - Code: GenreNotebooks, MIT. It claims no rights to the weights: share them with the credits above, under any licence you may give.

        """.ReplaceLineEndings("\n");

    private static string BaseRate(ModelDescription model) => model.Data.BaseRate is { } share
        ? Invariant($"Always guessing the most frequent genre is right for {share:0.0000} of all songs. ") : "";

    private static string Absent(ModelDescription model) => model.Final.PerClass.Values.All(share => share is not null) ? ""
        : $"\n\n{Table.Absent}: there are no test songs of this genre.";

    /// <summary>The table of test artists; nothing for a model that judges songs.</summary>
    private static string TestArtists(ModelDescription model) => model.TestArtists is not { } groups ? "" : $"""


        Each test song has the answer for all test songs of its artist. How often these answers were right, each artist counted once:

        | probability of the answer, from | test artists | share predicted correctly |
        | ---: | ---: | ---: |
        {string.Join('\n', groups.Select(group => Invariant($"| {group.From:0.000} | {group.Artists} | {group.Right:0.000} |")))}
        """;

    private static bool IsSample(ModelDescription model) => model.Data.Kind == "sample";

    private static string Use(ModelDescription model) => model.NeedsDefinition
        ? "The network is not one of the library's: `definition` below is the `ModelDefinition` that it was trained with. In C#,"
        : $"""
        ```
        dotnet run --project lib/GenreNotebooks.Cli -c Release -- predict --model DIR {(model.ReadsLyrics ? "--lyrics TEXT" : "--feature energy=0.8")}
        ```

        or, in C#,
        """;

    private static string UseByArtist(ModelDescription model) => model.Recipe?.ByArtist != true ? "" : """


        It judges artists by all their songs. For songs in a CSV file, with the columns of the data set, this writes a line for each artist:

        ```
        dotnet run --project lib/GenreNotebooks.Cli -c Release -- predict --model DIR --csv FILE --by artist
        ```

        In C#, it is `PredictArtist(songs)`. A song given alone is judged as an artist with one song, which is less certain.
        """;

    private static string InCode(ModelDescription model)
    {
        var load = $"""GenreClassifier.Load("DIR"{(model.NeedsDefinition ? ", definition" : "")})""";
        return (model.ReadsLyrics, model.Features.Count) switch
        {
            (_, 0) => $"""`{load}.Predict("TEXT")`""",
            (false, _) => $$"""`{{load}}.Predict("", new Dictionary<string, double> { ["energy"] = 0.8 })`; other features likewise""",
            _ => $"""`{load}.Predict("TEXT")`; give features too{(model.NeedsDefinition ? "" : " as `--feature energy=0.8` or")} as a dictionary""",
        };
    }

    private static string Inputs(ModelDescription model) => (model.ReadsLyrics, model.Features.Count) switch
    {
        (_, 0) => Lyrics(model),
        (false, _) => Features(model),
        _ => $"{Lyrics(model)} and {Features(model)}",
    };

    private static string Lyrics(ModelDescription model) => model.Recipe?.WithTitle == true ? "lyrics with their titles" : "lyrics";

    private static string Features(ModelDescription model) => (model.Features.Contains(ModelDescription.ReleaseYear), model.Features.Count) switch
    {
        (true, 1) => "the year of release",
        (true, _) => "22 engineered features and the year of release",
        _ => "22 engineered features",
    };

    private static string Kind(ModelDescription model)
    {
        var parameters = Invariant($"{model.Parameters:N0} parameters");
        return model.Recipe is null ? $"{Networks(model)}, {parameters}"
            : $"The recipe `{model.Recipe.Recipe}`: {Recipe(model.Recipe)}{(model.Parameters == 0 ? "" : $"; the networks have {parameters}")}";
    }

    private static string Recipe(RecipeChoice recipe) => recipe.ByArtist ? ByArtist(recipe) : BySong(recipe);

    private static string ByArtist(RecipeChoice recipe) => recipe.Recipe switch
    {
        "network" => OneSetNetwork,
        "ensemble" => SetNetworks,
        "classical" or "recommended" => ArtistTrees,
        "vote" => $"the vote of an artist's songs, each judged by {BySong(new("recommended", recipe.Inputs))}",
        _ => $"the vote of an artist's songs, each judged by {BySong(recipe)}",
    };

    private static string BySong(RecipeChoice recipe) => recipe.Recipe switch
    {
        "ensemble" => "the vote of five networks",
        "recommended" => $"the vote of five networks and {Classical(recipe)}",
        "classical" => Classical(recipe),
        "tfidf" => "logistic regression on the TF-IDF of words and pairs of words",
        _ => "one network",
    };

    private static string Classical(RecipeChoice recipe) => recipe.Inputs == ModelKind.Metadata ? "gradient-boosted trees"
        : "gradient-boosted trees, which also read what logistic regression and naive Bayes make of the lyrics";

    private static string Networks(ModelDescription model) => (model.Options.Members, model.Library, model.Options.IsPostArchitecture) switch
    {
        (1, null, _) => $"A network of the user's own, {MarkdownText.Of(model.Model)}",
        (1, _, true) => "The post's network",
        (1, _, false) => "One network",
        (var members, null, _) => $"{members} networks of the user's own, {MarkdownText.Of(model.Model)}, that vote",
        (var members, _, _) => $"{members} networks that vote",
    };

    private static string Songs(ModelDescription model) => IsSample(model)
        ? $"**Trained on {SampleNote}** Use it only for trying things out."
        : $"Trained on {MarkdownText.Code(model.Data.Path)}, {Invariant($"{model.Data.Rows:N0}")} real songs, without those of other genres.";

    private static string Epoch(ModelDescription model) => model.Recipe is not null ? "Nothing was chosen by the test songs." : model.RestoredEpoch is { } epoch
        ? Invariant($"Early stopping restored the weights of epoch {epoch}, the best on validation songs from the training side.")
        : "The weights are those of the last epoch; nothing was chosen by the test songs.";

    private static string Command(ModelDescription model) => model.Command is null ? model.Recipe is null ? "Trained in code: `GenreClassifier.Train` with the options below." : "Trained in code: `GenreClassifier.Train` with the recipe." : $"""
        The command:

        {MarkdownText.CodeBlock($"dotnet run --project lib/GenreNotebooks.Cli -c Release -- {model.Command}")}
        """;

    private static string Options(ModelDescription model)
    {
        if (model.Recipe is not null)
        {
            return "The settings are those of the recipe, chosen on validation songs.";
        }
        var (ours, posts) = (new RunSetting(model.Model, model.Network ?? [], model.Options).Values, RunSetting.ValuesOf(new()));
        var changed = ours.Where(option => option.Value?.ToJsonString() != posts[option.Key]?.ToJsonString()).ToList();
        return changed.Count == 0 ? "All options are the post's."
            : $"Options that differ from the post's: {string.Join(", ", changed.Select(option => $"{(model.Network?.ContainsKey(option.Key) == true ? MarkdownText.Of($"{option.Key} {option.Value}") : $"{option.Key} {option.Value?.ToJsonString().Trim('"') ?? "none"}")}"))}.";
    }

    private static string LyricsLimit(ModelDescription model) => !model.ReadsLyrics
        ? "The features are those of the data set: 16 topic shares of the lyrics and 6 audio features, each from 0 to 1. A prediction without them means little."
        : "The training lyrics are lower-case lemmas without stop words (`love baby night`), so lyrics as sung differ from what it learnt.";

    private static string Explicit(ModelDescription model) => IsSample(model)
        ? "the synthetic songs have none; the real songs include explicit and offensive words."
        : "the training songs include explicit and offensive words. The model reflects them, and the prejudices of their time.";

    private static string SplitLimit(ModelDescription model) => model.Options.Split == Data.SplitKind.Artist
        ? "No artist has songs in both the training and the test set, so the accuracy is for new artists."
        : "Artists of the test songs also have training songs. For new artists, expect a lower accuracy than above.";
}

/// <summary>Escapes untrusted text for Markdown, so it shows literally.</summary>
internal static class MarkdownText
{
    /// <summary>Text within a line or a table cell.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            plain.Append(char.IsAscii(letter) && (char.IsPunctuation(letter) || char.IsSymbol(letter)) ? "\\" : "").Append(char.IsControl(letter) ? ' ' : letter);
        }
        return plain.ToString();
    }

    /// <summary>Code within a line.</summary>
    public static string Code(string text) => Fenced(text, "`", " ");

    /// <summary>Code in a block of its own, on one line.</summary>
    public static string CodeBlock(string text) => Fenced(text, "```", "\n");

    /// <summary>Fences text with more backticks than it has in a row.</summary>
    private static string Fenced(string text, string fence, string edge)
    {
        var line = text.ReplaceLineEndings(" ");
        while (line.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }
        var space = edge == "\n" || line.Contains('`', StringComparison.Ordinal) ? edge : "";
        return $"{fence}{space}{line}{space}{fence}";
    }
}
