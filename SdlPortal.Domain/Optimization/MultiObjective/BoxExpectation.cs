namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// The expected part of independent normal outputs above the front: Σ over boxes Π over outputs (ψ(lower end) - ψ(upper end)) with
/// ψ(a) = E max(merit - a, 0), by its logarithm. Holds scratch space: one object per thread.
/// </summary>
internal sealed class BoxExpectation
{
    /// <summary>Below this the sum of products has lost digits to underflow, and the boxes are added by their logarithms.</summary>
    private const double Tiny = 1e-250;

    private readonly NonDominatedBoxes boxes;
    private readonly Level[][] levels;
    private readonly double[] byMean;
    private readonly double[] bySd;

    public BoxExpectation(NonDominatedBoxes boxes)
    {
        this.boxes = boxes;
        levels = [.. boxes.Levels.Select(l => new Level[l.Length])];
        byMean = new double[boxes.Outputs];
        bySd = new double[boxes.Outputs];
    }

    /// <summary>Derivative of <see cref="LogSum"/> by the mean of an output.</summary>
    public double ByMean(int output) => byMean[output];

    /// <summary>Derivative by its standard deviation.</summary>
    public double BySd(int output) => bySd[output];

    /// <summary>Takes the prediction of one output.</summary>
    public void Fill(int output, Merit merit, double mean, double sd)
    {
        var values = boxes.Levels[output];
        var into = levels[output];
        for (var i = 0; i < values.Length; i++)
        {
            var log = merit.LogExcess(mean, sd, values[i], out var slope, out var spread);

            // ψ falls with the level, so the reference, which comes first, gives the scale.
            into[i] = new Level(log, i == 0 ? 1 : double.IsNegativeInfinity(log) ? 0 : Math.Exp(log - into[0].Log), slope, spread);
        }
    }

    /// <summary>The logarithm of the expectation; with its derivatives when they are wanted.</summary>
    public double LogSum(bool withDerivatives)
    {
        var count = boxes.Outputs;
        Span<double> part = stackalloc double[3];
        var sum = 0.0;
        if (withDerivatives)
        {
            Array.Clear(byMean);
            Array.Clear(bySd);
        }

        for (var at = 0; at < boxes.Ends.Length; at += 2 * count)
        {
            var product = 1.0;
            for (var m = 0; m < count; m++)
                product *= part[m] = Scaled(m, boxes.Ends[at + (2 * m)]) - Scaled(m, boxes.Ends[at + (2 * m) + 1]);
            sum += product;
            for (var m = 0; m < count && withDerivatives; m++)
            {
                var others = part[m] != 0 ? product / part[m] : 0;
                byMean[m] += others * (Slope(m, boxes.Ends[at + (2 * m)]) - Slope(m, boxes.Ends[at + (2 * m) + 1]));
                bySd[m] += others * (Spread(m, boxes.Ends[at + (2 * m)]) - Spread(m, boxes.Ends[at + (2 * m) + 1]));
            }
        }

        if (!(sum > Tiny))
            return LogSumByLogs(withDerivatives);
        var log = Math.Log(sum);
        for (var m = 0; m < count; m++)
        {
            log += levels[m][0].Log;
            byMean[m] /= sum;
            bySd[m] /= sum;
        }

        return log;
    }

    private double LogSumByLogs(bool withDerivatives)
    {
        var count = boxes.Outputs;
        var size = 2 * count;
        var logs = new double[boxes.Ends.Length / size];
        for (var b = 0; b < logs.Length; b++)
        {
            for (var m = 0; m < count; m++)
            {
                var (lower, ratio) = Ends((b * size) + (2 * m), m);
                logs[b] += lower.Log + Math.Log(1 - ratio);
            }
        }

        var largest = logs.Max();
        if (!double.IsFinite(largest))
            return double.NegativeInfinity;
        var total = 0.0;
        foreach (var log in logs)
            total += Math.Exp(log - largest);
        Array.Clear(byMean);
        Array.Clear(bySd);
        for (var b = 0; b < logs.Length && withDerivatives; b++)
        {
            var weight = Math.Exp(logs[b] - largest) / total;
            for (var m = 0; m < count && weight > 0; m++)
            {
                var (lower, ratio) = Ends((b * size) + (2 * m), m);
                var upper = boxes.Ends[(b * size) + (2 * m) + 1];
                byMean[m] += weight * (lower.ByMean - (ratio == 0 ? 0 : ratio * levels[m][upper].ByMean)) / (1 - ratio);
                bySd[m] += weight * (lower.BySd - (ratio == 0 ? 0 : ratio * levels[m][upper].BySd)) / (1 - ratio);
            }
        }

        return largest + Math.Log(total);
    }

    /// <summary>The lower end, and ψ at the upper end over ψ at the lower one.</summary>
    private (Level Lower, double Ratio) Ends(int at, int output)
    {
        var lower = levels[output][boxes.Ends[at]];
        var upper = boxes.Ends[at + 1];
        return (lower, upper == NonDominatedBoxes.NoEnd || double.IsNegativeInfinity(levels[output][upper].Log) ? 0 : Math.Exp(levels[output][upper].Log - lower.Log));
    }

    private double Scaled(int output, int level) => level == NonDominatedBoxes.NoEnd ? 0 : levels[output][level].Scaled;

    private double Slope(int output, int level) => level == NonDominatedBoxes.NoEnd ? 0 : levels[output][level].Scaled * levels[output][level].ByMean;

    private double Spread(int output, int level) => level == NonDominatedBoxes.NoEnd ? 0 : levels[output][level].Scaled * levels[output][level].BySd;

    /// <summary>log ψ, ψ over its value at the reference, and the derivatives of log ψ.</summary>
    private readonly record struct Level(double Log, double Scaled, double ByMean, double BySd);
}
