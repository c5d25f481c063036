using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>How events at the same time are treated.</summary>
public enum TiesMethod
{
    Efron,
    Breslow,

    /// <summary>The exact conditional likelihood of discrete time; work grows with ties, so for small samples.</summary>
    Exact,
}

/// <param name="Statistic">z; for an infinite coefficient the likelihood ratio against leaving it out, chi-squared with one degree of freedom.</param>
/// <param name="HazardRatio">exp(coefficient): above 1 the event comes sooner.</param>
/// <param name="IsInfinite">Every event (or none) has the higher value: the likelihood rises without end, so the ratio is endless and only the likelihood-ratio test speaks.</param>
public sealed record CoxCoefficient(string Name, double Estimate, double StandardError, double Statistic, double PValue, double HazardRatio, Interval HazardRatioInterval, bool IsInfinite);

/// <summary>A test of the whole model, chi-squared.</summary>
public readonly record struct ModelTest(double ChiSquared, int DegreesOfFreedom, double PValue);

/// <summary>Whether a hazard ratio stays the same over time (Grambsch and Therneau 1994, as a score test with the Kaplan-Meier transform of time: cox.zph of R's survival 3).</summary>
public sealed record ProportionalityTest(string Name, double ChiSquared, int DegreesOfFreedom, double PValue);

/// <summary>A fitted proportional-hazards model.</summary>
public sealed record CoxFit
{
    public required TiesMethod Ties { get; init; }

    public required int Count { get; init; }

    public required int EventCount { get; init; }

    public required IReadOnlyList<CoxCoefficient> Coefficients { get; init; }

    public required double LogLikelihoodNull { get; init; }

    public required double LogLikelihood { get; init; }

    public required ModelTest LikelihoodRatioTest { get; init; }

    public required ModelTest WaldTest { get; init; }

    public required ModelTest ScoreTest { get; init; }

    /// <summary>The chance that of two subjects the one with the higher risk has the event first.</summary>
    public required double Concordance { get; init; }

    public required double ConcordanceStandardError { get; init; }

    /// <summary>One per covariate and the last for all together ("GLOBAL"); empty with infinite coefficients or exact ties.</summary>
    public required IReadOnlyList<ProportionalityTest> Proportionality { get; init; }

    /// <summary>Distinct times, ascending, and the cumulative hazard of a subject whose covariates are all 0.</summary>
    public required double[] BaselineTimes { get; init; }

    public required double[] BaselineHazard { get; init; }

    /// <summary>What a reader must know: infinite coefficients, few events per covariate, covariates left out as constant.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>Cox's proportional-hazards regression by Newton's method, checked against R's survival. Pure.</summary>
public static class CoxRegression
{
    private const double MostExactWork = 2e7;
    private const int MostPairs = 20_000;

    /// <param name="covariates">Each a number per subject; a subject with one unknown is left out. Those that are constant or follow from the ones before are left out with a remark.</param>
    /// <param name="strata">Baseline hazards of their own; null for one.</param>
    public static Answer<CoxFit> Fit(SurvivalSample sample, IReadOnlyList<Moderator> covariates, TiesMethod ties = TiesMethod.Efron, LabelColumn? strata = null, double level = 0.95)
    {
        sample.ThrowIfUnfit();
        int[] subjects = [.. Enumerable.Range(0, sample.Count).Where(i => covariates.All(c => double.IsFinite(c.Values[i])) && (strata is null || strata.Codes[i] >= 0))];
        double[] times = [.. subjects.Select(i => sample.Times[i])];
        bool[] events = [.. subjects.Select(i => sample.Events[i])];
        int[] codes = [.. subjects.Select(i => strata?.Codes[i] ?? 0)];
        CoxRisk Risk(IEnumerable<Moderator> of) => new(times, events, [.. of.Select(c => subjects.Select(i => c.Values[i]).ToArray())], codes);

        var remarks = new List<string>();
        if (subjects.Length < sample.Count)
            remarks.Add(FormattableString.Invariant($"{sample.Count - subjects.Length} of {sample.Count} subjects have an unknown covariate and were left out."));
        var kept = Kept(Risk(covariates), covariates, remarks);
        var count = events.Count(e => e);
        if (kept.Count == 0 || count <= kept.Count)
            return Answer<CoxFit>.NotEnough(FormattableString.Invariant($"{count} events and {kept.Count} covariates that differ between {subjects.Length} subjects; at least one covariate and {kept.Count + 1} events are needed."));
        var risk = Risk(kept);
        if (ties == TiesMethod.Exact && ExactTies.Work(risk) * kept.Count * kept.Count > MostExactWork)
            return Answer<CoxFit>.NotEnough(FormattableString.Invariant($"{count} events among {subjects.Length} subjects are too many for the exact treatment of ties; take Efron's."));
        if (count < 10 * kept.Count)
            remarks.Add(FormattableString.Invariant($"{count} events for {kept.Count} covariate{(kept.Count == 1 ? "" : "s")}: fewer than 10 each, so intervals are rough."));

        var maximum = CoxMaximum.Find(risk, ties);
        // What the likelihood rises with for ever has no standard error; leaving it out tells what it is worth.
        var dropped = kept.Select((c, j) => maximum.IsInfinite[j] ? CoxMaximum.Find(Risk(kept.Where((_, l) => l != j)), ties).Likelihood.Value : double.NaN).ToList();
        remarks.AddRange(kept.Where((_, j) => maximum.IsInfinite[j]).Select(c => $"{c.Name}: all events come on one side of it, so its hazard ratio has no upper limit in these data; its p-value is that of the likelihood ratio."));
        return Answer<CoxFit>.Of(CoxResult.Of(risk, [.. kept.Select(c => c.Name)], ties, maximum, dropped, level, codes, subjects.Length <= MostPairs, remarks));
    }

    /// <summary>Covariates one after the other that are not (nearly) a combination of those before.</summary>
    private static List<Moderator> Kept(CoxRisk risk, IReadOnlyList<Moderator> covariates, List<string> remarks)
    {
        var work = risk.Correlations();
        double[] alone = [.. work.Diagonal()];
        var kept = new List<Moderator>();
        for (var c = 0; c < covariates.Count; c++)
        {
            if (work[c, c] > 1e-9)
            {
                kept.Add(covariates[c]);
                for (var r = c + 1; r < covariates.Count; r++)
                {
                    for (var k = covariates.Count - 1; k > c; k--)
                        work[r, k] -= work[r, c] / work[c, c] * work[c, k];
                }
            }
            else
            {
                remarks.Add($"{covariates[c].Name} {(alone[c] > 1e-9 ? "follows from the covariates before it" : "is the same for all subjects that are compared")} and was left out.");
            }
        }

        return kept;
    }
}
