using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using GenreNotebooks.Models;
using TorchSharp;
using Xunit;

namespace GenreNotebooks.Tests.Models;

/// <summary>
/// TorchSharp passes a <see cref="Scalar"/>'s memory to native code without keeping the scalar alive. A scalar that an operator creates implicitly
/// (<c>x / 512</c>; also the factor 1 in <c>x + y</c>) can be collected during the call; the library keeps each alive with <c>using</c>.
/// </summary>
[Collection<Torch>]
public sealed class HiddenScalarTests
{
    private static readonly string[] FactorOne = ["op_Addition", "add", "add_", "index_add", "index_add_"];

    [Fact]
    public void The_library_calls_nothing_that_hides_a_scalar() =>
        Assert.Empty(Calls(typeof(GenreNet).Assembly).Where(HidesScalar).Select(method => method.ToString()));

    [Fact]
    public void A_sum_of_tensors_would_be_found()
    {
        using var x = torch.ones(2);
        using var sum = x + x;
        Assert.Contains(Calls(typeof(HiddenScalarTests).Assembly).Where(HidesScalar), method => method.Name == "op_Addition");
    }

    private static bool HidesScalar(MethodBase method)
    {
        var takesScalar = method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Scalar));
        return takesScalar ? method.Name.StartsWith("op_", StringComparison.Ordinal) : FactorOne.Contains(method.Name);
    }

    /// <summary>The tensor methods that an assembly refers to.</summary>
    private static List<MethodBase> Calls(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var tensor = metadata.MemberReferences.Where(member => IsOfTensor(metadata, metadata.GetMemberReference(member)));
        return [.. tensor.Select(member => assembly.ManifestModule.ResolveMethod(MetadataTokens.GetToken(member))!)];
    }

    private static bool IsOfTensor(MetadataReader metadata, MemberReference member) =>
        member.GetKind() == MemberReferenceKind.Method
        && member.Parent is { Kind: HandleKind.TypeReference } parent
        && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) == nameof(torch.Tensor);
}
