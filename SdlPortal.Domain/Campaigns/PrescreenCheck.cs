using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.Campaigns;

/// <summary>The pre-screening's part of <see cref="DraftCheck"/>: its twin, how much is simulated on it, and which share may go on.</summary>
internal static class PrescreenCheck
{
    private const int FewestSimulated = 100;
    private const int MostSimulated = 100_000;

    /// <summary>A shortlist with fewer experiments has nothing to spread.</summary>
    private const int ShortestList = 10;

    public static Prescreen? Build(CampaignDraft draft, ProblemList found)
    {
        if (draft.Prescreen is not { } prescreen)
            return null;
        var kind = found.Word("prescreen.twin.kind", prescreen.Kind, ["table", "function"]);
        var path = ProblemList.Blank(prescreen.Path);
        if (kind == "table" && path is null)
            found.Add("prescreen.twin.path", "The twin's table has no path.", "Name a CSV file of earlier results whose columns are the parameters and the objective.");
        var function = kind == "function" ? found.Word("prescreen.twin.name", prescreen.Name, [.. GroundTruth.BuiltInNames]) : null;
        var simulated = found.Whole("prescreen.simulated", prescreen.Simulated ?? Prescreen.UsualSimulated, FewestSimulated, MostSimulated, "The number of simulated experiments", "A few thousand cost seconds.");
        var share = prescreen.Share ?? Prescreen.UsualShare;
        if (!(share > 0 && share <= 0.5))
            found.Add("prescreen.share", $"A share of {share:R} is not possible.", "Give a number above 0, at most 0.5; 0.05 lets the best twentieth go on.");
        else if (simulated * share < ShortestList)
            found.Add("prescreen.share", $"Of {simulated} simulated experiments a share of {share:R} leaves fewer than {ShortestList}.", "Simulate more, or let a larger share go on.");
        if (draft.Objectives.Count(o => o.Goal != "measure") > 1)
            found.Add("prescreen", "A twin ranks experiments by one objective, but the campaign seeks several.", "Keep one objective, or leave the twin out.");
        if (simulated is null)
            return null;
        return kind switch
        {
            "table" when path is not null => new Prescreen(TwinKind.Table, path, simulated.Value, share),
            "function" when function is not null => new Prescreen(TwinKind.Function, function, simulated.Value, share),
            _ => null,
        };
    }
}
