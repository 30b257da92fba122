using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Files;
using GenreNotebooks.Tests.Data;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Models;

[Collection<Torch>]
public sealed class SafeTensorsProperties
{
    /// <summary>The bits of finite numbers.</summary>
    private sealed record Numbers(string Name, int[] Shape, bool Whole, int Seed)
    {
        public Tensor ToTensor()
        {
            var random = new Random(Seed);
            int[] bits = [.. Enumerable.Range(0, Shape.Aggregate(1, (product, size) => product * size)).Select(_ => random.Next(int.MinValue, int.MaxValue))];
            var flat = Whole ? tensor(bits) : tensor(bits.Select(bit => BitConverter.Int32BitsToSingle(bit) is var number && float.IsFinite(number) ? number : -0f).ToArray());
            return flat.reshape([.. Shape.Select(size => (long)size)]);
        }
    }

    private static readonly Gen<Numbers[]> Some = (
        from name in AnySongs.Texts
        from shape in Gen.Choose(0, 5).ListOf().Select(sizes => sizes.Take(4).ToArray())
        from whole in Gen.Elements(false, true)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Numbers(name, shape, whole, seed)).ListOf().Select(all => all.DistinctBy(numbers => numbers.Name).Where(numbers => numbers.Name != "__metadata__").ToArray());

    [Fact]
    public void Tensors_come_back_to_the_last_bit_under_their_names() => Prop.ForAll(Some.ToArbitrary(), AnySongs.Texts.ToArbitrary(), (all, said) =>
    {
        using var scope = NewDisposeScope();
        var tensors = all.Select(numbers => (numbers.Name, Tensor: numbers.ToTensor())).ToList();
        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, tensors, new Dictionary<string, string> { ["said"] = said });
        stream.Position = 0;
        var file = SafeTensorsFile.Open(stream, "here", "Copy it again.");
        return file.Metadata["said"] == said && file.Names.Order(StringComparer.Ordinal).SequenceEqual(tensors.Select(entry => entry.Name).Order(StringComparer.Ordinal)) && tensors.All(entry =>
        {
            var read = empty(entry.Tensor.shape, entry.Tensor.dtype);
            file.Read(entry.Name, read);
            return file.ShapeOf(entry.Name).SequenceEqual(entry.Tensor.shape) && read.bytes.SequenceEqual(entry.Tensor.bytes);
        });
    }).Check(Cases.Of(300));
}
