using GenreNotebooks.Models;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.Tests.OwnNetworks;

public sealed class ModelDefinitionTests
{
    [Fact]
    public void Definitions_are_equal_if_name_and_parameters_are()
    {
        Assert.Equal(TokenNet.Definition(4), TokenNet.Definition(4));
        Assert.NotEqual(TokenNet.Definition(4), TokenNet.Definition(5));
        Assert.NotEqual(TokenNet.Definition(4), TokenNet.Definition(4, new("SGD")));
        Assert.Equal("token net, dim 4, training SGD", $"{TokenNet.Definition(4, new("SGD"))}");
        ModelDefinition lyrics = ModelKind.Lyrics, combined = ModelKind.Combined;
        Assert.Equal(lyrics, ModelKind.Lyrics);
        Assert.NotEqual(lyrics, combined);
    }

    [Fact]
    public void A_dictionary_gives_parameters_too() => Assert.Equal(
        "a, width 3, wide True", $"{new ModelDefinition("a", (_, _) => null!, new Dictionary<string, object> { ["width"] = 3, ["wide"] = true })}", ignoreCase: true);

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("3d")]
    [InlineData("net ")]
    [InlineData("a.b")]
    public void A_name_that_no_file_can_have_is_refused(string name) => Assert.StartsWith(
        $"The name of the network is '{name}': expected 1 to 60 letters", Assert.Throws<InputException>(() => new ModelDefinition(name, (_, _) => null!)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_names_of_the_posts_networks_are_taken() => Assert.Equal(
        "The name of the network is 'metadata', which is one of the post's networks: choose another name.",
        Assert.Throws<InputException>(() => new ModelDefinition("metadata", (_, _) => null!)).Message);

    public static TheoryData<object, string> UnfitParameters => new()
    {
        { new { width = (int[])[1] }, "The parameter 'width' of the network 'a' is [1]: expected a number, a text, true or false." },
        { new { width = (object?)null }, "The parameter 'width' of the network 'a' is null: expected a number, a text, true or false." },
        { new { batchSize = 3 }, "The parameter 'batch_size' of the network 'a' has the name of a training option: set it in the options, or choose another name." },
        { new { training = "x" }, "The parameter 'training' of the network 'a' has a name that records and tables use: choose another name." },
        { 3, "The parameters of the network 'a' are 3: expected an object such as new { width = 3 }." },
        { new { rate = double.NaN }, "The parameters of the network 'a' cannot be recorded: expected finite numbers" },
    };

    [Theory]
    [MemberData(nameof(UnfitParameters))]
    public void Parameters_that_cannot_be_recorded_are_refused(object parameters, string message) => Assert.StartsWith(
        message, Assert.Throws<InputException>(() => new ModelDefinition("a", (_, _) => null!, parameters)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_training_method_refuses_options_that_it_would_ignore()
    {
        var method = new TrainingMethod("mine") { Loss = (logits, _) => logits.sum() };
        Assert.Equal(
            "The option LabelSmoothing is set, but the training method 'mine' has its own loss: give the loss this setting, and leave the option out.",
            Assert.Throws<InputException>(() => method.Require(new() { LabelSmoothing = 0.1 })).Message);
        method.Require(new() { WeightDecay = 0.1, CosineDecay = true });
    }
}
