using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>
/// Watches a stream against its reference, one value at a time: generalized likelihood ratios over every beginning and every size, for the level and for the spread of the reference's normal scores without their autocorrelation, and the
/// chance of standing still and of missing values. How often it errs and how soon it notices is measured in docs/results/drift.md. Immutable; a pure function of state and value, so a stream can be taken up where it was left.
/// </summary>
public sealed class DriftMonitor
{
    private const long FewestPatience = 100;
    private const long StuckPatience = 20;
    private const long FewestStill = 6;
    private const double StillShare = 0.12;
    private const double Normal95 = 1.959963984540054;

    private readonly DriftThresholds thresholds;
    private readonly Func<double, long, double> levelRatio;
    private readonly Func<double, long, double> widerRatio;
    private readonly Func<double, long, double> narrowerRatio;
    private readonly double farCenter;

    /// <param name="falseAlarms">The share of streams of 1,000 values like the reference in which anything is raised.</param>
    public DriftMonitor(DriftReference reference, double falseAlarms = 0.01)
        : this(reference, DriftThresholds.For(reference, falseAlarms)) => FalseAlarms = falseAlarms;

    internal DriftMonitor(DriftReference reference, DriftThresholds thresholds)
    {
        (Reference, this.thresholds) = (reference, thresholds);
        double n = reference.Count;
        var floor = SpreadFloor(reference.Stillness.MostLikelyStay);
        levelRatio = (gain, m) => LevelRatio(gain, m, n);
        widerRatio = (gain, m) => SpreadRatio(1 + (gain / m), m, n, 0);
        narrowerRatio = (gain, m) => SpreadRatio(1 - (gain / m), m, n, floor);
        // Beyond it most scores lie at the end of their scale and say nothing of the spread.
        farCenter = 1.5 / Math.Sqrt(reference.Inflation);
    }

    public DriftReference Reference { get; }

    public double FalseAlarms { get; }

    /// <summary>How many values have to be equal in a row before they count as stuck.</summary>
    public int EqualValues => thresholds.Repeats + 1;

    /// <param name="value">Not a number where it is missing.</param>
    public DriftState Next(DriftState state, double value)
    {
        var before = state.Totals;
        if (!double.IsFinite(value))
            return Close(WatchGaps(state with { Totals = before.WithMissing(), LastScore = (double.NaN, double.NaN) }, before, isMissing: true));

        var score = Reference.Score(value);
        var extended = score + Reference.Beyond(value);
        var innovation = Reference.Innovation(score, state.LastScore.Rank);
        var extendedInnovation = Reference.Innovation(extended, state.LastScore.Extended);
        var (equal, slow) = (value == state.LastValue, Math.Abs(value - state.LastValue) <= Reference.Stillness.SmallStep);
        state = state with
        {
            Totals = before.With(value - Reference.Median, Reference.Tamed(value)),
            Still = (equal ? state.Still.Equal + 1 : 0, slow ? state.Still.Slow + 1 : 0),
            // A run begins with the value before its first repeat.
            StillSince = (equal && state.Still.Equal > 0 ? state.StillSince.Equal : Without(before, state.LastValue), slow && state.Still.Slow > 0 ? state.StillSince.Slow : Without(before, state.LastValue)),
            LastScore = (score, extended),
            LastValue = value,
        };
        state = WatchGaps(state, before, isMissing: false);
        if (state.Still.Equal >= thresholds.Repeats || state.Still.Slow >= thresholds.SmallSteps)
            return Close(Quiet(Raise(state, DriftKind.Stuck, 0, state.Still.Equal >= thresholds.Repeats ? state.StillSince.Equal : state.StillSince.Slow), extendedInnovation));
        return Close(WatchSpread(WatchLevel(state, before, innovation), before, extendedInnovation, Reference.IsBeyond(value)), moves: state.Still == (0, 0));
    }

    /// <summary>The log likelihood ratio of another mean in m new values than in n of the reference, variance 1: g² / (2 (m + m²/n)) for the sum g; the error of the reference's mean is in it.</summary>
    internal static double LevelRatio(double gain, long m, double n) => gain * gain / (2 * (m + (m * (double)m / n)));

    /// <summary>The same of another variance, v times that of the reference: ½ ((m + n) ln((m v + n) / (m + n)) − m ln v). Below <paramref name="floor"/> a smaller one adds nothing.</summary>
    internal static double SpreadRatio(double v, long m, double n, double floor)
    {
        v = Math.Max(v, floor);
        return 0.5 * (((m + n) * Math.Log(((m * v) + n) / (m + n))) - (m * Math.Log(v)));
    }

    /// <summary>
    /// The v at which one more value adds ½ (v − 1 − ln v) = −0.9 ln(stay): a run of values at the level that is hardest to leave is then no stronger evidence than it is unlikely. At least 0.01: few values near the center are no evidence.
    /// </summary>
    private static double SpreadFloor(double stay)
    {
        var wanted = -0.9 * Math.Log(Math.Min(stay, 0.99));
        var (low, high) = (0.01, 1.0);
        while (high - low > 1e-6)
        {
            var middle = (low + high) / 2;
            if (0.5 * (middle - 1 - Math.Log(middle)) > wanted)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    private DriftState WatchLevel(DriftState state, DriftTotals before, double innovation)
    {
        var (higher, lower) = (state.Higher.With(innovation, before), state.Lower.With(-innovation, before));
        var (up, down) = (higher.Best(levelRatio), lower.Best(levelRatio));
        var isUp = up.Ratio >= down.Ratio;
        var (ratio, beginning) = isUp ? up : down;
        state = state with { Higher = higher, Lower = lower, Level = (isUp ? 1 : -1) * ratio / thresholds.Level };
        if (ratio <= thresholds.Level)
            return state;
        var center = (isUp ? 1 : -1) * ((isUp ? higher.Sum : lower.Sum) - beginning!.Sum) / ((isUp ? higher.Number : lower.Number) - beginning.Number);
        // What was seen so far is the shift; from here on the spread is looked for about the new level.
        return Restart(Raise(state, DriftKind.Level, isUp ? 1 : -1, beginning.Before)) with { Center = center };
    }

    /// <param name="isBeyond">True outside of what the reference knows, where scores lie close together whatever the values do: no evidence of less spread.</param>
    private DriftState WatchSpread(DriftState state, DriftTotals before, double innovation, bool isBeyond)
    {
        var off = innovation - state.Center;
        var center = state.Center + (DriftReference.Smoothing * off);
        if (state.Open.ContainsKey(DriftKind.Level) && Math.Abs(center) > farCenter)
            return state with { Center = center, Wider = default, Narrower = default, Spread = 0 };
        var excess = (off * off / Reference.Power) - 1;
        var (wider, narrower) = (state.Wider.With(excess, before), state.Narrower.With(isBeyond ? Math.Min(0, -excess) : -excess, before));
        var (up, down) = (wider.Best(widerRatio), narrower.Best(narrowerRatio));
        var isUp = up.Ratio >= down.Ratio;
        var (ratio, beginning) = isUp ? up : down;
        state = state with { Center = center, Wider = wider, Narrower = narrower, Spread = (isUp ? 1 : -1) * ratio / thresholds.Spread };
        return ratio <= thresholds.Spread ? state : Raise(state, DriftKind.Spread, isUp ? 1 : -1, beginning!.Before) with { Wider = default, Narrower = default };
    }

    private DriftState WatchGaps(DriftState state, DriftTotals before, bool isMissing)
    {
        var since = state.Gap.Ratio > 0 ? state.Gap.Since : before;
        var ratio = Math.Max(0, state.Gap.Ratio + Reference.Gaps.Evidence(isMissing));
        return ratio > thresholds.Missing
            ? Raise(state, DriftKind.Missing, 1, since) with { Gap = (0, default) }
            : state with { Gap = (ratio, since) };
    }

    /// <summary>A sensor that stands still says nothing of level and spread.</summary>
    private static DriftState Quiet(DriftState state, double innovation) => Restart(state) with { Center = state.Center + (DriftReference.Smoothing * (innovation - state.Center)) };

    private static DriftState Restart(DriftState state) => state with { Higher = default, Lower = default, Wider = default, Narrower = default, Level = 0, Spread = 0 };

    /// <summary>More of an open alert, or a new one.</summary>
    private DriftState Raise(DriftState state, DriftKind kind, int direction, DriftTotals before)
    {
        var now = state.Totals.Seen - 1;
        if (kind is DriftKind.Level or DriftKind.Spread && HardlyMoves(state.Totals - before))
            (kind, direction) = (DriftKind.Stuck, 0);
        if (kind == DriftKind.Stuck && !state.Open.ContainsKey(kind) && Explained(state, before.Seen) is { } earlier)
        {
            // What looked like another level or less spread a few values ago is the beginning of standing still.
            var found = state.Alerts[state.Open[earlier].Index];
            return state with
            {
                Alerts = state.Alerts.SetItem(state.Open[earlier].Index, Sized(found with { Kind = kind, Direction = 0, Began = before.Seen, LastSeen = now }, state.Totals - before)),
                Open = state.Open.Remove(earlier).SetItem(kind, state.Open[earlier] with { Before = before, Patience = StuckPatience }),
            };
        }

        if (state.Open.TryGetValue(kind, out var open) && state.Alerts[open.Index].Direction == direction)
            return state with { Alerts = state.Alerts.SetItem(open.Index, Sized(state.Alerts[open.Index] with { LastSeen = now, IsOver = false }, state.Totals - open.Before)) };
        var alerts = open is null ? state.Alerts : state.Alerts.SetItem(open.Index, state.Alerts[open.Index] with { IsOver = true });
        return state with
        {
            Alerts = alerts.Add(Sized(new DriftAlert(kind, direction, before.Seen, now, now, false, 0, 0, 0), state.Totals - before)),
            Open = state.Open.SetItem(kind, new OpenAlert(alerts.Count, before, kind == DriftKind.Stuck ? StuckPatience : Math.Max(FewestPatience, 4 * (now - before.Seen)))),
        };
    }

    /// <summary>True for a part with a small share of the reference's spread, where the resolution allows to see that and the values are not so far out that all of them were brought in.</summary>
    private bool HardlyMoves(DriftTotals part) => Math.Abs(part.TamedSum) < 0.9 * Reference.Wild * part.Present && Reference.Stillness.SmallStep > 0 && part.Present >= FewestStill && part.Sd < StillShare * Reference.TamedSd;

    /// <summary>The alert that standing still since then explains.</summary>
    private static DriftKind? Explained(DriftState state, long since)
    {
        foreach (var kind in (ReadOnlySpan<DriftKind>)[DriftKind.Level, DriftKind.Spread])
        {
            if (state.Open.TryGetValue(kind, out var open) && state.Alerts[open.Index].Began >= since - 2)
                return kind;
        }

        return null;
    }

    /// <param name="moves">True where the value lies a good step from the one before: whatever stood still does so no longer. Should it stand still again soon, the alert goes on.</param>
    private static DriftState Close(DriftState state, bool moves = false)
    {
        foreach (var (kind, open) in state.Open)
        {
            var silent = state.Totals.Seen - 1 - state.Alerts[open.Index].LastSeen;
            if (silent > open.Patience || (kind == DriftKind.Stuck && moves && silent > 0))
                state = state with { Alerts = state.Alerts.SetItem(open.Index, state.Alerts[open.Index] with { IsOver = true }), Open = silent > open.Patience ? state.Open.Remove(kind) : state.Open };
        }

        return state;
    }

    private DriftAlert Sized(DriftAlert alert, DriftTotals part)
    {
        double n = Reference.Count;
        switch (alert.Kind)
        {
            case DriftKind.Level:
                var shift = part.Mean + Reference.Median - Reference.Mean;
                var error = Normal95 * Math.Sqrt(Reference.Inflation * (((part.Present < 5 ? Reference.Sd * Reference.Sd : Math.Max(part.Sd * part.Sd, 1e-300)) / part.Present) + (Reference.Sd * Reference.Sd / n)));
                return alert with { Size = shift, Low = shift - error, High = shift + error };
            case DriftKind.Spread:
                var ratio = part.Sd / Reference.TamedSd;
                // The variance of a log standard deviation is (kurtosis − 1) / (4 n).
                var reach = Math.Exp(Normal95 * Math.Sqrt((Reference.TamedKurtosis - 1) / 4 * Reference.Inflation * ((1.0 / part.Present) + (1 / n))));
                return alert with { Size = ratio, Low = ratio / reach, High = ratio * reach };
            case DriftKind.Stuck:
                return alert with { Size = part.Present, Low = part.Present, High = part.Present };
            default:
                var share = 1 - ((double)part.Present / part.Seen);
                return alert with { Size = share, Low = MissingEnd(part, 0.025), High = MissingEnd(part, 0.975) };
        }
    }

    private static double MissingEnd(DriftTotals part, double p)
    {
        var (missing, present) = (part.Seen - part.Present, part.Present);
        return p < 0.5
            ? missing == 0 ? 0 : MathNet.Numerics.Distributions.Beta.InvCDF(missing, present + 1, p)
            : present == 0 ? 1 : MathNet.Numerics.Distributions.Beta.InvCDF(missing + 1, present, p);
    }

    /// <summary>The stream before the value that came last; where none came yet, its beginning.</summary>
    private DriftTotals Without(DriftTotals totals, double last) => double.IsNaN(last)
        ? totals
        : totals - new DriftTotals(1, 1, last - Reference.Median, Reference.Tamed(last), Math.Pow(Reference.Tamed(last), 2));
}
