using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

/// <summary>Expected words are those of Python's <c>BertTokenizer</c>: <c>str.lower</c> and <c>unicodedata</c>, as the post's tokenizer uses them.</summary>
public class BertNormalizerTests
{
    [Theory]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("ΣΊΣΥΦΟΣ", "σισυφος")]
    [InlineData("Ο ΝΌΜΟΣ, Ο ΔΡΌΜΟΣ", "ο νομος , ο δρομος")]
    [InlineData("Σ", "σ")]
    [InlineData("ΑΣ.Β", "ασ . β")]
    [InlineData("ΑΣ.", "ας .")]
    [InlineData("ΑΣ'Α", "ασ ' α")]
    [InlineData("ΟΣ\u0301Α", "οσα")]
    [InlineData("Σ\u0301", "σ")]
    [InlineData("İSTANBUL", "istanbul")]
    [InlineData("STRAẞE", "straße")]
    [InlineData("ǄUNGLA", "ǆungla")]
    [InlineData("ﬁN", "ﬁn")]
    [InlineData("ĲSSEL", "ĳssel")]
    [InlineData("Ω K Å", "ω k a")]
    [InlineData("Ⅷ Ⓐ", "ⅷ ⓐ")]
    [InlineData("Ñandú Éḉ", "nandu ec")]
    [InlineData("中文ABC", "中 文 abc")]
    [InlineData("a\u0000b\u200bc\u00add", "abcd")]
    [InlineData("x\ue000y�z", "xyz")]
    [InlineData("A\u00a0B\u3000C\u2028D", "a b c d")]
    [InlineData("한국", "한국")]
    [InlineData("ÀΣ-ΑΣ", "aς - ας")]
    public void Words_are_lower_cased_as_by_Pythons_BertTokenizer(string text, string words) =>
        Assert.Equal(words, string.Join(' ', BertNormalizer.Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
