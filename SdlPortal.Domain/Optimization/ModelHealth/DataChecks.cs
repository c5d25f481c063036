using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>Whether the results carry a model: how many, how odd, how often repeated. Pure.</summary>
internal static class DataChecks
{
    /// <summary>Modified z-scores beyond this are outliers (Iglewicz and Hoaglin 1993), if the model itself finds them as improbable as three standard deviations.</summary>
    private const double OutlierScore = 3.5;
    private const double OutlierDeviations = 3;
    private const int FewestForOutliers = 8;

    public static HealthCheck Enough(ModelReport report)
    {
        var (rows, d) = (report.Rows, report.Cube.Columns.Count(c => c.LevelCount != 1));
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("data", null, status, sentence, remedy);
        if (report.Missing is { } missing)
            return rows.Distinct < 2
                ? Answer(HealthStatus.NotEnoughData, $"{missing} There {(rows.Distinct == 1 ? "is one" : "is none")}.", "Wait for results, or add prior ones before the start.")
                : Answer(HealthStatus.Problem, missing, "Look for results that contradict each other at nearly the same configuration, and exclude what is wrong.");
        var left = report.Request.Observations.Count - rows.Known;
        var results = rows.Count < rows.Known ? $"{rows.Known:N0} results, of which the model takes {rows.Count}, of {rows.Distinct} configurations" : $"{rows.Known} results of {rows.Distinct} configurations";
        var sentence = $"{results}, for {d} {(d == 1 ? "parameter" : "parameters")} that vary"
            + (left > 0 ? $"; {left} left out, because a parameter is missing or a choice is unknown." : ".");
        return rows.Distinct < 2 * (d + 1)
            ? Answer(HealthStatus.Look, $"{sentence} Answers stay vague below {2 * (d + 1)} configurations.", "Give it time: what follows may turn with every result.")
            : Answer(HealthStatus.Ok, sentence);
    }

    public static HealthCheck Outliers(ObjectiveModel model)
    {
        var rows = model.LeaveOneOut;
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("outliers", model.Objective.Name, status, sentence, remedy);
        if (rows.Count < FewestForOutliers)
            return Answer(HealthStatus.NotEnoughData, $"Outliers are looked for from {FewestForOutliers} results on; there are {rows.Count}.");
        var odd = OutliersOf(rows);
        if (odd.Count == 0)
            return Answer(HealthStatus.Ok, $"None of {rows.Count} results is far from what the others predict.");
        var names = HealthChecks.Names([.. odd.Select(r => $"{Quantity.Text(model.Objective.Oriented(r.Observed), model.Objective.Unit)} against {Quantity.Text(model.Objective.Oriented(r.Mean), digits: 3)} ± {Quantity.Text(r.Sd, digits: 2)}")]);
        var check = Answer(HealthStatus.Look, $"{(odd.Count == 1 ? "One result is" : $"{odd.Count} results are")} far from what the others predict: {names}.",
            "Check the measurement and measure again. A single wrong value bends the model around it.");
        return check with { Results = [.. odd.Take(8).Select(r => r.Result)] };
    }

    /// <summary>Rows whose leave-one-out residual has a modified z-score 0.6745 (r - median)/MAD beyond <see cref="OutlierScore"/> and that the model takes for improbable, most extreme first.</summary>
    public static IReadOnlyList<HeldOut> OutliersOf(IReadOnlyList<HeldOut> rows)
    {
        var median = rows.Select(r => r.Residual).Median();
        var spread = rows.Select(r => Math.Abs(r.Residual - median)).Median();

        // Residuals of a model that leaves nothing open differ by rounding only.
        if (!(spread > 1e-6))
            return [];
        double Score(HeldOut row) => 0.6745 * Math.Abs(row.Residual - median) / spread;
        return [.. rows.Where(r => Score(r) > OutlierScore && Math.Abs(r.Residual) > OutlierDeviations).OrderByDescending(Score)];
    }

    /// <summary>Scatter within configurations that were measured more than once, against the noise that the model infers (first objective).</summary>
    public static HealthCheck Replicates(ModelReport report)
    {
        var (rows, model) = (report.Rows, report.Models[0]);
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("replicates", null, status, sentence, remedy);
        var groups = Enumerable.Range(0, rows.Count).GroupBy(i => string.Join(' ', rows.Inputs[i]), StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Select(i => rows.Outputs[i][0]).ToArray()).ToList();
        var freedom = groups.Sum(g => g.Length - 1);
        if (groups.Count == 0)
            return Answer(HealthStatus.NotEnoughData, "No configuration was measured twice, so the noise is inferred from neighbors alone.", "Measure the best configuration once more.");
        var sd = Math.Sqrt(groups.Sum(g => g.Sum(y => (y - g.Average()) * (y - g.Average()))) / freedom);
        var unit = model.Objective.Unit;
        var sentence = $"{(groups.Count == 1 ? "One configuration was" : $"{groups.Count} configurations were")} measured more than once; repeats scatter by ±{Quantity.Text(sd, unit, 3)} ({freedom} {(freedom == 1 ? "degree" : "degrees")} of freedom), the model says ±{Quantity.Text(model.Process.NoiseSd, unit, 3)}.";
        var ratio = sd / model.Process.NoiseSd;
        return freedom >= 3 && ratio is (> 2 or < 0.5)
            ? Answer(HealthStatus.Look, sentence, ratio > 2 ? "Repeats scatter more than the model assumes: treat small improvements with care." : "Repeats agree better than the model assumes: it takes detail for noise, or something changed between distant experiments.")
            : Answer(HealthStatus.Ok, sentence);
    }
}
