using System.Globalization;
using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>Whether later evidence contradicts a claim.</summary>
/// <param name="IsContradicted">The alarm.</param>
/// <param name="P">The probability of evidence as poor as this or poorer if the claim holds; 1 without evidence.</param>
/// <param name="Level">Below it this look raises the alarm.</param>
/// <param name="Sentence">For people: what came, how likely that is if the claim holds, and how often such an alarm is false.</param>
public sealed record StalenessFinding(bool IsContradicted, double P, double Level, string Sentence);

/// <summary>
/// The alarm of an official recommendation. The claim is that the true gain is a draw from the forecast, given what the validation came to. Look number j raises the alarm at level 2 % / (j (j + 1)): 1 % at the first look, and over any number of looks a claim
/// that holds is called stale with a probability of at most 2 %, however looks and evidence depend on each other. Evidence that falls short of the forecast but shows by itself that the region is better raises no alarm. Pure.
/// </summary>
public static class StalenessTest
{
    public const double TotalLevel = 0.02;

    public static double Level(int look) => TotalLevel / ((double)look * (look + 1));

    /// <param name="forecast">What the recommendation promises.</param>
    /// <param name="validation">What its validation came to: from then on the claim is about what forecast and validation say together; null without one.</param>
    /// <param name="later">Randomized experiments on the validated task after the validation, see <see cref="GainPooling"/>; null for none. What an optimizer chose must not be among them.</param>
    /// <param name="newTasks">Tasks whose runs came after the recommendation was made, each with the gain of its region there, see <see cref="RegionGains"/>.</param>
    /// <param name="look">1 for the first time that it is asked, counted up whenever it is asked again with other evidence.</param>
    public static StalenessFinding Of(GainForecast forecast, RealizedGain? validation, RealizedGain? later, IReadOnlyList<TaskGain> newTasks, int look)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(look, 1);
        var level = Level(look);
        var parts = new List<Part>();
        if (later is { Inside: > 0, Outside: > 0 })
            parts.Add(OfLater(forecast, validation, later));
        if (newTasks.Count > 0)
            parts.Add(OfTasks(forecast, newTasks));
        if (parts.Count == 0)
            return new StalenessFinding(false, 1, level, "There is no evidence since it was validated.");

        // Two ways to be contradicted: twice the smaller probability (Bonferroni).
        var p = Math.Min(1, parts.Count * parts.Min(part => part.P));
        var shortParts = parts.FindAll(part => parts.Count * part.P <= level);
        var isContradicted = shortParts.Exists(part => !part.ShowsBetter);
        var said = string.Create(CultureInfo.InvariantCulture, $"{string.Join(" ", parts.Select(part => part.Sentence))} If the claim holds, evidence as poor as this comes with a probability of {Percent(p)}; this look raises the alarm at {Percent(level)} (over all looks a claim that holds is called stale with a probability of at most {Percent(TotalLevel)}).");
        return new StalenessFinding(isContradicted, p, level, said + (shortParts.Count == 0 ? " That does not contradict it." : isContradicted ? " That contradicts it." : " The region is worth less than was promised, and still better than the rest: no alarm."));
    }

    private static Part OfLater(GainForecast forecast, RealizedGain? validation, RealizedGain later)
    {
        var truths = ExpectedGains.Prior(forecast);
        if (validation is { Inside: > 0, Outside: > 0 })
            truths = ExpectedGains.For(validation.Inside, validation.Outside).Posterior(truths, validation.Superiority.Mean);
        var wins = ExpectedGains.For(later.Inside, later.Outside).Of(truths);
        var expected = ExpectedGains.Range(wins, 0.95);
        return new Part(wins.UpTo(later.Superiority.Mean), later.Superiority.Low > 0.5,
            $"{later.Inside} later experiments inside beat {later.Outside} outside in {GainWords.Share(later.Superiority.Mean)} of the pairs ({GainWords.Range(expected)} expected).");
    }

    /// <summary>The mean of the new tasks' gains on the logit scale against Student's t of the forecast, with the tasks' own sampling errors added.</summary>
    private static Part OfTasks(GainForecast forecast, IReadOnlyList<TaskGain> tasks)
    {
        var (count, mean, sampling) = (tasks.Count, tasks.Average(t => t.Logit), tasks.Sum(t => t.LogitError * t.LogitError));
        var error = Math.Sqrt((forecast.LogitError * forecast.LogitError) + (((forecast.Tau2 * count) + sampling) / ((double)count * count)));
        var isBetter = mean - (TailProbability.NormalCritical(0.95) * Math.Sqrt(sampling) / count) > 0;
        return new Part(StudentT.CDF(forecast.LogitMean, error, forecast.DegreesOfFreedom, mean), isBetter,
            $"In {count} {(count == 1 ? "task" : "tasks")} whose runs came later, inside beats outside in {GainWords.Share(GainForecast.Logistic(mean))} of the pairs ({GainWords.Share(forecast.Superiority.Mean)} forecast).");
    }

    private static string Percent(double share) => share switch
    {
        < 0.0001 => "less than 0.01 %",
        < 0.01 => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %"),
    };

    /// <param name="ShowsBetter">The evidence shows by itself that the region is better than the rest.</param>
    private sealed record Part(double P, bool ShowsBetter, string Sentence);
}
