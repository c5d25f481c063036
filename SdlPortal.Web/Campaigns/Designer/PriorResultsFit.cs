using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>Whether results that were read for a draft still belong to it after it was edited.</summary>
internal static class PriorResultsFit
{
    public static IReadOnlyList<Problem> Problems(CampaignDraft draft, IReadOnlyList<(string Source, IReadOnlyList<Observation> Results)> files)
    {
        if (files.Count == 0 || DraftCheck.Problems(draft).Count > 0)
            return [];
        var definition = CampaignDefinition.From(draft);
        var problems = new List<Problem>();
        foreach (var (source, results) in files)
        {
            var misfits = results.Count(r => definition.Space.Objections(r.Configuration).Count > 0 || r.Values.Count != definition.Objectives.Count);
            if (misfits > 0)
                problems.Add(new Problem("priorResults", $"{misfits} of {results.Count} rows of {source} do not belong to the search space any more.", "Remove the file and read it again, or take back the change of the parameters."));
        }

        return problems;
    }
}
