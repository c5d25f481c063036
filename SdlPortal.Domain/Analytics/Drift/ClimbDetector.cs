namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>The likelihood ratio of a change in one direction against none, over all beginnings.</summary>
/// <param name="Number">Scores taken since the restart.</param>
/// <param name="Sum">Of them, with the sign of the direction.</param>
/// <param name="Last">See <see cref="ChangePoint"/>.</param>
public readonly record struct ClimbDetector(long Number, double Sum, ChangePoint? Last)
{
    /// <param name="gain">By how much a score lies beyond what the reference lets expect.</param>
    /// <param name="before">The stream without this score.</param>
    public ClimbDetector With(double gain, DriftTotals before) => new(Number + 1, Sum + gain, ChangePoint.Add(Last, Number, Sum, before));

    /// <summary>The largest log likelihood ratio and the beginning it belongs to; 0 and null where the sum climbs from nowhere.</summary>
    /// <param name="ratio">Of the gain in a part and the number of its scores.</param>
    public (double Ratio, ChangePoint? Beginning) Best(Func<double, long, double> ratio)
    {
        var (best, beginning) = (0.0, (ChangePoint?)null);
        for (var point = Last; point is not null; point = point.Earlier)
        {
            if (Sum > point.Sum && ratio(Sum - point.Sum, Number - point.Number) is var r && r > best)
                (best, beginning) = (r, point);
        }

        return (best, beginning);
    }
}
