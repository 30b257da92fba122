namespace GenreNotebooks.Vectorization;

/// <summary>A text as BERT takes it: three lists of the same length (section <i>Text Vectorization</i>).</summary>
/// <param name="InputIds">The token ids, then padding.</param>
/// <param name="TokenTypeIds">The sentence that a token belongs to: 0, for there is one.</param>
/// <param name="AttentionMask">1 for a token, 0 for padding.</param>
public sealed record TokenEncoding(int[] InputIds, int[] TokenTypeIds, int[] AttentionMask)
{
    /// <summary>Makes the three lists from ids; shorter ids are padded to <paramref name="length"/>.</summary>
    public static TokenEncoding Create(ReadOnlySpan<int> ids, int length = 0)
    {
        var padded = new int[Math.Max(length, ids.Length)]; // LyricsTokenizer.PadId is 0, as the fresh array
        var mask = new int[padded.Length];
        ids.CopyTo(padded);
        mask.AsSpan(0, ids.Length).Fill(1);
        return new(padded, new int[padded.Length], mask);
    }

    /// <summary>The three lists under the names the post prints.</summary>
    public override string ToString() => $"""
        input_ids      [{string.Join(", ", InputIds)}]
        token_type_ids [{string.Join(", ", TokenTypeIds)}]
        attention_mask [{string.Join(", ", AttentionMask)}]
        """;
}
