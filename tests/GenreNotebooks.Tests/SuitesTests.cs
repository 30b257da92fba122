using System.Reflection;
using Xunit;
using Xunit.v3;

namespace GenreNotebooks.Tests;

/// <summary>Which tests <c>dotnet test</c> runs, and which are run by the name of their suite; see docs/contributing.md.</summary>
public sealed class SuitesTests
{
    private static readonly string[] Suites = ["Browsers", "Clusters", "Engines", "Failures", "Long"];

    [Fact]
    public void A_test_is_explicit_if_and_only_if_it_is_in_a_suite() => Assert.All(
        from type in typeof(SuitesTests).Assembly.GetTypes()
        from method in type.GetMethods()
        let test = method.GetCustomAttribute<FactAttribute>()
        where test is not null
        select (Name: $"{type.Name}.{method.Name}", test.Explicit, Suite: SuiteOf(method) ?? SuiteOf(type)),
        test =>
        {
            Assert.True(test.Explicit == test.Suite is not null, test.Name);
            Assert.True(test.Suite is null || Suites.Contains(test.Suite), test.Suite);
        });

    private static string? SuiteOf(MemberInfo member) =>
        member.GetCustomAttributes().OfType<ITraitAttribute>().SelectMany(trait => trait.GetTraits()).Where(trait => trait.Key == "Suite").Select(trait => trait.Value).FirstOrDefault();
}
