using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Campaigns;

/// <summary>The part of the draft check that concerns the stages and the robot.</summary>
internal static class WorkflowCheck
{
    private const double LongestSeconds = 30 * 24 * 3600;

    public static Workflow Build(CampaignDraft draft, ProblemList found)
    {
        if (draft.Stages.Count == 0)
            found.Add("workflow.stages", "The workflow has no stage.", "Add the steps that a sample goes through, in order.");
        var stages = new List<Stage>();
        for (var i = 0; i < draft.Stages.Count; i++)
        {
            var item = draft.Stages[i];
            var path = $"workflow.stages[{i}]";
            var name = found.Name($"{path}.name", item.Name, "stage", draft.Stages.Take(i).Select(s => s.Name));
            var kind = found.Text($"{path}.stationKind", item.StationKind, "The stage has no kind of station.", "Name the kind that executes it, such as hotplate.", 100);
            var seconds = Seconds($"{path}.seconds", item.Seconds, found);
            foreach (var measured in item.Measures.Where(m => draft.Objectives.TrueForAll(o => ProblemList.Blank(o.Name) != m)))
                found.Add($"{path}.measures", $"'{measured}' is not an objective of this campaign.", $"Choose among: {string.Join(", ", draft.Objectives.Select(o => o.Name))}.");
            if (name is not null && kind is not null && seconds is not null)
                stages.Add(new Stage(name, kind, seconds.Value, item.Measures.ToEquatableList(), item.MaxWaitSeconds));
        }

        var transfer = Transfer(draft, found);
        WaitsAreLongEnough(draft, transfer, found);
        AllOrNothingIsMeasured(draft, found);
        return new Workflow(WithLastMeasuring(stages, draft), transfer);
    }

    private static Transfer? Transfer(CampaignDraft draft, ProblemList found)
    {
        if (draft.Transfer is not { } item)
            return null;
        var kind = found.Text("workflow.transfer.stationKind", item.StationKind, "The transfer has no kind of station.", "Name the robot's kind, such as robot; or remove the transfer.", 100);
        var seconds = Seconds("workflow.transfer.seconds", item.Seconds, found);
        if (kind is not null && draft.Stages.Exists(s => ProblemList.Blank(s.StationKind) == kind))
            found.Add("workflow.transfer.stationKind", $"A stage uses the kind '{kind}' too.", "The robot that moves samples cannot execute a stage; name another kind.");
        return kind is null || seconds is null ? null : new Transfer(kind, seconds.Value);
    }

    private static double? Seconds(string path, double? value, ProblemList found)
    {
        var seconds = found.Number(path, value, "The expected duration", "Give it in seconds; a rough figure will do.");
        if (seconds is null || (seconds > 0 && seconds <= LongestSeconds))
            return seconds;
        found.Add(path, $"A duration of {seconds:R} s is not possible.", "Give a number of seconds above 0, at most 30 days.");
        return null;
    }

    /// <summary>A maximum wait counts from the stage before, and has to leave time for the move between them.</summary>
    private static void WaitsAreLongEnough(CampaignDraft draft, Transfer? transfer, ProblemList found)
    {
        for (var i = 0; i < draft.Stages.Count; i++)
        {
            var path = $"workflow.stages[{i}].maxWaitSeconds";
            if (draft.Stages[i].MaxWaitSeconds is not { } given || found.Number(path, given, "The longest wait", "Leave it away where a sample may wait.") is not { } limit)
                continue;
            if (limit <= 0)
                found.Add(path, $"A longest wait of {limit:R} s is not possible.", "Give a number of seconds above 0, or leave it away where a sample may wait.");
            else if (i == 0)
                found.Add(path, "The first stage has no stage before it.", "A longest wait counts from the end of the previous stage; remove it here.");
            else if (transfer is { } move && limit < move.Seconds && ProblemList.Blank(draft.Stages[i - 1].StationKind) != ProblemList.Blank(draft.Stages[i].StationKind))
                found.Add(path, $"The move from the stage before alone takes {move.Seconds:R} s, longer than the longest wait of {limit:R} s.", "Allow at least the duration of a move.");
        }
    }

    /// <summary>Where stages say what they measure, every objective has to be among it; where none does, the last stage measures all.</summary>
    private static void AllOrNothingIsMeasured(CampaignDraft draft, ProblemList found)
    {
        var measured = draft.Stages.SelectMany(s => s.Measures).ToHashSet();
        if (measured.Count == 0)
            return;
        for (var i = 0; i < draft.Objectives.Count; i++)
        {
            if (ProblemList.Blank(draft.Objectives[i].Name) is { } name && !measured.Contains(name))
                found.Add($"objectives[{i}].name", $"No stage measures '{name}'.", "Name it in the `measures` of the stage that reports it.");
        }
    }

    private static EquatableList<Stage> WithLastMeasuring(List<Stage> stages, CampaignDraft draft)
    {
        if (stages.Count > 0 && stages.TrueForAll(s => s.Measures.Count == 0))
            stages[^1] = stages[^1] with { Measures = draft.Objectives.Select(o => o.Name?.Trim() ?? "").ToEquatableList() };
        return stages.ToEquatableList();
    }
}
