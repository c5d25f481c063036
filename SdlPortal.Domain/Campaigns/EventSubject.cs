namespace SdlPortal.Domain.Campaigns;

/// <summary>What an event of a campaign is about.</summary>
public static class EventSubject
{
    /// <summary>The experiment that an event changes; null when it concerns the campaign alone.</summary>
    public static int? ExperimentOf(CampaignEvent item) => item switch
    {
        ExperimentSuggested e => e.Experiment,
        SuggestionEdited e => e.Experiment,
        ExperimentApproved e => e.Experiment,
        ExperimentRejected e => e.Experiment,
        StageStarted e => e.Experiment,
        StageFinished e => e.Experiment,
        StageFailed e => e.Experiment,
        StageOutcomeUnknown e => e.Experiment,
        UnknownOutcomeDecided e => e.Experiment,
        ExperimentCompleted e => e.Experiment,
        ExperimentFailed e => e.Experiment,
        ExperimentRetried e => e.Experiment,
        AbandonRequested e => e.Experiment,
        ExperimentAbandoned e => e.Experiment,
        _ => null,
    };
}
