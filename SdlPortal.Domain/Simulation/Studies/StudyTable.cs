using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>A table of results together with the space and the objective that a campaign file says it is about.</summary>
public sealed record StudyTable(SearchSpace Space, Objective Objective, ResultTable Results)
{
    /// <param name="table">CSV with a column for every parameter and the objective.</param>
    /// <param name="campaign">A campaign file; only its parameters, constraints and objective are looked at.</param>
    /// <param name="note">Receives every mistake: the study file's field it belongs to, message and remedy.</param>
    /// <returns>Null where anything is wrong.</returns>
    public static StudyTable? Read(string table, string campaign, Action<string, string, string> note)
    {
        var (draft, problems) = CampaignFile.Read(campaign);
        var found = new ProblemList();
        var space = SpaceCheck.Build(draft, found);
        var aims = AimsCheck.Build(draft, found);
        foreach (var problem in problems.Concat(found.Items.Where(p => !problems.Any(q => q.Path == p.Path))))
            note("campaign", $"In the campaign file, {problem.Path}: {problem.Message}", problem.Remedy);
        if (aims.Objectives.Count > 1)
            note("campaign", $"The campaign has {aims.Objectives.Count} objectives; a study has one.", "Keep the one that is to be studied.");
        if (aims.Objectives is [{ Goal: not (Goal.Maximize or Goal.Minimize) } other])
            note("campaign", $"The goal of {other.Name} is neither to maximize nor to minimize, so there is no regret.", "Choose one of the two.");
        if (space is null || problems.Count > 0 || found.Items.Count > 0 || aims.Objectives is not [{ Goal: Goal.Maximize or Goal.Minimize } objective])
            return null;

        try
        {
            using var reader = new StringReader(table);
            return new StudyTable(space, objective, ResultTable.Read(reader, space, [objective]));
        }
        catch (ResultTableException e)
        {
            foreach (var problem in e.Problems)
                note("path", $"In the table, {problem}.", "Correct the table, or the campaign file that describes it.");
            return null;
        }
    }
}
