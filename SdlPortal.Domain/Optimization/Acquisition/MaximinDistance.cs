namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// Distance to the nearest of the given points (maximin designs: Johnson, Moore and Ylvisaker 1990), in the unit cube with a step of 1 between different
/// choices. Knows no model. Its derivative is that by the nearest point alone.
/// </summary>
/// <param name="points">What to keep away from, d numbers each; where there are none every place is worth the same.</param>
/// <param name="categorical">Marks columns that hold the index of a choice.</param>
public sealed class MaximinDistance(IReadOnlyList<double[]> points, bool[] categorical) : AcquisitionFunction
{
    public override string Name => "distance to the nearest experiment";

    public override double Value(double score) => score;

    public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        double[]? nearest = null;
        var least = double.PositiveInfinity;
        foreach (var point in points)
        {
            var sum = 0.0;
            for (var j = 0; j < x.Length && sum < least; j++)
                sum += categorical[j] ? (x[j] == point[j] ? 0 : 1) : (x[j] - point[j]) * (x[j] - point[j]);
            if (sum < least)
                (least, nearest) = (sum, point);
        }

        if (nearest is null)
            return 0;
        var distance = Math.Sqrt(least);
        for (var j = 0; j < gradient.Length && distance > 0; j++)
            gradient[j] = categorical[j] ? 0 : (x[j] - nearest[j]) / distance;
        return distance;
    }
}
