using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>Whether a model predicts results that it has not seen, and says rightly how sure it is. Pure.</summary>
internal static class FitChecks
{
    private const int FewestForFit = 5;
    private const int FewestForCalibration = 10;

    public static readonly IReadOnlyList<double> Intervals = [0.5, 0.8, 0.95];

    public static HealthCheck Fit(ObjectiveModel model)
    {
        var n = model.LeaveOneOut.Count;
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("fit", model.Objective.Name, status, sentence, remedy);
        if (n < FewestForFit)
            return Answer(HealthStatus.NotEnoughData, $"Whether the model predicts well is asked from {FewestForFit} results on; there are {n}.");
        var r2 = model.RSquared > 0.99 ? "above 0.99" : Quantity.Text(model.RSquared, digits: 2);
        if (model.RSquared <= 0)
            return Answer(HealthStatus.Problem, $"Each result predicted from the others: no better than the mean of all (leave-one-out r² {r2}, {n} results).",
                "Let it explore more before trusting plots and predictions; check that the parameters that matter are varied, and that results repeat.");
        return model.RSquared < 0.5
            ? Answer(HealthStatus.Look, $"Each result predicted from the others: leave-one-out r² {r2} over {n} results, so the model explains part of what it sees.", "More results help; so does less noise, or a narrower space.")
            : Answer(HealthStatus.Ok, $"Each result predicted from the others: leave-one-out r² {r2} over {n} results.");
    }

    /// <summary>
    /// Too few or too many results inside the 50, 80 and 95 % intervals are judged by the binomial tail against chance, three intervals at once (Bonferroni).
    /// </summary>
    public static HealthCheck Calibration(ObjectiveModel model)
    {
        var rows = model.LeaveOneOut;
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("calibration", model.Objective.Name, status, sentence, remedy);
        if (rows.Count < FewestForCalibration)
            return Answer(HealthStatus.NotEnoughData, $"Whether the model's intervals hold is asked from {FewestForCalibration} results on; there are {rows.Count}.");
        var shares = Intervals.Select(p => HeldOut.Coverage(rows, p)).ToArray();
        var sentence = $"Results inside their predicted 50, 80 and 95 % intervals: {string.Join(", ", shares.Select(s => Quantity.Text(Math.Round(100 * s))))} % of {rows.Count}.";
        var low = Intervals.Select((p, i) => Binomial.CDF(p, rows.Count, Math.Round(shares[i] * rows.Count))).Min() * Intervals.Count;
        var high = Intervals.Select((p, i) => 1 - Binomial.CDF(p, rows.Count, Math.Round(shares[i] * rows.Count) - 1)).Min() * Intervals.Count;
        if (low < 0.01)
            return Answer(low < 1e-4 ? HealthStatus.Problem : HealthStatus.Look, sentence + " The model is too sure of itself.", "Take its bands as too narrow. Look at the outliers; a logarithmic scale for a parameter that spans powers of ten often helps.");
        return high < 0.01
            ? Answer(HealthStatus.Look, sentence + " The model is less sure than it could be.", "Its bands are wider than needed. A single extreme result can do that: look at the outliers.")
            : Answer(HealthStatus.Ok, sentence);
    }

    public static HealthCheck Noise(ModelReport report, ObjectiveModel model)
    {
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("noise", model.Objective.Name, status, sentence, remedy);
        var n = model.LeaveOneOut.Count;
        if (report.Rows.Distinct < report.Cube.Dimension + 3)
            return Answer(HealthStatus.NotEnoughData, $"How much results scatter is asked from {report.Cube.Dimension + 3} configurations on; there are {report.Rows.Distinct}.");
        var sentence = $"The model takes {HealthChecks.Percent(model.NoiseShare)} of the variance of {n} results for noise, ±{Quantity.Text(model.Process.NoiseSd, model.Objective.Unit, 3)} on each.";
        return model.NoiseShare switch
        {
            < 0.2 => Answer(HealthStatus.Ok, sentence),
            < 0.5 => Answer(HealthStatus.Look, sentence, "Measure the best configurations again before choosing among them."),
            _ => Answer(HealthStatus.Problem, sentence, "Measure a few configurations repeatedly: if they scatter as much, improve the measurement or average repeats; if not, a parameter that matters is not recorded."),
        };
    }
}
