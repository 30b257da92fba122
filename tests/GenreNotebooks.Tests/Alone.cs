using Xunit;

namespace GenreNotebooks.Tests;

/// <summary>Tests that change or measure something of the whole process, and so run by themselves.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
