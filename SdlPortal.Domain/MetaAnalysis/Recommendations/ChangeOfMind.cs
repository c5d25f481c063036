using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>What would change a recommendation, as its evidence shows it: where it is thin, where tasks disagree, and what single task it hangs on. Pure.</summary>
internal static class ChangeOfMind
{
    private const int FewTasks = 6;
    private const double Dominating = 0.5;
    private const double Unstable = 0.8;

    /// <summary>Of a gain: less than this is not worth a sentence.</summary>
    private const double Noticeable = 0.03;

    public static IReadOnlyList<string> Of(RegionRecommendation evidence, GainForecast? forecast, string? variant)
    {
        var side = variant is null ? "inside" : $"with {variant}";
        var sentences = new List<string?>
        {
            forecast is null
                ? $"Fresh experiments {side} that are not better than the others."
                : $"Fresh experiments {side} that are not better than the others, or whose gain lies outside of {Range(forecast.Superiority.Low, forecast.Superiority.High)}.",
            evidence.Target is { } target && variant is null && evidence.Region.ByTask.All(t => t.Task != target) ? $"The first runs of {target}: there are none yet, so it is only believed to be like the others." : null,
        };
        if (forecast is { } promised)
            sentences.AddRange([Few(promised), Disagreement(promised), OnOneTask(promised)]);
        if (variant is null)
            sentences.AddRange([Donor(evidence), Shifting(evidence)]);
        return [.. sentences.OfType<string>()];
    }

    private static string? Few(GainForecast forecast) => forecast.Tasks < FewTasks
        ? string.Create(CultureInfo.InvariantCulture, $"Runs of more tasks: it rests on {forecast.Tasks}, and one more can move it far.")
        : null;

    private static string? Disagreement(GainForecast forecast)
    {
        if (forecast.ByTask.Count == 0 || forecast.Superiority.Low > 0.5 || !(forecast.Tau2 > 0))
            return null;
        var (least, most) = (forecast.ByTask.MinBy(t => t.Superiority.Mean)!, forecast.ByTask.MaxBy(t => t.Superiority.Mean)!);
        return $"A property that tells the tasks apart in which it helps from the others: the gain is {Text(least.Superiority.Mean)} on {least.Task} and {Text(most.Superiority.Mean)} on {most.Task} (τ² {Text(forecast.Tau2)}).";
    }

    /// <summary>The task without which the pooled gain would be most different.</summary>
    private static string? OnOneTask(GainForecast forecast)
    {
        if (forecast.ByTask.Count <= GainForecast.FewestTasks)
            return string.Create(CultureInfo.InvariantCulture, $"Losing any of its {forecast.ByTask.Count} tasks: without it there are too few for a forecast.");
        (TaskGain Task, GainForecast Without)? worst = null;
        foreach (var task in forecast.ByTask)
        {
            var without = GainForecast.Of([.. forecast.ByTask.Where(t => t != task)], forecast.Method, []);
            if (without.HasValue && (worst is null || Distance(without.Value) > Distance(worst.Value.Without)))
                worst = (task, without.Value);
        }

        return worst is { } found && Distance(found.Without) >= Noticeable
            ? $"What becomes of {found.Task.Task}: without its runs the gain would be {Text(found.Without.Superiority.Mean)} ({Range(found.Without.Superiority.Low, found.Without.Superiority.High)})."
            : null;

        double Distance(GainForecast other) => Math.Abs(other.Superiority.Mean - forecast.Superiority.Mean);
    }

    private static string? Donor(RegionRecommendation evidence)
    {
        var total = evidence.Donors.Sum(d => d.Weight);
        return total > 0 && evidence.Donors.MaxBy(d => d.Weight) is { } heaviest && heaviest.Weight / total > Dominating
            ? $"Doubts about {heaviest.Task}: it counts {Quantity.Text(100 * heaviest.Weight / total, "%", 2)} of what the region was found from."
            : null;
    }

    private static string? Shifting(RegionRecommendation evidence) => evidence.Region.FoundAgain < Unstable
        ? $"More runs near its edges: in {Quantity.Text(100 * evidence.Region.FoundAgain, "%", 2)} of resamples of tasks and runs the region is found again."
        : null;

    private static string Range(double low, double high) => $"{Text(low)} to {Text(high)}";

    private static string Text(double value) => Quantity.Text(value, digits: 2);
}
