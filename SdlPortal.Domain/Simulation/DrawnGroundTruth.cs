using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>A function drawn at random from a Gaussian process, over the space it was drawn for. Microseconds to evaluate.</summary>
public sealed class DrawnGroundTruth : GroundTruth
{
    private readonly UnitCube cube;
    private readonly DrawnFunction function;

    internal DrawnGroundTruth(UnitCube cube, Objective objective, DrawnFunction function, double noiseSd, double typical, double spread, string description)
        : base([objective], [noiseSd]) => (this.cube, this.function, Typical, Spread, Description) = (cube, function, typical, spread, description);

    public override string Description { get; }

    /// <summary>Mean value of uniform random configurations.</summary>
    public double Typical { get; }

    /// <summary>Standard deviation of the values of uniform random configurations.</summary>
    public double Spread { get; }

    public override IReadOnlyList<double> TrueValues(Configuration configuration) => [function(cube.Encode(configuration), default)];

    internal override double ValueAt(UnitCube cube, ReadOnlySpan<double> unit, Span<double> gradient) => function(unit, gradient);
}

/// <summary>Value of a function at a point of the unit cube; unless empty, writes its derivatives (0 for categorical columns).</summary>
internal delegate double DrawnFunction(ReadOnlySpan<double> unit, Span<double> gradient);
