using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>
/// Draws configurations evenly from the union of a few boxes of a space, or from the space outside of them, always keeping the constraints. Evenly as the <see cref="FeasibleSampler"/> means it: in the unit cube, in which logarithmic parameters
/// are their logarithm. Immutable; the random numbers are the caller's.
/// </summary>
internal sealed class EvenDraw
{
    private const int MostDraws = 20_000;
    private readonly IReadOnlyList<PriorRegion> boxes;
    private readonly FeasibleSampler everywhere;
    private readonly List<(FeasibleSampler Sampler, double Volume)> inside = [];

    /// <exception cref="InfeasibleSpaceException">No configuration of the space, or of a box, keeps the constraints.</exception>
    public EvenDraw(SearchSpace space, IReadOnlyList<PriorRegion> boxes)
    {
        this.boxes = boxes;
        everywhere = new FeasibleSampler(space);
        foreach (var box in boxes)
        {
            if (NarrowedSpace.Of(space, box) is not { } narrowed)
                continue;
            var sampler = new FeasibleSampler(narrowed);
            inside.Add((sampler, Volume(sampler.Region.Cube, everywhere.Region.Cube) * sampler.Share));
        }
    }

    public bool IsInside(Configuration configuration) => boxes.Any(b => NarrowedSpace.Contains(b, configuration));

    /// <summary>A configuration that is not among the known ones; null when many draws found none.</summary>
    public Configuration? Next(bool isInside, SeededRandom random, IReadOnlySet<Configuration> known)
    {
        for (var i = 0; i < MostDraws && (!isInside || inside.Count > 0); i++)
        {
            var configuration = isInside ? FromBoxes(random) : everywhere.Sample(random);
            if (configuration is not null && !known.Contains(configuration) && (isInside || !IsInside(configuration)))
                return configuration;
        }

        return null;
    }

    /// <summary>From a box by its volume; what lies in k boxes is kept with probability 1/k, so that the union is drawn from evenly.</summary>
    private Configuration? FromBoxes(SeededRandom random)
    {
        var total = inside.Sum(b => b.Volume);
        var left = random.NextDouble() * total;
        var sampler = inside[^1].Sampler;
        foreach (var (own, volume) in inside)
        {
            left -= volume;
            if (left >= 0)
                continue;
            sampler = own;
            break;
        }

        var drawn = sampler.Sample(random);
        return random.NextDouble() * boxes.Count(b => NarrowedSpace.Contains(b, drawn)) < 1 ? drawn : null;
    }

    /// <summary>The share of the unit cube; a side of one value among any counts as a very thin one.</summary>
    private static double Volume(UnitCube box, UnitCube cube)
    {
        var volume = 1.0;
        for (var i = 0; i < cube.Dimension; i++)
        {
            var (own, whole) = (box.Columns[i], cube.Columns[i]);
            volume *= whole.LevelCount is { } levels ? (double)own.LevelCount!.Value / levels : Math.Max(1e-9, whole.ToUnit(own.Low + own.Width) - whole.ToUnit(own.Low));
        }

        return volume;
    }
}
