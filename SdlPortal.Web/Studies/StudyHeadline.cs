using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Campaigns;

namespace SdlPortal.Web.Studies;

/// <summary>What a study has come to, in one sentence for the list. Pure.</summary>
public static class StudyHeadline
{
    /// <returns>Null while no two strategies can be compared.</returns>
    public static string? Of(StudySummary summary)
    {
        var reference = summary.Plan.Strategies.Contains(StrategyNames.Random) ? StrategyNames.Random : summary.Plan.Strategies[0];
        var shares = PairedComparison.All(summary, reference).Where(c => double.IsFinite(c.Ratio.Mean)).GroupBy(c => c.Cell.Strategy)
            .Select(g => (Strategy: g.Key, Share: g.Average(c => c.Ratio.Mean), Cells: g.Count())).OrderBy(s => s.Share).ToList();
        if (shares.Count == 0)
            return null;
        var (best, share, cells) = shares[0];
        var where = cells == 1 ? "" : $", on average over {cells} problems and delays";
        return share < 1
            ? $"{StrategyWords.Capital(StudyNames.Strategy(best))} has the least regret: {Matrix.StudyMatrix.Percent(share)} of {StudyNames.Strategy(reference)}'s{where}."
            : $"None has less regret than {StudyNames.Strategy(reference)}{where}.";
    }
}
