using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Experiments;

/// <summary>One run of a sweep that is to be made: a network and its options, the seed among them.</summary>
/// <param name="Model">Which network.</param>
/// <param name="Options">The options.</param>
public sealed record SweepPoint(ModelKind Model, TrainingOptions Options);
