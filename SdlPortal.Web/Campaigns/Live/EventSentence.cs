using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Web.Campaigns.Advising;

namespace SdlPortal.Web.Campaigns.Live;

public enum EventKind { Campaign, Suggestion, Stage, Result, Trouble, Decision }

/// <summary>Every event in plain words, and the kind that the list of events is filtered by. Pure.</summary>
internal static class EventSentence
{
    public static string Of(CampaignEvent item, Campaign campaign) => item switch
    {
        CampaignCreated e => $"The campaign {e.Definition.Name} was created.",
        DefinitionChanged => "The definition was changed.",
        PriorResultsAdded e => $"{e.Results.Count} prior results were added from {e.Source}.",
        AdviceRecorded e => $"The advisor recommended {e.Advice.RecommendedInFlight} in flight with {StrategyWords.Of(e.Advice.RecommendedStrategy)}, from {e.Advice.Repetitions} simulated campaigns of each choice ({AdviceWords.Of(e.Advice.Sureness).Word}).",
        CampaignStarted e => e.TimeScale == 1 ? "The campaign started." : $"The campaign started; one second of the clock is {Quantity.Text(e.TimeScale)} seconds of lab time.",
        ExperimentSuggested e => $"Experiment {e.Experiment} {Source(e)}: {ConfigurationText.Short(campaign.Definition.Space, e.Configuration, 4)}",
        SuggestionFailed e => $"The strategy could not suggest an experiment: {e.Reason}",
        SuggestionEdited e => $"Experiment {e.Experiment} was changed by hand to {ConfigurationText.Short(campaign.Definition.Space, e.Configuration, 4)}{Because(e.Reason)}.",
        ExperimentApproved e => $"Experiment {e.Experiment} was approved.",
        ExperimentRejected e => $"Experiment {e.Experiment} was rejected{Because(e.Reason)}.",
        StageStarted e => $"Experiment {e.Experiment}: {Step(campaign, e.Step)} started on {Place(e.Place)}{(e.Destination is { } to ? $", to {Place(to)}" : "")}{(e.Attempt > 1 ? $", attempt {e.Attempt}" : "")}.",
        StageFinished e => $"Experiment {e.Experiment}: {Step(campaign, e.Step)} finished{Measured(campaign, e)}.",
        StageFailed e => $"Experiment {e.Experiment}: {Step(campaign, e.Step)} failed in attempt {e.Attempt} ({Fault(e.Fault)}): {Bare(e.Reason)}{(e.WillRetry ? ". It is tried again" : "")}.",
        StageOutcomeUnknown e => $"Experiment {e.Experiment}: nobody knows whether {Step(campaign, e.Step)} ran: {Bare(e.Reason)}.",
        UnknownOutcomeDecided e => $"Experiment {e.Experiment}: a person decided that {Step(campaign, e.Step)} {Decision(e.Decision)}{(e.Note is null ? "" : $" ({e.Note})")}.",
        ExperimentCompleted e => $"Experiment {e.Experiment} completed: {Values(campaign.Definition.Objectives, e.Values)}.",
        ExperimentFailed e => $"Experiment {e.Experiment} failed: {Bare(e.Reason)}.",
        ExperimentRetried e => $"Experiment {e.Experiment} was put back in the queue.",
        AbandonRequested e => $"Experiment {e.Experiment} is to be abandoned{Because(e.Reason)}; its station is told to stop.",
        ExperimentAbandoned e => $"Experiment {e.Experiment} was abandoned{Because(e.Reason)}.",
        CampaignPaused e => $"The campaign was paused{Because(e.Reason)}.",
        CampaignResumed => "The campaign was resumed.",
        CampaignStopping e => $"The campaign is being stopped; {(e.Mode == StopMode.FinishRunning ? "what runs is finished first" : "what runs is aborted")}{Because(e.Reason)}.",
        CampaignFinished e => $"The campaign finished: {CampaignHeadline.Reason(e.Reason)}.",
        _ => throw new NotSupportedException(item.GetType().Name),
    };

    public static EventKind KindOf(CampaignEvent item) => item switch
    {
        ExperimentSuggested or SuggestionEdited => EventKind.Suggestion,
        StageStarted or StageFinished => EventKind.Stage,
        ExperimentCompleted or PriorResultsAdded => EventKind.Result,
        StageFailed or StageOutcomeUnknown or SuggestionFailed or ExperimentFailed => EventKind.Trouble,
        ExperimentApproved or ExperimentRejected or UnknownOutcomeDecided or ExperimentRetried or AbandonRequested or ExperimentAbandoned => EventKind.Decision,
        _ => EventKind.Campaign,
    };

    public static string Values(IReadOnlyList<Objective> objectives, IReadOnlyList<double> values) =>
        string.Join(", ", objectives.Zip(values, (o, v) => $"{o.Name} {Quantity.Text(v, o.Unit)}"));

    public static string Fault(Domain.Stations.StageFault fault) => fault switch
    {
        Domain.Stations.StageFault.Timeout => "no end in time",
        Domain.Stations.StageFault.Nonsense => "an answer nobody understands",
        Domain.Stations.StageFault.InvalidValue => "an invalid value",
        Domain.Stations.StageFault.Instrument => "a fault of the instrument",
        _ => "aborted",
    };

    private static string Source(ExperimentSuggested e) => e.Source switch
    {
        SuggestionSource.Initial => "was taken from the initial design",
        SuggestionSource.Manual => "was inserted by hand",
        _ => $"was suggested with {e.Rationale.Observed} results and {e.Rationale.Pending} pending",
    };

    private static string Decision(UnknownDecision decision) => decision switch
    {
        UnknownDecision.ItFinished => "did finish",
        UnknownDecision.RunAgain => "is to run again",
        _ => "is not worth another try",
    };

    private static string Measured(Campaign campaign, StageFinished e) => e.Values.Count == 0 ? ""
        : ", measured " + string.Join(", ", e.Values.Select(v => $"{v.Name} {Quantity.Text(v.Value, campaign.Definition.Objectives.FirstOrDefault(o => o.Name == v.Name)?.Unit)}"));

    private static string Step(Campaign campaign, int step) => step < campaign.Route.Count ? campaign.Route[step].Name : $"step {step + 1}";

    private static string Place(Domain.Stations.Place place) => place.Slot == 0 ? place.Station : $"{place.Station} slot {place.Slot + 1}";

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {Bare(reason)}";

    /// <summary>Reasons come with and without a full stop; the sentence sets its own.</summary>
    private static string Bare(string reason) => reason.Trim().TrimEnd('.');
}
