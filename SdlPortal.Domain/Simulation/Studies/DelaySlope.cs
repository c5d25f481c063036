
namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// How the cumulative regret of a strategy grows with the delay on one problem. A line is fitted to each repetition on its own (its delays share their luck);
/// the slope is the mean of theirs with Student's t interval.
/// </summary>
/// <param name="Slope">Regret per unit of delay, in the objective's unit.</param>
/// <param name="PValue">Two-sided, of "the slope is zero".</param>
/// <param name="R2">How much of the mean regrets' variance over the delays lies on the line through them; 1 where they do not vary.</param>
/// <param name="CurvaturePValue">
/// Lack of fit: two-sided, of "the part of a parabola that no line can follow is zero", also repetition by repetition; not a number for fewer than three delays.
/// </param>
public sealed record DelaySlope(ProblemSummary Problem, string Strategy, int Repetitions, Estimate Slope, double PValue, double R2, double CurvaturePValue)
{
    /// <param name="delays">At least two different ones.</param>
    /// <param name="regrets">One row per delay, one number per repetition.</param>
    internal static DelaySlope Of(ProblemSummary problem, string strategy, IReadOnlyList<int> delays, IReadOnlyList<IReadOnlyList<double>> regrets)
    {
        var repetitions = regrets[0].Count;
        var centered = Centered([.. delays.Select(d => (double)d)]);
        var spread = centered.Sum(x => x * x);
        var slopes = Contrast(centered, regrets, spread);
        var means = regrets.Select(r => r.Average()).ToArray();
        var mean = means.Average();
        var total = means.Sum(m => (m - mean) * (m - mean));
        var slope = MeanEstimate.Of(slopes);
        return new DelaySlope(problem, strategy, repetitions, slope, MeanEstimate.PValue(slopes), total > 0 ? slope.Mean * slope.Mean * spread / total : 1,
            delays.Count < 3 ? double.NaN : MeanEstimate.PValue(Contrast(Parabola(centered, spread), regrets, 1)));
    }

    private static double[] Contrast(double[] weights, IReadOnlyList<IReadOnlyList<double>> regrets, double divisor) =>
        [.. Enumerable.Range(0, regrets[0].Count).Select(r => weights.Select((w, i) => w * regrets[i][r]).Sum() / divisor)];

    private static double[] Centered(double[] values)
    {
        var mean = values.Average();
        return [.. values.Select(v => v - mean)];
    }

    /// <summary>x² without its mean and its share along x.</summary>
    private static double[] Parabola(double[] centered, double spread)
    {
        var squares = Centered([.. centered.Select(x => x * x)]);
        var along = squares.Zip(centered, (s, x) => s * x).Sum() / spread;
        return [.. squares.Zip(centered, (s, x) => s - (along * x))];
    }
}
