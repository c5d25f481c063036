using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Domain.Campaigns;

/// <summary>
/// Everything that can happen to a campaign: a closed family. Events are facts; the campaign's state is their fold
/// (<see cref="Campaign"/>), and no other record of it exists. Experiments are numbered from 1; steps are indexes into the
/// workflow's route. Changing a shape means a new version and an entry in <see cref="EventUpcasters"/>.
/// </summary>
public abstract record CampaignEvent;

public sealed record CampaignCreated(CampaignDefinition Definition) : CampaignEvent;

public sealed record DefinitionChanged(CampaignDefinition Definition) : CampaignEvent;

/// <summary>Results from elsewhere that count as observations.</summary>
/// <param name="Source">Where they come from, such as the uploaded file's name.</param>
public sealed record PriorResultsAdded(string Source, EquatableList<Observation> Results) : CampaignEvent;

/// <summary>What the advisor answered about this campaign as it was defined then, whether it was followed or not.</summary>
/// <param name="Advice">Thinned for the record (<see cref="ThinnedAdvice.ForRecord"/>).</param>
public sealed record AdviceRecorded(Advice Advice) : CampaignEvent;

/// <param name="TimeScale">Lab seconds per second of the clock: 1 in a real laboratory, more in a simulated one.</param>
public sealed record CampaignStarted(double TimeScale) : CampaignEvent;

public enum SuggestionSource { Initial, Strategy, Manual }

public sealed record ExperimentSuggested(int Experiment, SuggestionSource Source, Configuration Configuration, Rationale Rationale) : CampaignEvent;

/// <summary>The strategy could not propose anything; the campaign pauses for a person.</summary>
public sealed record SuggestionFailed(string Reason) : CampaignEvent;

public sealed record SuggestionEdited(int Experiment, Configuration Configuration, string? Reason) : CampaignEvent;

public sealed record ExperimentApproved(int Experiment) : CampaignEvent;

public sealed record ExperimentRejected(int Experiment, string Reason) : CampaignEvent;

/// <summary>Written before the station moves. The command's id makes it recognizable to the station after a crash.</summary>
/// <param name="Destination">Transfers only: the station and slot that are kept free for the sample.</param>
public sealed record StageStarted(int Experiment, int Step, int Attempt, string Command, Place Place, double ExpectedLabSeconds, Place? Destination) : CampaignEvent;

/// <param name="Values">What the stage measured, by objective.</param>
public sealed record StageFinished(int Experiment, int Step, int Attempt, EquatableList<MeasuredValue> Values) : CampaignEvent;

/// <param name="WillRetry">True when the policy tries the stage again by itself.</param>
public sealed record StageFailed(int Experiment, int Step, int Attempt, StageFault Fault, string Reason, bool WillRetry) : CampaignEvent;

/// <summary>Nobody can say whether the stage ran; a person decides.</summary>
public sealed record StageOutcomeUnknown(int Experiment, int Step, int Attempt, string Reason) : CampaignEvent;

public enum UnknownDecision { RunAgain, ItFinished, Abandon }

public sealed record UnknownOutcomeDecided(int Experiment, int Step, int Attempt, UnknownDecision Decision, string? Note) : CampaignEvent;

/// <param name="Values">All objectives, in the definition's order.</param>
public sealed record ExperimentCompleted(int Experiment, EquatableList<double> Values) : CampaignEvent;

/// <summary>The machine's fault: the experiment may be tried again by a person.</summary>
public sealed record ExperimentFailed(int Experiment, string Reason) : CampaignEvent;

/// <summary>A person puts a failed experiment back in the queue, at the step that failed.</summary>
public sealed record ExperimentRetried(int Experiment) : CampaignEvent;

/// <summary>A person gives up an experiment whose stage is still at work: the station is told to stop, and the experiment ends when it has.</summary>
public sealed record AbandonRequested(int Experiment, string Reason) : CampaignEvent;

/// <summary>Given up for good: never to be tried again.</summary>
public sealed record ExperimentAbandoned(int Experiment, string Reason) : CampaignEvent;

public sealed record CampaignPaused(string Reason) : CampaignEvent;

public sealed record CampaignResumed : CampaignEvent;

public enum StopMode { FinishRunning, AbortRunning }

public sealed record CampaignStopping(StopMode Mode, string? Reason) : CampaignEvent;

public enum FinishReason { BudgetOfExperiments, BudgetOfHours, Stopped }

public sealed record CampaignFinished(FinishReason Reason) : CampaignEvent;

/// <summary>One entry of a campaign's log, as stored.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Actor">Who caused it: a person's name, or "portal".</param>
/// <param name="Hash">Hexadecimal SHA-256 over the entry and the hash before it.</param>
public sealed record RecordedEvent(Guid CampaignId, long Sequence, CampaignEvent Event, DateTimeOffset At, string Actor, string Hash);
