using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>Numbers of several tasks pooled by random effects, on a scale on which their variance depends little on their size. Pure.</summary>
internal static class EffectPooling
{
    public const string ShareScale = "arcsine of the square root";
    public const string CorrelationScale = "Fisher's z";

    /// <summary>Below this a standard error of a share is the sampling's, not the data's.</summary>
    private const double LeastError = 1e-3;

    public static Answer<IReadOnlyList<PooledFinding>> Shares(IReadOnlyList<(string Task, IReadOnlyList<(string Name, Share Share)> Shares)> tasks) =>
        Pool([.. tasks.Select(t => (t.Task, (IReadOnlyList<(string Name, StudyEffect Effect, EffectEstimate Own)>)[.. t.Shares.Select(s => (s.Name, OfShare(t.Task, s.Share), new EffectEstimate(s.Share.Value, s.Share.StandardError, new Interval(s.Share.Low, s.Share.High))))]))],
            ShareScale, BackFromShare, tests: false);

    public static Answer<IReadOnlyList<PooledFinding>> Trends(IReadOnlyList<(string Task, IReadOnlyList<Trend> Trends)> tasks) =>
        Pool([.. tasks.Select(t => (t.Task, (IReadOnlyList<(string Name, StudyEffect Effect, EffectEstimate Own)>)[.. t.Trends.Where(r => r.Used > 3).Select(r => (r.Parameter, OfTrend(t.Task, r), new EffectEstimate(r.Spearman, Math.Sqrt(TrendSearch.Variance(r.Spearman, r.Used)) * (1 - (r.Spearman * r.Spearman)), new Interval(r.Low, r.High))))]))],
            CorrelationScale, BackFromCorrelation, tests: true);

    public static double BackFromShare(double onScale) => Math.Pow(Math.Sin(Math.Clamp(onScale, 0, Math.PI / 2)), 2);

    public static double BackFromCorrelation(double onScale) => Math.Tanh(onScale);

    /// <summary>asin √s with variance se² / (4 s (1 − s)); near 0 and 1, where that grows without bound, s is taken one standard error inside.</summary>
    private static StudyEffect OfShare(string task, Share share)
    {
        var error = Math.Max(share.StandardError, LeastError);
        var value = Math.Clamp(share.Value, 0, 1);
        var inside = Math.Clamp(value, Math.Min(error, 0.5), 1 - Math.Min(error, 0.5));
        return new StudyEffect(task, Math.Asin(Math.Sqrt(value)), error * error / (4 * inside * (1 - inside)));
    }

    private static StudyEffect OfTrend(string task, Trend trend) => new(task, TrendSearch.Fisher(trend.Spearman), TrendSearch.Variance(trend.Spearman, trend.Used));

    private static Answer<IReadOnlyList<PooledFinding>> Pool(IReadOnlyList<(string Task, IReadOnlyList<(string Name, StudyEffect Effect, EffectEstimate Own)> Effects)> tasks, string scale, Func<double, double> back, bool tests)
    {
        if (tasks.Count < 2)
            return Answer<IReadOnlyList<PooledFinding>>.NotEnough($"{tasks.Count} task{(tasks.Count == 1 ? "" : "s")} with effects; at least 2 are needed to pool.");
        var names = new List<string>();
        var byName = new Dictionary<string, List<(StudyEffect Effect, EffectEstimate Own)>>(StringComparer.Ordinal);
        foreach (var (name, effect, own) in tasks.SelectMany(t => t.Effects))
        {
            if (!byName.TryGetValue(name, out var list))
            {
                names.Add(name);
                byName[name] = list = [];
            }

            list.Add((effect, own));
        }

        names.Sort(StringComparer.Ordinal);
        var findings = new List<PooledFinding>();
        foreach (var name in names)
        {
            var effects = byName[name].Where(e => e.Effect.IsUsable).ToList();
            if (effects.Count < 2 || RandomEffects.Pool([.. effects.Select(e => e.Effect)]) is not { HasValue: true, Value: var pooled })
                continue;
            findings.Add(new PooledFinding(
                name,
                [.. pooled.Studies.Select(s => s.Name)],
                [.. effects.Select(e => e.Own)],
                [.. pooled.Shrunken.Select(s => Back(s.Value, s.StandardError, s.Interval, back))],
                Back(pooled.Estimate, pooled.StandardError, pooled.Interval, back),
                pooled.Prediction is { } p ? new Interval(back(p.Low), back(p.High)) : null,
                double.NaN,
                scale,
                pooled));
        }

        if (findings.Count == 0)
            return Answer<IReadOnlyList<PooledFinding>>.NotEnough($"No effect was found in two of the {tasks.Count} tasks.");
        if (!tests)
            return Answer<IReadOnlyList<PooledFinding>>.Of(findings);
        var adjusted = MultipleTesting.Adjust([.. findings.Select(f => f.OnScale.PValue)]);
        return Answer<IReadOnlyList<PooledFinding>>.Of([.. findings.Select((f, k) => f with { AdjustedP = adjusted[k] })]);
    }

    /// <summary>The standard error by the slope of the way back, taken as a difference over one standard error to both sides.</summary>
    private static EffectEstimate Back(double value, double error, Interval interval, Func<double, double> back) =>
        new(back(value), Math.Abs(back(value + error) - back(value - error)) / 2, new Interval(back(interval.Low), back(interval.High)));
}
