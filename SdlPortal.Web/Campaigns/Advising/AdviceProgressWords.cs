using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>How far a campaign has come beside what was expected, in words. Pure.</summary>
internal static class AdviceProgressWords
{
    /// <summary>What has been reached after as many experiments as have ended, beside the expected mean; null before there is something to say.</summary>
    public static string? Reached(AdviceChoice expected, CampaignShares? shares)
    {
        if (shares is not { Reached: [.., var last] })
            return null;
        var experiments = shares.Reached.Count;
        var known = shares.Basis == SharesBasis.Truth ? "has" : "has, as its own model believes,";
        var mean = At(expected.ByExperiments, experiments) is { } expectation ? $"; {AdviceWords.Percent(expectation)} were expected on average" : "";
        return string.Create(CultureInfo.InvariantCulture, $"After {experiments} {(experiments == 1 ? "experiment" : "experiments")} it {known} reached {AdviceWords.Percent(last.Share)} of the way to the optimum{mean}.");
    }

    /// <summary>What 0 and 100 % are for this campaign, and who says so.</summary>
    public static string Scale(CampaignShares? shares, Objective objective, int results)
    {
        if (shares is null)
            return results == 0 ? "The campaign's own curve begins with its first results."
                : "The campaign's own curve needs results of a few different configurations: only then can a typical result and the optimum be estimated.";
        var (zero, one) = objective.Goal == Goal.Target
            ? ($"{Quantity.Text(Math.Abs(shares.Typical), objective.Unit, 3)} from the target", $"{Quantity.Text(Math.Abs(shares.Best), objective.Unit, 3)} from it")
            : (Quantity.Text(shares.Typical, objective.Unit, 3), Quantity.Text(shares.Best, objective.Unit, 3));
        var scale = $"0 % is the mean {objective.Name} of a random configuration, {zero}, and 100 % the optimum, {one}.";
        return shares.Basis == SharesBasis.Truth
            ? $"{scale} The stations are simulated, so both are known, and the campaign's curve is drawn without noise."
            : $"{scale} Both, and the campaign's curve, are what a model of its own results believes now{(shares.R2 is { } r2 ? $" (leave-one-out r² {Quantity.Text(r2, digits: 2)})" : "")}; it changes its mind as results come.";
    }

    /// <summary>A curve's mean between its points; null outside them.</summary>
    internal static double? At(AdviceCurve curve, double at)
    {
        for (var i = 0; i < curve.At.Count; i++)
        {
            if (curve.At[i] < at)
                continue;
            if (curve.At[i] == at || i == 0)
                return curve.At[i] == at ? curve.Reached[i].Mean : null;
            var share = (at - curve.At[i - 1]) / (curve.At[i] - curve.At[i - 1]);
            return curve.Reached[i - 1].Mean + (share * (curve.Reached[i].Mean - curve.Reached[i - 1].Mean));
        }

        return null;
    }
}
