using SdlPortal.Domain.MetaAnalysis.Pooling;

namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>
/// The growth is about linear on Ackley: holds where on every Ackley problem the line through the regrets (mean over strategies and repetitions) has an R² of
/// at least 0.9.
/// </summary>
internal static class GrowsLinearly
{
    private const string Key = "linear-on-ackley";
    private const string Claim = "On Ackley the growth with the delay is about linear.";
    private const double AboutLinear = 0.9;

    public static Finding Check(StudySummary summary)
    {
        var ackley = summary.Plan.Problems.Where(p => p.Source == "ackley").Select(p => (p.Label, p.Dimensions)).ToHashSet();
        if (ackley.Count == 0)
            return Finding.NotTestable(Key, Claim, "The study has no Ackley problem.");
        if (GrowsWithDelay.Untestable(summary, 3) is { } why)
            return Finding.NotTestable(Key, Claim, why);
        var grids = GrowsWithDelay.Grids(summary, 3).Where(g => ackley.Contains((g.Problem.Label, g.Problem.Dimensions))).ToList();
        if (grids.Count == 0)
            return Finding.NotTestable(Key, Claim, "No Ackley problem has finished enough repetitions at three delays.");
        var pooled = grids.Select(GrowsWithDelay.Pooled).ToList();
        var curved = MultipleTesting.Adjust([.. pooled.Select(s => s.CurvaturePValue)], Correction.Holm);
        var holds = pooled.All(s => s.Slope.Mean > 0 && s.R2 >= AboutLinear);
        var bent = curved.Count(p => p < MultipleTesting.Level);
        var lines = pooled.Select(s => $"{StudyNames.Problem(s.Problem.Label, s.Problem.Dimensions)} {StudyFindings.Number(s.R2)}");
        var sentence = $"R² of the line through the mean regrets: {string.Join(", ", lines)}. {(bent == 0 ? "No curvature is seen beyond chance." : $"A curvature is seen beyond chance on {bent} of {pooled.Count}.")}";
        return new Finding(Key, Claim, holds ? Verdict.Holds : Verdict.DoesNotHold, sentence)
        {
            Cells = [.. grids.SelectMany(g => g.Cells)],
            Evidence = new Evidence(["problem", "regret per unit of delay [95 %], mean of the strategies", "R² of the line", "curvature (Holm)"],
                [.. pooled.Select((s, i) => (IReadOnlyList<string>)[StudyNames.Problem(s.Problem.Label, s.Problem.Dimensions), StudyFindings.Text(s.Slope), StudyFindings.Number(s.R2), StudyFindings.P(curved[i])])]),
        };
    }
}
