using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Campaigns.HandingOver;

/// <summary>A warm start in sentences. Pure.</summary>
public static class WarmStartWords
{
    /// <summary>"1 region, 5 donors with 350 runs, 3 points".</summary>
    public static string Of(WarmStartDraft start)
    {
        string[] parts =
        [
            .. start.Regions.Count > 0 ? [Counts.Of(start.Regions.Count, "region")] : Array.Empty<string>(),
            .. start.Donors.Count > 0 ? [$"{Counts.Of(start.Donors.Count, "donor")} with {Counts.Of(start.Donors.Sum(d => d.Runs.Count), "run")}"] : Array.Empty<string>(),
            .. start.InitialPoints.Count > 0 ? [Counts.Of(start.InitialPoints.Count, "first point")] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "nothing" : string.Join(", ", parts);
    }

    /// <summary>"60 %: temperature 240 to 260 °C, solvent water or ethanol".</summary>
    public static string Of(PriorRegion region, SearchSpace space) => string.Create(CultureInfo.InvariantCulture, $"{100 * region.Probability:0.#} %: {PlanBoxes.Sentence(region, space)}");

    /// <summary>The same of a draft whose parameters may still have problems: units as far as they are known.</summary>
    /// <param name="withBelief">Whether the probability is said.</param>
    public static string Of(PriorRegionDraft region, IReadOnlyList<ParameterDraft> parameters, bool withBelief = true) =>
        $"{(!withBelief ? "" : region.Probability is { } p ? (100 * p).ToString("0.#", CultureInfo.InvariantCulture) + " %: " : "? %: ")}{string.Join(", ", region.Sides.Select(s => Of(s, parameters.FirstOrDefault(d => d.Name == s.Parameter)?.Unit)))}";

    private static string Of(PriorSideDraft side, string? unit)
    {
        if (side.Choices.Count > 0)
            return $"{side.Parameter} {string.Join(" or ", side.Choices)}";
        var suffix = string.IsNullOrEmpty(unit) ? "" : " " + unit;
        return (side.Low, side.High) switch
        {
            ({ } low, { } high) => $"{side.Parameter} {Show(low)} to {Show(high)}{suffix}",
            ({ } low, null) => $"{side.Parameter} from {Show(low)}{suffix}",
            (null, { } high) => $"{side.Parameter} up to {Show(high)}{suffix}",
            _ => $"any {side.Parameter}",
        };
    }

    private static string Show(double number) => ParameterValue.Of(number).ToDisplay();
}
