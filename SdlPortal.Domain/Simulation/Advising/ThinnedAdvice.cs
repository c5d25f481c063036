using System.Globalization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>An advice as a campaign's log keeps it: curves with few points, numbers with few digits. Pure.</summary>
public static class ThinnedAdvice
{
    /// <summary>Points that a curve keeps: as many as a plot of a page's width can show.</summary>
    public const int MostPoints = 40;

    private const int Digits = 4;

    /// <summary>The same advice with curves of at most <see cref="MostPoints"/> points, the first and the last among them, and numbers of four significant digits.</summary>
    public static Advice ForRecord(this Advice advice) => advice with
    {
        R2 = advice.R2 is { } r2 ? Short(r2) : null,
        Choices = [.. advice.Choices.Select(Thin)],
        Extra = advice.Extra is { } extra ? extra with { ThroughputPerHour = Short(extra.ThroughputPerHour), Gain = Short(extra.Gain), HoursSaved = Short(extra.HoursSaved) } : null,
    };

    private static AdviceChoice Thin(AdviceChoice choice) => choice with
    {
        ThroughputPerHour = Short(choice.ThroughputPerHour),
        MakespanHours = Short(choice.MakespanHours),
        MeanPending = Short(choice.MeanPending),
        Results = Short(choice.Results),
        BottleneckShare = Short(choice.BottleneckShare),
        AtEnd = Short(choice.AtEnd),
        ProbabilityBest = Short(choice.ProbabilityBest),
        CostOfDelay = Short(choice.CostOfDelay),
        ByHours = Thin(choice.ByHours),
        ByExperiments = Thin(choice.ByExperiments),
    };

    private static AdviceCurve Thin(AdviceCurve curve)
    {
        var count = curve.At.Count;
        var kept = count <= MostPoints ? Enumerable.Range(0, count) : Enumerable.Range(0, MostPoints).Select(i => (int)Math.Round(i * (count - 1) / (MostPoints - 1.0)));
        var indexes = kept.ToList();
        return new AdviceCurve([.. indexes.Select(i => Short(curve.At[i]))], [.. indexes.Select(i => Short(curve.Reached[i]))]);
    }

    private static Estimate Short(Estimate estimate) => new(Short(estimate.Mean), Short(estimate.Low), Short(estimate.High));

    private static double Short(double value) => double.Parse(value.ToString("G" + Digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
