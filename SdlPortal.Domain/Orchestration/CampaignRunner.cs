using System.Threading.Channels;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.People;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// The one writer of a started campaign: a channel of messages drained by one loop. <see cref="RecordAsync"/> (append, apply, publish) is the only way its
/// state changes. Stations and the optimizer work outside the loop and report back by message.
/// </summary>
internal sealed class CampaignRunner
{
    private readonly Campaign campaign;
    private readonly RunnerSurroundings around;
    private readonly Channel<Message> messages = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, CancellationTokenSource> aborts = [];
    private readonly CancellationTokenSource shutdown = new();
    private bool suggesting;
    private DateTimeOffset lookAgainAt;

    public CampaignRunner(Campaign campaign, RunnerSurroundings around)
    {
        this.campaign = campaign;
        this.around = around;
        Claim = LineClaim.Of(campaign);
    }

    /// <summary>What the campaign needs of the lab right now; replaced after every change, safe to read from any thread.</summary>
    public LineClaim Claim { get; private set; }

    /// <summary>Ends when the campaign has finished or the runner was shut down.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public void Start() => Completion = LoopAsync();

    /// <summary>Asks the loop to decide on a command; the task ends when its events are recorded, or with the refusal.</summary>
    public Task CommandAsync(Func<Campaign, IReadOnlyList<CampaignEvent>> decide, string actor)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!messages.Writer.TryWrite(new Message.Command(decide, actor, done)))
            done.SetException(new RefusedException("The campaign has finished or the portal is shutting down."));
        return done.Task;
    }

    public void StationsChanged() => messages.Writer.TryWrite(new Message.StationsChanged());

    /// <summary>Stops driving; what the stations do goes on, and the next start of the program takes it up.</summary>
    public Task ShutDownAsync()
    {
        messages.Writer.TryComplete();
        shutdown.Cancel();
        return Completion;
    }

    private async Task LoopAsync()
    {
        try
        {
            foreach (var experiment in campaign.InFlight.Where(e => e.Current?.Status == StageRunStatus.Running).ToList())
                Launch(experiment.Current!, recall: true);
            await AdvanceAsync();
            while (campaign.Status != CampaignStatus.Finished && await messages.Reader.WaitToReadAsync(shutdown.Token))
            {
                while (campaign.Status != CampaignStatus.Finished && messages.Reader.TryRead(out var message))
                {
                    await HandleAsync(message);
                    await AdvanceAsync();
                }
            }
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // Shut down: the log says where to go on.
        }
        catch (Exception e) when (e is LogConflictException or InvalidDataException)
        {
            around.Trouble(campaign.Id, $"The campaign is not driven any more: {e.Message}");
        }
        finally
        {
            messages.Writer.TryComplete();
            while (messages.Reader.TryRead(out var left))
                (left as Message.Command)?.Done.TrySetException(new RefusedException("The campaign has finished or the portal is shutting down."));
        }
    }

    private async Task HandleAsync(Message message)
    {
        switch (message)
        {
            case Message.Command command:
                await HandleAsync(command);
                break;
            case Message.StageEnded ended:
                if (aborts.Remove(ended.Run.Command, out var source))
                    source.Dispose();
                await RecordAsync(Decisions.After(campaign, ended.Run, ended.Outcome), Actor.Portal.Name);
                break;
            case Message.Suggested suggested:
                suggesting = false;
                await AcceptAsync(suggested.Request, suggested.Suggestion);
                break;
            case Message.SuggestionFailed failed:
                suggesting = false;
                if (campaign.Status == CampaignStatus.Running)
                    await RecordAsync([new SuggestionFailed(failed.Reason), new CampaignPaused($"no suggestion could be made: {failed.Reason}")], Actor.Portal.Name);
                break;
            case Message.StationsChanged:
                break;
            default:
                throw new NotSupportedException(message.GetType().Name);
        }
    }

    private async Task HandleAsync(Message.Command command)
    {
        try
        {
            await RecordAsync(command.Decide(campaign), command.Actor);
            AbortWhatWasGivenUp();
            command.Done.TrySetResult();
        }
        catch (RefusedException e)
        {
            command.Done.TrySetException(e);
        }
        catch (OperationCanceledException)
        {
            command.Done.TrySetException(new RefusedException("The portal is shutting down; nothing was recorded."));
            throw;
        }
        catch (LogConflictException e)
        {
            command.Done.TrySetException(e);
            throw;
        }
    }

    /// <summary>Follows up on every change until nothing is due: ends experiments, asks for suggestions, starts stages.</summary>
    private async Task AdvanceAsync()
    {
        while (Decisions.Due(campaign, around.Time.GetUtcNow()) is { Count: > 0 } due)
            await RecordAsync(due, Actor.Portal.Name);
        AbortWhatWasGivenUp();
        StartSuggesting();
        if (campaign.Status is not (CampaignStatus.Running or CampaignStatus.Stopping) || campaign.Stopping == StopMode.AbortRunning)
            return;
        var schedule = Scheduler.Startable(campaign, around.Stations(), around.Time.GetUtcNow());
        LookAgain(schedule.LookAgainAt);
        foreach (var assignment in schedule.Start)
        {
            var command = CommandIds.Of(campaign.Id, assignment.Experiment, assignment.Step.Index, assignment.Attempt);
            await RecordAsync([new StageStarted(assignment.Experiment, assignment.Step.Index, assignment.Attempt, command, assignment.Place, assignment.Step.Seconds, assignment.Destination)], Actor.Portal.Name);
            Launch(campaign.Experiment(assignment.Experiment).Current!, recall: false);
        }
    }

    /// <summary>A sample is held back until a moment at which perhaps nothing else happens.</summary>
    private void LookAgain(DateTimeOffset? at)
    {
        if (at is not { } moment || moment == lookAgainAt)
            return;
        lookAgainAt = moment;
        _ = LookAgainAsync(moment - around.Time.GetUtcNow());
    }

    private async Task LookAgainAsync(TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, around.Time, shutdown.Token);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            return;
        }

        StationsChanged();
    }

    private void StartSuggesting()
    {
        if (suggesting || !Decisions.MaySuggest(campaign, around.Time.GetUtcNow()))
            return;
        suggesting = true;
        _ = SuggestAsync(Decisions.Request(campaign));
    }

    private async Task SuggestAsync(SuggestionRequest request)
    {
        Message message;
        try
        {
            message = new Message.Suggested(request, await around.Suggest(request, shutdown.Token));
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            return;
        }
        catch (SuggestionException e)
        {
            message = new Message.SuggestionFailed(e.Message);
        }
        catch (Exception e)
        {
            // A fault in a strategy must not end the campaign: it pauses, and a person reads why.
            message = new Message.SuggestionFailed($"the strategy '{request.Strategy.Name}' broke down ({e.GetType().Name}: {e.Message})");
        }

        messages.Writer.TryWrite(message);
    }

    private async Task AcceptAsync(SuggestionRequest request, Suggestion suggestion)
    {
        // The world may have changed while the optimizer was thinking: a place taken by hand, a stop. Paused: the thought is kept.
        var wanted = campaign.Status is CampaignStatus.Running or CampaignStatus.Paused
            && campaign.InFlight.Count < campaign.Definition.MaxInFlight
            && !(campaign.Definition.Budget.Experiments <= campaign.Spent);
        if (!wanted)
            return;
        var source = request.Index < request.InitialCount ? SuggestionSource.Initial : SuggestionSource.Strategy;
        await RecordAsync([new ExperimentSuggested(campaign.Experiments.Count + 1, source, suggestion.Configuration, suggestion.Rationale)], Actor.Portal.Name);
    }

    private void Launch(StageRun run, bool recall)
    {
        var abort = new CancellationTokenSource();
        aborts[run.Command] = abort;
        var command = StageExecution.CommandFor(campaign, run);
        _ = ReportAsync(run, command, recall, abort.Token);
    }

    private async Task ReportAsync(StageRun run, StageCommand command, bool recall, CancellationToken abort)
    {
        var outcome = recall
            ? await StageExecution.TakeUpAsync(around, command, abort)
            : await StageExecution.RunAsync(around, command, abort);
        messages.Writer.TryWrite(new Message.StageEnded(run, outcome));
    }

    private void AbortWhatWasGivenUp()
    {
        foreach (var experiment in campaign.InFlight)
        {
            if (experiment.Current is { Status: StageRunStatus.Running } run
                && (experiment.AbandonRequest is not null || campaign.Stopping == StopMode.AbortRunning)
                && aborts.TryGetValue(run.Command, out var abort) && !abort.IsCancellationRequested)
                abort.Cancel();
        }
    }

    /// <summary>Append, apply, publish. A database that cannot be written is tried again until it can: nothing is done that is not recorded.</summary>
    private async Task RecordAsync(IReadOnlyList<CampaignEvent> events, string actor)
    {
        if (events.Count == 0)
            return;
        var at = around.Time.GetUtcNow();
        var recorded = await PatientLog.AppendAsync(around, campaign, [.. events.Select(e => new NewEvent(e, at, actor))], shutdown.Token);
        foreach (var item in recorded)
            campaign.Apply(item);
        Claim = LineClaim.Of(campaign);
        around.Feed.Publish(campaign.Id, recorded);
    }

    private abstract record Message
    {
        public sealed record Command(Func<Campaign, IReadOnlyList<CampaignEvent>> Decide, string Actor, TaskCompletionSource Done) : Message;

        public sealed record StageEnded(StageRun Run, StageOutcome Outcome) : Message;

        public sealed record Suggested(SuggestionRequest Request, Suggestion Suggestion) : Message;

        public sealed record SuggestionFailed(string Reason) : Message;

        public sealed record StationsChanged : Message;
    }
}
