using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Regions;

/// <summary>What is known about a region, in sentences with intervals. Pure.</summary>
internal static class RegionSentences
{
    /// <summary>What the region promises, against a draw from everywhere.</summary>
    public static string Claim(Region region, string? target) =>
        $"A configuration drawn from it is in the best tenth of {Target(target)} with probability {NumberWords.With(region.TopDecileProbability)}; from everywhere that is 0.1. It holds {NumberWords.Percent(region.TopDecileShare)} of the best tenth in {NumberWords.Percent(region.ShareOfConfigurations)} of the configurations.";

    public static string Chance(Region region) => $"better than chance with posterior probability {NumberWords.Of(region.ProbabilityBetterThanChance)}";

    /// <summary>0 is the task's best known outcome, 1 its median.</summary>
    public static string Regret(Region region) =>
        $"{NumberWords.With(region.ExpectedRegret)} after {Counts.Of(region.RegretRuns, "random run")} inside, {NumberWords.With(region.ExpectedRegretEverywhere)} after as many everywhere; 0 is the task's best known outcome, 1 its median";

    public static string Support(Region region) => $"{Counts.Of(region.Runs, "run")} of {Counts.Of(region.Tasks, "task")} inside";

    public static string Heterogeneity(Region region) => double.IsNaN(region.I2)
        ? "not known: fewer than three tasks"
        : string.Create(CultureInfo.InvariantCulture, $"I² {region.I2:0} %, τ² {Quantity.Text(region.Tau2, digits: 2)} of the log odds of the best tenth between tasks");

    public static string Risk(Region region) => $"{NumberWords.Percent(region.RiskInside)} inside, {NumberWords.Percent(region.RiskOutside)} outside";

    /// <summary>Null where no run says what it cost or how long it took.</summary>
    public static string? Effort(Region region)
    {
        var parts = new List<string>();
        if (region.DurationInside is { } inside)
            parts.Add($"{Quantity.Duration(TimeSpan.FromSeconds(inside))} a run inside{(region.DurationOutside is { } outside ? $", {Quantity.Duration(TimeSpan.FromSeconds(outside))} outside" : "")}");
        if (region.CostInside is { } cost)
            parts.Add($"cost {Quantity.Text(cost)} a run inside{(region.CostOutside is { } other ? $", {Quantity.Text(other)} outside" : "")}");
        return parts.Count == 0 ? null : string.Join("; ", parts) + " (medians)";
    }

    public static string Stability(Region region) => double.IsNaN(region.Jaccard.Mean)
        ? "not looked at"
        : $"found again in {NumberWords.Percent(region.FoundAgain)} of resamples of tasks and runs; overlap (Jaccard) {NumberWords.With(region.Jaccard)}";

    public static string Rounding(Region region) => Math.Abs(region.RoundingCost) < 0.0005
        ? "rounding its edges cost nothing"
        : $"rounding its edges {(region.RoundingCost > 0 ? "cost" : "gained")} {NumberWords.Of(Math.Abs(region.RoundingCost))} of that probability";

    public static string Target(string? target) => target is null ? "a task like these" : target;

    public static string Cell(Estimate estimate) => $"{NumberWords.Of(estimate.Mean, digits: 2)} ({NumberWords.Range(estimate.Low, estimate.High, digits: 2)})";
}
