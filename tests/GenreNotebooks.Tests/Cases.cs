using FsCheck;
using Microsoft.FSharp.Core;

namespace GenreNotebooks.Tests;

/// <summary>How properties are tried: always the same cases, so that a failure comes again; another seed gives others.</summary>
internal static class Cases
{
    private const ulong Seed = 20_250_512, Gamma = 0x9e37_79b9_7f4a_7c15;

    public static Config Of(int count) =>
        Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed, Gamma), FSharpOption<int>.None)));
}
