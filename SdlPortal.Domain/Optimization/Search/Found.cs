using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>A feasible place with its acquisition score.</summary>
/// <param name="Unit">The point of the unit cube, every column on a value of its parameter.</param>
public sealed record Spot(double[] Unit, Configuration Configuration, double Score);

/// <summary>What the search for the best acquisition score came back with.</summary>
/// <param name="Optimum">The best place of all, taken or not.</param>
/// <param name="Free">The best place that is not taken; null when everything tried is.</param>
/// <param name="RunnerUp">The best other local optimum, free and at least a tenth of the box (or another choice) away from the best free place; null when none was found.</param>
/// <param name="IsFlat">True when the acquisition tells nothing: its largest value underflows, or every place tried scores the same within 1e-12.</param>
/// <param name="Evaluations">Scores asked for.</param>
public sealed record Found(Spot Optimum, Spot? Free, Spot? RunnerUp, bool IsFlat, int Evaluations);
