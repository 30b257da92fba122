using Xunit;

namespace GenreNotebooks.Tests;

/// <summary>Tests that reach LibTorch take turns: a process has one random state and one count of living tensors. All others run in parallel.</summary>
[CollectionDefinition]
public sealed class Torch;

/// <summary>Tests that change or measure the process itself run when no other does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
