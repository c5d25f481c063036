namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>The list of questions: whether the model can be trusted, then the data, then the space, then whether to go on. Pure.</summary>
internal static class HealthChecks
{
    public static IReadOnlyList<HealthCheck> Of(ModelReport report)
    {
        var checks = new List<HealthCheck> { DataChecks.Enough(report) };
        foreach (var model in report.Models)
            checks.AddRange([FitChecks.Fit(model), FitChecks.Calibration(model), FitChecks.Noise(report, model), DataChecks.Outliers(model)]);
        if (report.Models.Count == 0)
            return checks;
        checks.Add(DataChecks.Replicates(report));
        var sought = Enumerable.Range(0, report.Models.Count).Where(o => report.Models[o].Objective.IsSought).ToList();
        checks.AddRange(sought.Select(o => SpaceChecks.Bounds(report, o)));
        checks.AddRange(report.Models.Select(m => SpaceChecks.Effects(report, m)));
        foreach (var o in sought)
            checks.AddRange([ProgressChecks.Stagnation(report, o), ProgressChecks.Remaining(report, o)]);
        return checks;
    }

    /// <summary>"experiments 3, 7 and 9"; more than five are counted.</summary>
    public static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "none",
        1 => names[0],
        <= 5 => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
        _ => $"{string.Join(", ", names.Take(4))} and {names.Count - 4} more",
    };

    public static string Percent(double share) => share is > 0 and < 0.005
        ? "under 1 %"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Round(100 * share):0} %");
}
