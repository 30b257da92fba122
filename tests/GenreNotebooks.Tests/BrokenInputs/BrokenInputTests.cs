using Xunit;

namespace GenreNotebooks.Tests.BrokenInputs;

[Collection<Torch>]
public sealed class BrokenInputTests
{
    public static TheoryData<string> Names { get; } = [.. BrokenInput.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_input_has_its_message(string name)
    {
        var message = InputReader.MessageOf(BrokenInput.All[name]);
        var expected = BrokenInput.Messages().GetValueOrDefault(name);
        Assert.True(message == expected, $"Expected: {expected}\nFound:    {message}"); // whole, as messages.tsv takes it
        Assert.Equal(IsFine(name), message.StartsWith("fine: ", StringComparison.Ordinal));
        Assert.Null(IsFine(name) ? null : FitMessage.Fault(message, "DIR"));
    }

    [Fact]
    public void Every_input_has_a_message_and_every_message_an_input() => Assert.Equal(Names.Select(name => name.Data), BrokenInput.Messages().Keys);

    [Fact]
    public void There_are_so_many_inputs() => Assert.Equal("csv 136, models 33, records 76, runs 25, vocabulary 31; 247 broken, 54 fine", string.Join(", ",
        BrokenInput.All.Values.CountBy(input => input.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}"))
        + $"; {BrokenInput.All.Keys.Count(name => !IsFine(name))} broken, {BrokenInput.All.Keys.Count(IsFine)} fine");

    private static bool IsFine(string name) => name.Contains("/fine", StringComparison.Ordinal);
}
