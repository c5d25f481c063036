using SdlPortal.Domain.MetaAnalysis.Pooling;

namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>
/// Cumulative regret grows with the delay: holds where on every problem the slope, averaged over the strategies, is positive beyond chance, and no single
/// strategy's is negative beyond chance.
/// </summary>
internal static class GrowsWithDelay
{
    private const string Key = "grows-with-delay";
    private const string Claim = "Cumulative regret grows with the delay.";

    public static Finding Check(StudySummary summary)
    {
        if (Untestable(summary, 2) is { } why)
            return Finding.NotTestable(Key, Claim, why);
        var grids = Grids(summary, 2);
        var slopes = Slopes(grids);
        var own = MultipleTesting.Adjust([.. slopes.Select(s => s.PValue)], Correction.Holm);
        var pooled = grids.Select(Pooled).ToList();
        var pooledP = MultipleTesting.Adjust([.. pooled.Select(s => s.PValue)], Correction.Holm);
        var rising = pooled.Where((s, i) => s.Slope.Mean > 0 && pooledP[i] < MultipleTesting.Level).ToList();
        var up = slopes.Where((s, i) => s.Slope.Mean > 0 && own[i] < MultipleTesting.Level).Count();
        var down = slopes.Where((s, i) => s.Slope.Mean < 0 && own[i] < MultipleTesting.Level).Count();
        var holds = rising.Count == pooled.Count && down == 0;
        var sentence = $"Averaged over the strategies, regret rises with the delay on {rising.Count} of {pooled.Count} problems beyond chance; the slope of a single strategy on a single problem is positive in {slopes.Count(s => s.Slope.Mean > 0)} of {slopes.Count}, beyond chance in {up}, and negative beyond chance in {down}.";
        return new Finding(Key, Claim, holds ? Verdict.Holds : Verdict.DoesNotHold, sentence)
        {
            Cells = [.. (holds ? grids : grids.Where((_, i) => !rising.Contains(pooled[i]))).SelectMany(g => g.Cells)],
            Evidence = new Evidence(["problem", "strategy", "regret per unit of delay [95 %]", "Holm-corrected", "R² of the line", "curvature"],
                [.. slopes.Select((s, i) => (IReadOnlyList<string>)
                    [StudyNames.Problem(s.Problem.Label, s.Problem.Dimensions), StudyNames.Strategy(s.Strategy), WithUnit(StudyFindings.Text(s.Slope), s.Problem.Unit), StudyFindings.P(own[i]), StudyFindings.Number(s.R2), double.IsNaN(s.CurvaturePValue) ? "" : StudyFindings.P(s.CurvaturePValue)])]),
        };
    }

    /// <summary>Why slopes cannot be had from this study; null where they can.</summary>
    public static string? Untestable(StudySummary summary, int delays)
    {
        if (summary.Plan.Delays.Distinct().Count() < delays)
            return $"The study needs at least {delays} delays; it has {summary.Plan.Delays.Distinct().Count()}.";
        var guided = StudyFindings.Guided(summary);
        if (guided.Count == 0)
            return "The study has no strategy that looks at results.";
        var grids = RegretGrid.All(summary, guided);
        if (grids.All(g => g.Delays.Count < delays))
            return $"No problem has finished repetitions of every strategy at {delays} delays yet.";
        return Grids(summary, delays).Count == 0 ? StudyFindings.TooFew(grids.Max(g => g.Repetitions.Count)) : null;
    }

    public static IReadOnlyList<RegretGrid> Grids(StudySummary summary, int delays) =>
        [.. RegretGrid.All(summary, StudyFindings.Guided(summary)).Where(g => g.Delays.Count >= delays && g.Repetitions.Count >= StudyFindings.MinRepetitions)];

    public static IReadOnlyList<DelaySlope> Slopes(IReadOnlyList<RegretGrid> grids) =>
        [.. grids.SelectMany(g => g.Strategies.Select(s => DelaySlope.Of(g.Problem, s, g.Delays, [.. g.Delays.Select(d => g.Regrets(d, s))])))];

    /// <summary>Of the mean over the strategies.</summary>
    public static DelaySlope Pooled(RegretGrid grid) =>
        DelaySlope.Of(grid.Problem, "", grid.Delays, [.. grid.Delays.Select(d => (IReadOnlyList<double>)[.. Enumerable.Range(0, grid.Repetitions.Count).Select(r => grid.Strategies.Average(s => grid.Regrets(d, s)[r]))])]);

    private static string WithUnit(string text, string? unit) => string.IsNullOrEmpty(unit) ? text : $"{text} {unit}";
}
