using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// The expected part of independent normal outputs above the front for eight predictions at a time: Σ over boxes Π over outputs (ψ(lower end) - ψ(upper end)) with
/// ψ(a) = E max(merit - a, 0). Where it underflows, <see cref="BoxExpectation"/> takes over. Scratch space: one object per thread, for one set of boxes after the other.
/// </summary>
internal sealed class BoxLanes
{
    private readonly Vector512<double>[][] values;
    private readonly Vector512<double>[][] slopes;
    private readonly Vector512<double>[][] spreads;

    /// <param name="sets">All that will be asked about.</param>
    public BoxLanes(IReadOnlyList<NonDominatedBoxes> sets)
    {
        Vector512<double>[][] Room() => [.. Enumerable.Range(0, sets[0].Outputs).Select(m => new Vector512<double>[sets.Max(b => b.Levels[m].Length) + 1])];
        (values, slopes, spreads) = (Room(), Room(), Room());
        ByMean = new Vector512<double>[sets[0].Outputs];
        BySd = new Vector512<double>[sets[0].Outputs];
    }

    /// <summary>Derivatives of the last <see cref="Sum"/> by the mean of each output.</summary>
    public Vector512<double>[] ByMean { get; }

    /// <summary>Derivatives by the standard deviation of each output.</summary>
    public Vector512<double>[] BySd { get; }

    /// <summary>Takes the predictions of one output.</summary>
    public void Fill(NonDominatedBoxes boxes, int output, Merit merit, Vector512<double> mean, Vector512<double> sd)
    {
        // Room 0 belongs to boxes without an upper end, where nothing is left.
        var levels = boxes.Levels[output];
        var (value, slope, spread) = (values[output], slopes[output], spreads[output]);
        for (var i = 0; i < levels.Length; i++)
            value[i + 1] = merit.Excess(mean, sd, levels[i], out slope[i + 1], out spread[i + 1]);
    }

    public Vector512<double> Sum(NonDominatedBoxes boxes, bool wantsGradient)
    {
        Array.Clear(ByMean);
        Array.Clear(BySd);
        return boxes.Outputs switch
        {
            1 => One(boxes, wantsGradient),
            2 => Two(boxes, wantsGradient),
            _ => Three(boxes, wantsGradient),
        };
    }

    private Vector512<double> One(NonDominatedBoxes boxes, bool wantsGradient)
    {
        var level = boxes.Ends[0] + 1;
        if (wantsGradient)
            (ByMean[0], BySd[0]) = (slopes[0][level], spreads[0][level]);
        return values[0][level];
    }

    /// <summary>Strips: the second output has no upper end.</summary>
    private Vector512<double> Two(NonDominatedBoxes boxes, bool wantsGradient)
    {
        var sum = Vector512<double>.Zero;
        var ends = boxes.Ends;
        for (var at = 0; at < ends.Length; at += 4)
        {
            var (low, high, floor) = (ends[at] + 1, ends[at + 1] + 1, ends[at + 2] + 1);
            var (width, height) = (values[0][low] - values[0][high], values[1][floor]);
            sum += width * height;
            if (!wantsGradient)
                continue;
            ByMean[0] += (slopes[0][low] - slopes[0][high]) * height;
            BySd[0] += (spreads[0][low] - spreads[0][high]) * height;
            ByMean[1] += width * slopes[1][floor];
            BySd[1] += width * spreads[1][floor];
        }

        return sum;
    }

    private Vector512<double> Three(NonDominatedBoxes boxes, bool wantsGradient)
    {
        var sum = Vector512<double>.Zero;
        var ends = boxes.Ends;
        for (var at = 0; at < ends.Length; at += 6)
        {
            var (low, high, floor, bottom, top) = (ends[at] + 1, ends[at + 1] + 1, ends[at + 2] + 1, ends[at + 4] + 1, ends[at + 5] + 1);
            var (x, y, z) = (values[0][low] - values[0][high], values[1][floor], values[2][bottom] - values[2][top]);
            sum += x * y * z;
            if (!wantsGradient)
                continue;
            ByMean[0] += (slopes[0][low] - slopes[0][high]) * y * z;
            BySd[0] += (spreads[0][low] - spreads[0][high]) * y * z;
            ByMean[1] += x * slopes[1][floor] * z;
            BySd[1] += x * spreads[1][floor] * z;
            ByMean[2] += x * y * (slopes[2][bottom] - slopes[2][top]);
            BySd[2] += x * y * (spreads[2][bottom] - spreads[2][top]);
        }

        return sum;
    }
}
