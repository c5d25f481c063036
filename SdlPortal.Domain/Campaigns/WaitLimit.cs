using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Campaigns;

/// <summary>How long a sample may wait between two stages, in clock time: from the end of one to the start of the other.</summary>
public readonly record struct WaitLimit(Step Stage, DateTimeOffset Since, TimeSpan Longest)
{
    /// <summary>The limit that a sample on its way to a stage is under now; null when there is none.</summary>
    public static WaitLimit? Of(Campaign campaign, Experiment experiment)
    {
        if (experiment.NextStep >= campaign.Route.Count)
            return null;
        var step = campaign.Route[experiment.NextStep];
        var stage = step.Kind == StepKind.Stage ? step : campaign.Definition.Workflow.StageAfter(experiment.NextStep);
        return stage?.MaxWaitSeconds is { } limit && !experiment.Runs.Any(r => r.Step == stage.Index) && EndOfStage(campaign, experiment, experiment.Runs.Count) is { } since
            ? new WaitLimit(stage, since, TimeSpan.FromSeconds(limit / campaign.TimeScale))
            : null;
    }

    /// <summary>The stages of a sample that started later than they should have, with how long it waited before each.</summary>
    public static IEnumerable<(WaitLimit Limit, TimeSpan Waited)> Broken(Campaign campaign, Experiment experiment)
    {
        for (var i = 0; i < experiment.Runs.Count; i++)
        {
            var run = experiment.Runs[i];
            if (run.Attempt != 1 || campaign.Route[run.Step] is not { MaxWaitSeconds: { } seconds } stage || EndOfStage(campaign, experiment, i) is not { } since)
                continue;
            var (longest, waited) = (TimeSpan.FromSeconds(seconds / campaign.TimeScale), run.StartedAt - since);
            if (waited > longest)
                yield return (new WaitLimit(stage, since, longest), waited);
        }
    }

    /// <summary>When the last stage ended among the first runs of an experiment; moves do not count.</summary>
    private static DateTimeOffset? EndOfStage(Campaign campaign, Experiment experiment, int runs)
    {
        for (var i = runs - 1; i >= 0; i--)
        {
            if (experiment.Runs[i].Status == StageRunStatus.Finished && campaign.Route[experiment.Runs[i].Step].Kind == StepKind.Stage)
                return experiment.Runs[i].EndedAt;
        }

        return null;
    }
}
