using System.Reflection;
using GenreNotebooks.Evaluation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>Code that leaks test songs does not compile, and no public member gives a way around this.</summary>
[Collection<Torch>]
public class LeakageTests
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(FrozenModel).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static string[] ErrorsOf(string statement) =>
    [
        .. CSharpCompilation.Create("Selection", [CSharpSyntaxTree.ParseText($$"""
            using GenreNotebooks.Data; using GenreNotebooks.Estimators; using GenreNotebooks.Evaluation; using GenreNotebooks.Vectorization;
            class Selection
            {
                void Select(SongDataset songs, IEstimator estimator, BestOnValidation search)
                {
                    var (train, test) = SealedTestSongs.Split(songs, SplitKind.Artist, 0);
                    var model = FrozenModel.Fit(estimator, train, 0);
                    {{statement}}
                }
            }
            """)], References, new(OutputKind.DynamicallyLinkedLibrary))
            .GetDiagnostics().Where(message => message.Severity == DiagnosticSeverity.Error).Select(message => message.Id),
    ];

    [Theory]
    [InlineData("var results = test.Open(model); var accuracy = results[model.Name].Confusion.Accuracy;")]
    [InlineData("var (part, validation) = train.SplitValidation(0); var accuracy = model.Predict(validation).Confusion.Accuracy;")]
    [InlineData("var best = search.Choose(train, 0); test.Open(FrozenModel.Fit(best, train, 0), model);")]
    public void An_honest_selection_compiles(string statement) => Assert.Empty(ErrorsOf(statement));

    [Theory]
    [InlineData("FrozenModel.Fit(estimator, test, 0);", "CS1503")]
    [InlineData("estimator.Fit(test, 0);", "CS1503")]
    [InlineData("search.Choose(test, 0);", "CS1503")]
    [InlineData("ClassicalModels.FitAll(test, 0);", "CS1503")]
    [InlineData("SongDataset more = test;", "CS0029")]
    [InlineData("var more = (SongDataset)test;", "CS0030")]
    [InlineData("var more = new SongDataset(test);", "CS1729")]
    [InlineData("var again = new SealedTestSongs(train);", "CS1729")]
    [InlineData("var labels = test.Labels;", "CS1061")]
    [InlineData("var inputs = test.Inputs;", "CS1061")]
    [InlineData("var parts = test.SplitValidation(0);", "CS1061")]
    [InlineData("var predictions = model.Predict(test);", "CS1503")]
    [InlineData("var probabilities = model.Classifier.Predict(test);", "CS1503")]
    [InlineData("var results = test.Open(estimator);", "CS1503")]
    [InlineData("var results = test.Open(new FrozenModel());", "CS1729")]
    public void A_leaky_selection_does_not_compile(string statement, string error) => Assert.Equal([error], ErrorsOf(statement));

    [Fact]
    public void Sealed_songs_offer_their_number_and_opening_only() => Assert.Equal(
        ["Count", "IsOpen", "Open", "Split"],
        typeof(SealedTestSongs).GetMembers(Public).Where(member => member is not MethodInfo { IsSpecialName: true }).Select(member => member.Name).Order());

    [Fact]
    public void Models_come_from_training_songs() => Assert.Equal(
        ["ClassicalModels.FitAll", "FrozenModel.Fit", "FrozenModel.Knowing", "FrozenModel.Named", "FrozenModel.SoftVote"], MembersThatGive(typeof(FrozenModel)));

    /// <summary>The library's public constructors, properties and methods that return a type, directly or inside another type.</summary>
    private static IEnumerable<string> MembersThatGive(Type wanted) =>
        from type in typeof(FrozenModel).Assembly.GetExportedTypes()
        from member in type.GetMembers(Public)
        where member switch
        {
            MethodInfo method => Has(method.ReturnType, wanted) || method.GetParameters().Any(parameter => parameter.IsOut && Has(parameter.ParameterType, wanted)),
            FieldInfo field => Has(field.FieldType, wanted),
            ConstructorInfo => type == wanted,
            _ => false,
        }
        orderby type.Name, member.Name
        select $"{type.Name}.{member.Name}";

    private static bool Has(Type type, Type wanted) =>
        type == wanted || (type.HasElementType && Has(type.GetElementType()!, wanted)) || type.GetGenericArguments().Any(argument => Has(argument, wanted));
}
