using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>Whether a configuration lies inside a recommended region. Pure.</summary>
public static class RegionMembership
{
    /// <summary>Of a configuration in the recommendation's own parameters and units; a parameter without a value is not active.</summary>
    public static bool Of(RegionRecommendation recommendation, Configuration configuration) => recommendation.Region.Boxes.Any(b => b.Sides.All(s => Holds(s, configuration)));

    /// <inheritdoc cref="Of(RegionRecommendation, Configuration)"/>
    public static bool Of(RecommendationDocument document, Configuration configuration) => Of(document.Evidence, configuration);

    /// <summary>Of a configuration of the campaign, by the regions that its warm start took over; null where it has none.</summary>
    public static bool? Of(WarmStart? start, Configuration configuration) => start is { Regions.Count: > 0 } ? start.Regions.Any(r => NarrowedSpace.Contains(r, configuration)) : null;

    /// <summary>Tells of any configuration of the campaign whether it lies inside: by the regions that its warm start took over from this recommendation, otherwise by the recommendation's region in the campaign's parameters and units.</summary>
    /// <returns>Null when the region cannot be said in the campaign's parameters.</returns>
    public static Func<Configuration, bool>? In(CampaignDefinition campaign, RegionRecommendation recommendation)
    {
        if (campaign.WarmStart is { Regions.Count: > 0 } start)
            return configuration => Of(start, configuration)!.Value;
        var fit = RegionFit.To(campaign.Space, recommendation);
        return fit.IsPossible ? configuration => fit.Regions.Any(r => NarrowedSpace.Contains(r, configuration)) : null;
    }

    private static bool Holds(BoxSide side, Configuration configuration)
    {
        if (!configuration.TryGet(side.Parameter, out var value))
            return side.TakesInactive;
        return side switch
        {
            NumberSide s => value.IsNumber && value.Number >= (s.Low ?? double.NegativeInfinity) && value.Number <= (s.High ?? double.PositiveInfinity),
            ChoiceSide s => s.Levels.Contains(value.ToString()),
            _ => throw new NotSupportedException(side.GetType().Name),
        };
    }
}
