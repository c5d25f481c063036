using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.People;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>A dialog that waits for an answer. A closed family.</summary>
public abstract record DeskQuestion(string Title, string Verb)
{
    /// <summary>Asks whether to go through with something that can't be undone, and for its reason where the record keeps one.</summary>
    public sealed record Confirm(string Title, string Consequence, string Verb, string? ReasonLabel, bool ReasonRequired, Func<string, Task> Do, bool Danger = true) : DeskQuestion(Title, Verb);

    /// <summary>Asks for a configuration.</summary>
    public sealed record Configure(string Title, string Verb, SearchSpace Space, Configuration? Start, Func<Configuration, string?, Task> Do) : DeskQuestion(Title, Verb);
}

/// <summary>
/// Where a page's buttons lead: turns them into commands to the orchestrator in the name of the person, asks first what has to be
/// asked, and keeps what was refused until it is dismissed. Lives with the page, inside its dispatcher.
/// </summary>
public sealed class CommandDesk(Orchestrator orchestrator, SignedIn signedIn, Guid campaign, Action changed)
{
    /// <summary>What was refused last, one sentence each; empty when nothing was.</summary>
    public IReadOnlyList<string> Refusals { get; private set; } = [];

    /// <summary>What the person wanted when it was refused: "Start".</summary>
    public string Wanted { get; private set; } = "";

    public DeskQuestion? Question { get; private set; }

    private readonly List<string> onTheWay = [];

    /// <summary>A command is on its way.</summary>
    public bool Busy => onTheWay.Count > 0;

    /// <summary>Why the person may not steer campaigns; null who may.</summary>
    public string? WhyNotMay => signedIn.Actor.WhyNot(Deed.RunCampaigns);

    /// <summary>Why a command is not given: the person may not, or it is on its way already by a double click; other commands need not wait for it.</summary>
    public string? WhyNotNow(string wanted) => WhyNotMay is { } reason ? reason : onTheWay.Contains(wanted) ? $"{wanted} is on its way." : null;

    public void Dismiss() => Refusals = [];

    public void Close() => Question = null;

    public void Ask(DeskQuestion question) => Question = question;

    public Task StartAsync() => RunAsync("Start", () => orchestrator.StartAsync(campaign, signedIn.Actor));

    public Task PauseAsync() => RunAsync("Pause", () => orchestrator.PauseAsync(campaign, $"paused by {signedIn.Actor.Name}", signedIn.Actor));

    public Task ResumeAsync() => RunAsync("Resume", () => orchestrator.ResumeAsync(campaign, signedIn.Actor));

    public void AskStop(Campaign state, StopMode mode)
    {
        var running = state.InFlight.Count(e => e.Current is not null);
        var waiting = state.InFlight.Count(e => e.NotStarted);
        var consequence = mode == StopMode.FinishRunning
            ? $"No experiment starts any more. {Count(state.InFlight.Count - waiting, "experiment")} on the line {(state.InFlight.Count - waiting == 1 ? "is" : "are")} taken to the end{(waiting > 0 ? $", {Count(waiting, "proposed experiment")} {(waiting == 1 ? "is" : "are")} dropped" : "")}, then the campaign is finished. It can't be resumed afterwards."
            : $"The stations stop what they are doing: {Count(running, "stage")} at work {(running == 1 ? "is" : "are")} aborted, and the samples of {Count(state.InFlight.Count - waiting, "experiment")} are left where they are. It can't be resumed afterwards.";
        Ask(new DeskQuestion.Confirm($"Stop {state.Definition.Name}", consequence, mode == StopMode.FinishRunning ? "Finish what runs, then stop" : "Abort what runs and stop", "Reason (kept in the record)", ReasonRequired: false,
            reason => RunAsync("Stop", () => orchestrator.StopAsync(campaign, mode, NullIfEmpty(reason), signedIn.Actor))));
    }

    public void AskInsert(Campaign state) => Ask(new DeskQuestion.Configure("Insert an experiment by hand", "Insert", state.Definition.Space, Rounded(state.Definition.Space, state.Best?.Configuration),
        (configuration, reason) => RunAsync("Insert", () => orchestrator.InsertAsync(campaign, configuration, reason, signedIn.Actor))));

    /// <summary>Does it, or asks first.</summary>
    public Task DoAsync(ExperimentAction action, Campaign state, Experiment experiment)
    {
        var number = experiment.Number;
        switch (action)
        {
            case ExperimentAction.Approve:
                return RunAsync("Approve", () => orchestrator.ApproveAsync(campaign, number, signedIn.Actor));
            case ExperimentAction.Retry:
                return RunAsync("Retry", () => orchestrator.RetryAsync(campaign, number, signedIn.Actor));
            case ExperimentAction.Edit:
                Ask(new DeskQuestion.Configure($"Edit experiment {number}", "Save", state.Definition.Space, experiment.Configuration,
                    (configuration, reason) => RunAsync("Edit", () => orchestrator.EditSuggestionAsync(campaign, number, configuration, reason, signedIn.Actor))));
                return Task.CompletedTask;
            case ExperimentAction.Reject:
                Ask(new DeskQuestion.Confirm($"Reject experiment {number}", "It will not run, and its configuration is not suggested again while others are left. It does not count against the budget.", "Reject", "Reason", ReasonRequired: true,
                    reason => RunAsync("Reject", () => orchestrator.RejectAsync(campaign, number, reason, signedIn.Actor))));
                return Task.CompletedTask;
            case ExperimentAction.Abandon:
                var aborts = experiment.Current?.Status == StageRunStatus.Running ? " The stage at work is aborted." : "";
                Ask(new DeskQuestion.Confirm($"Abandon experiment {number}", $"It is given up for good and can't be retried; strategies learn that such recipes fail.{aborts} Take its sample off the line.", "Abandon", "Reason", ReasonRequired: true,
                    reason => RunAsync("Abandon", () => orchestrator.AbandonAsync(campaign, number, reason, signedIn.Actor))));
                return Task.CompletedTask;
            default:
                var again = action == ExperimentAction.RunAgain;
                var stage = state.Route[experiment.NextStep].Name;
                Ask(new DeskQuestion.Confirm(again ? $"Run {stage} again" : $"{stage} finished", again
                        ? $"The station does {stage} of experiment {number} once more, on the same sample. Look at the sample first: if the stage did run, it happens twice."
                        : $"Experiment {number} goes on as if {stage} had ended well. Look at the sample first.", again ? "Run it again" : "It finished", "Note (kept in the record)", ReasonRequired: false,
                    note => RunAsync(again ? "Run it again" : "It finished", () => orchestrator.DecideUnknownAsync(campaign, number, again ? UnknownDecision.RunAgain : UnknownDecision.ItFinished, NullIfEmpty(note), signedIn.Actor)), Danger: false));
                return Task.CompletedTask;
        }
    }

    /// <summary>Runs a command; success is quiet, a refusal stays on the page.</summary>
    public async Task RunAsync(string wanted, Func<Task> command)
    {
        (Refusals, Wanted) = ([], wanted);
        onTheWay.Add(wanted);
        changed();
        try
        {
            await command();
            Question = null;
        }
        catch (RefusedException e)
        {
            (Refusals, Question) = ([e.Message], null);
        }
        catch (DefinitionException e)
        {
            (Refusals, Question) = ([.. e.Problems.Select(p => $"{p.Message} {p.Remedy}")], null);
        }
        catch (LogConflictException e)
        {
            (Refusals, Question) = ([e.Message], null);
        }
        finally
        {
            onTheWay.Remove(wanted);
            changed();
        }
    }

    /// <summary>Values that a person would write, where the space still allows them.</summary>
    private static Configuration? Rounded(SearchSpace space, Configuration? best)
    {
        if (best is null)
            return null;
        var rounded = new Configuration(best.Select(v => v.Value.IsNumber ? KeyValuePair.Create(v.Key, ParameterValue.Of(double.Parse(v.Value.ToDisplay(), System.Globalization.CultureInfo.InvariantCulture))) : v));
        return space.Contains(rounded) ? rounded : best;
    }

    private static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";

    private static string? NullIfEmpty(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
