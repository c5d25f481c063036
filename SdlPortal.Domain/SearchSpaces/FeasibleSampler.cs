using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.SearchSpaces;

/// <summary>
/// Draws configurations that keep every constraint, spread evenly over the space: directly where nothing constrains it, by rejection where enough
/// of the box is feasible, otherwise by choosing the stepped parameters first and walking at random through what is left for the continuous ones.
/// Unconstrained logarithmic parameters are drawn evenly in their logarithm. Immutable; the random numbers are the caller's.
/// </summary>
public sealed class FeasibleSampler
{
    private const int Probes = 2000;
    private const double DecentShare = 0.02;
    private readonly bool rejects;

    /// <exception cref="InfeasibleSpaceException">No configuration keeps the constraints.</exception>
    public FeasibleSampler(SearchSpace space)
        : this(new FeasibleRegion(space))
    {
    }

    /// <inheritdoc cref="FeasibleSampler(SearchSpace)"/>
    public FeasibleSampler(FeasibleRegion region)
    {
        Region = region;
        Share = 1;
        if (!region.IsConstrained)
            return;
        region.Check();
        var probe = SeededRandom.Derive(0x5A3E);
        var hits = 0;
        for (var i = 0; i < Probes; i++)
            hits += region.Accepts(Uniform(probe), out _) ? 1 : 0;
        Share = (double)hits / Probes;
        rejects = Share >= DecentShare;
        if (!rejects)
            _ = Walk(probe, new double[region.Cube.Dimension]);
    }

    public FeasibleRegion Region { get; }

    /// <summary>Estimated share of the box that keeps the constraints (from 2,000 uniform points, always the same ones).</summary>
    public double Share { get; }

    /// <summary>Standard error of <see cref="Share"/>.</summary>
    public double ShareError => Region.IsConstrained ? Math.Sqrt(Math.Max(Share * (1 - Share), 1.0 / Probes) / Probes) : 0;

    public Configuration Sample(SeededRandom random) => Region.Cube.Decode(SampleUnit(random));

    public IReadOnlyList<Configuration> Sample(int count, long seed)
    {
        var random = SeededRandom.Derive(seed, 0x5A);
        return [.. Enumerable.Range(0, count).Select(_ => Sample(random))];
    }

    /// <summary>A feasible point of the unit cube, every column on a value of its parameter.</summary>
    public double[] SampleUnit(SeededRandom random)
    {
        if (!Region.IsConstrained)
            return Uniform(random);
        for (var attempt = 0; attempt < 2000; attempt++)
        {
            var unit = rejects ? Uniform(random) : Walk(random, Uniform(random));
            if (Region.Accepts(unit, out _))
                return unit;
        }

        throw InfeasibleSpaceException.Levels([.. Region.Space.Constraints]);
    }

    /// <summary>The unit point for one point of a low-discrepancy sequence; null when it breaks a constraint.</summary>
    public double[]? FromSequence(ReadOnlySpan<double> uniform)
    {
        var unit = new double[uniform.Length];
        for (var i = 0; i < unit.Length; i++)
            unit[i] = Region.Cube.Columns[i].FromUniform(uniform[i]);
        return Region.Accepts(unit, out _) ? unit : null;
    }

    private double[] Uniform(SeededRandom random)
    {
        var unit = new double[Region.Cube.Dimension];
        for (var i = 0; i < unit.Length; i++)
            unit[i] = Region.Cube.Columns[i].FromUniform(random.NextDouble());
        return unit;
    }

    /// <summary>Replaces the constrained columns of a uniform unit point by feasible ones.</summary>
    private double[] Walk(SeededRandom random, double[] unit)
    {
        var place = Region.ToPlace(unit);
        var slice = new SteppedDraw(Region, random).Fill(place) ?? throw InfeasibleSpaceException.Levels([.. Region.Space.Constraints]);
        if (Region.Continuous.Count > 0)
        {
            // Unconstrained columns of the slice keep their uniform draw: the walk only has to mix the others.
            var x = (double[])slice.Centre.Clone();
            slice.Walk(x, random, 20 + (10 * slice.Basis.Count));
            for (var k = 0; k < x.Length; k++)
            {
                if (Region.IsColumnConstrained(Region.Continuous[k]))
                    place[Region.Continuous[k]] = x[k];
            }
        }

        return Region.ToUnit(place);
    }
}
