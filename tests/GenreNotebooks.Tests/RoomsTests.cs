using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GenreNotebooks.Plots;
using NetArchTest.Rules;
using Xunit;

namespace GenreNotebooks.Tests;

/// <summary>The rooms of the library, as docs/architecture.md draws them: each uses only those before it.</summary>
public sealed partial class RoomsTests
{
    private static readonly string[] Rooms =
    [
        "Files", "Display", "Native", "Data", "Vectorization", "Models", "Training", "Evaluation", "Estimators", "Runs", "SavedModels", "Plots",
    ];

    private static readonly string Folder = Packaging.Repository.File("lib/GenreNotebooks");

    public static TheoryData<string> All { get; } = [.. Rooms];

    [Theory]
    [MemberData(nameof(All))]
    public void A_room_uses_only_those_before_it(string room)
    {
        string[] later = [.. Rooms.SkipWhile(other => other != room).Skip(1).Select(NamespaceOf)];
        var types = Types.InAssembly(typeof(Plot).Assembly).That().ResideInNamespace(NamespaceOf(room));
        var found = later.Length == 0 ? null : types.ShouldNot().HaveDependencyOnAny(later).GetResult().FailingTypes;
        Assert.Empty(found?.Select(type => $"{type.FullName}: {type.Explanation}") ?? []);
    }

    // The compiler puts a constant in its place: only the source shows where it came from.
    [Theory]
    [MemberData(nameof(All))]
    public void Nor_does_its_source_name_a_later_one(string room)
    {
        string[] later = [.. Rooms.SkipWhile(other => other != room).Skip(1).Select(other => $"using {NamespaceOf(other)};")];
        Assert.All(Directory.GetFiles(Path.Combine(Folder, room), "*.cs"), file => Assert.Empty(File.ReadAllLines(file).Intersect(later)));
    }

    [Fact]
    public void Every_folder_is_a_room_and_every_room_a_folder() => Assert.Equal(
        Rooms.Order(),
        Directory.GetDirectories(Folder).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj")).Order());

    [Fact]
    public void A_file_lies_in_the_folder_of_its_namespace() => Assert.All(
        Directory.GetFiles(Folder, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)), file =>
        {
            var room = Path.GetFileName(Path.GetDirectoryName(file))!;
            Assert.Contains($"namespace {(room == "GenreNotebooks" ? room : NamespaceOf(room))};", File.ReadAllText(file), StringComparison.Ordinal);
        });

    [Fact]
    public void The_library_never_prints() => Assert.Empty(
        Types.InAssembly(typeof(Plot).Assembly).ShouldNot().HaveDependencyOnAny("System.Console").GetResult().FailingTypes.Select(type => type.FullName));

    [Fact]
    public void Only_tests_see_the_internals_of_the_library() => Assert.All(
        typeof(Plot).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>(), friend => Assert.EndsWith("Tests", friend.AssemblyName, StringComparison.Ordinal));

    [Fact]
    public void The_page_of_the_architecture_names_the_rooms_in_this_order()
    {
        var page = File.ReadAllText(Packaging.Repository.File("docs/architecture.md"));
        Assert.Equal(Rooms, Rooms.OrderBy(room => page.IndexOf($"| `{room}` |", StringComparison.Ordinal)));
        Assert.All(Rooms, room => Assert.Contains($"| `{room}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_the_architecture_says_who_uses_whom()
    {
        var page = File.ReadAllText(Packaging.Repository.File("docs/architecture.md"));
        Assert.All(Rooms, room =>
        {
            var used = Rooms.Where(other => other != room && Types.InAssembly(typeof(Plot).Assembly).That()
                .ResideInNamespace(NamespaceOf(room)).And().HaveDependencyOnAny(NamespaceOf(other)).GetTypes().Any());
            Assert.Contains($"\n| {room} | {string.Join(", ", used.DefaultIfEmpty("–"))} |\n", page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Each_step_of_a_trace_leads_to_its_line()
    {
        var steps = Step().Matches(File.ReadAllText(Packaging.Repository.File("docs/architecture.md")));
        Assert.InRange(steps.Count, 30, 60);
        Assert.All(steps, step =>
        {
            var (member, file, line) = (step.Groups[1].Value, step.Groups[2].Value, int.Parse(step.Groups[3].Value, CultureInfo.InvariantCulture));
            var lines = File.ReadAllLines(Packaging.Repository.File(file));
            var found = lines.Index().Where(one => one.Item.Contains($" {member}", StringComparison.Ordinal)).Select(one => one.Index + 1);
            Assert.Contains(line, found); // the page names another line than the source has
        });
    }

    [GeneratedRegex(@"\[\w+\.(\w+)\]\(\.\./(\S+)#L(\d+)\)")]
    private static partial Regex Step();

    private static string NamespaceOf(string room) => $"GenreNotebooks.{room}";
}
