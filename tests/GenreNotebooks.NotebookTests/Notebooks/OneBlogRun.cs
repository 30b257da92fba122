using GenreNotebooks.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Tests that look at the same run of the six notebooks, and others that set where runs are kept: one at a time.</summary>
[CollectionDefinition(nameof(RunStore.EnvironmentVariable))]
public sealed class OneBlogRun : ICollectionFixture<BlogNotebooks>;
