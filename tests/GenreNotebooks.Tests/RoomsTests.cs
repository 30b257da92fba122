using GenreNotebooks.Plots;
using NetArchTest.Rules;
using Xunit;

namespace GenreNotebooks.Tests;

/// <summary>The rooms of the library, as docs/architecture.md draws them: each uses only those before it.</summary>
public sealed class RoomsTests
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
    public void The_page_of_the_architecture_names_the_rooms_in_this_order()
    {
        var page = File.ReadAllText(Packaging.Repository.File("docs/architecture.md"));
        Assert.Equal(Rooms, Rooms.OrderBy(room => page.IndexOf($"| `{room}` |", StringComparison.Ordinal)));
        Assert.All(Rooms, room => Assert.Contains($"| `{room}` |", page, StringComparison.Ordinal));
    }

    private static string NamespaceOf(string room) => $"GenreNotebooks.{room}";
}
