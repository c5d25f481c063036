using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>How good the first objective of a ground truth is over the unit cube: what the search for its optimum climbs. Larger is better.</summary>
internal sealed class TruthSurface(GroundTruth truth, UnitCube cube) : AcquisitionFunction
{
    private readonly Objective objective = truth.Objectives[0];

    public override string Name => "true value";

    public override double Value(double score) => score;

    public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var value = truth.ValueAt(cube, x, gradient);
        var slope = objective.Goal switch
        {
            Goal.Minimize => -1,
            Goal.Target => value > objective.Target ? -1 : 1,
            _ => 1,
        };
        for (var j = 0; j < gradient.Length && slope < 0; j++)
            gradient[j] = -gradient[j];
        return objective.Merit.Of(objective.Oriented(value));
    }
}
