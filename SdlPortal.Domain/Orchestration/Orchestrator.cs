using System.Collections.Concurrent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.People;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// Runs the campaigns of one lab: the only writer of their logs. Every command either appends its events or throws
/// <see cref="RefusedException"/> with the reason, first of all where the actor who asks may not run campaigns. Safe for any thread.
/// </summary>
public sealed class Orchestrator : IAsyncDisposable
{
    private readonly RunnerSurroundings around;
    private readonly ConcurrentDictionary<Guid, CampaignRunner> runners = [];
    private readonly ConcurrentDictionary<Guid, string> troubles = [];

    /// <summary>One at a time: commands on campaigns that no runner owns, and those that claim the line.</summary>
    private readonly SemaphoreSlim gate = new(1);

    public Orchestrator(ICampaignLog log, ILab lab, LabFeed feed, TimeProvider time, SuggestAsync suggest)
    {
        Lab = lab;
        around = new RunnerSurroundings(log, lab, feed, time, suggest, SetTrouble);
        foreach (var station in lab.Stations)
            station.StateChanged += OnStationChanged;
    }

    public ILab Lab { get; }

    /// <summary>The lab's stations with their present state.</summary>
    public IReadOnlyList<StationView> Stations => around.Stations();

    /// <summary>What keeps the portal itself from driving a campaign, such as a database that cannot be written; null when nothing does.</summary>
    public string? Trouble(Guid campaign) => troubles.GetValueOrDefault(campaign);

    /// <summary>The troubles of all campaigns that have one, by the campaign's id.</summary>
    public IReadOnlyDictionary<Guid, string> Troubles => troubles;

    /// <summary>Adds a campaign that is not started yet and returns its id.</summary>
    public async Task<Guid> CreateAsync(CampaignDefinition definition, Actor actor, Guid? id = null, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        var campaign = new Campaign(id ?? Guid.CreateVersion7(around.Time.GetUtcNow()));
        await ExclusivelyAsync(() => RecordAsync(campaign, [new CampaignCreated(definition)], actor, cancellationToken), cancellationToken);
        return campaign.Id;
    }

    /// <summary>Replaces the definition of a campaign that has not started.</summary>
    /// <param name="knownSequence">The state the person saw when the edit began; a campaign changed since is refused.</param>
    public Task ChangeAsync(Guid campaign, CampaignDefinition definition, Actor actor, long? knownSequence = null, CancellationToken cancellationToken = default) =>
        CommandAsync(campaign, actor, c =>
        {
            Refuse(CampaignRules.WhyNotChange(c));
            if (knownSequence is { } known && known != c.Sequence)
                Refuse("Somebody else has changed this campaign since you opened it. Reload it, or save yours as a new campaign.");
            Refuse(PriorResultsMisfit(c.PriorResults, definition));
            return [new DefinitionChanged(definition)];
        }, cancellationToken);

    public Task AddPriorResultsAsync(Guid campaign, string source, IReadOnlyList<Observation> results, Actor actor, CancellationToken cancellationToken = default) =>
        CommandAsync(campaign, actor, c =>
        {
            Refuse(CampaignRules.WhyNotChange(c));
            Refuse(PriorResultsMisfit(results, c.Definition));
            return [new PriorResultsAdded(source, results.ToEquatableList())];
        }, cancellationToken);

    /// <summary>Keeps what the advisor answered about the campaign as it is defined now, for comparison with what happens.</summary>
    public Task RecordAdviceAsync(Guid campaign, Advice advice, Actor actor, CancellationToken cancellationToken = default) =>
        CommandAsync(campaign, actor, c =>
        {
            Refuse(CampaignRules.WhyNotAdvise(c));
            return [new AdviceRecorded(advice.ForRecord())];
        }, cancellationToken);

    /// <summary>Removes a campaign that has not started.</summary>
    public async Task DeleteAsync(Guid campaign, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        await ExclusivelyAsync(async () =>
        {
            var known = await FoldAsync(campaign, cancellationToken);
            if (known.Status != CampaignStatus.NotStarted)
                throw new RefusedException("The campaign was started; its record stays. It can be stopped, not deleted.");
            await around.Log.RemoveNeverStartedAsync(campaign, cancellationToken);
        }, cancellationToken);
        around.Feed.Publish(new LabChange.Campaign(campaign));
    }

    /// <exception cref="DefinitionException">This lab cannot run the campaign; every reason is listed.</exception>
    public Task StartAsync(Guid campaign, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        return ExclusivelyAsync(async () =>
        {
            var started = await AdmitAsync(campaign, CampaignRules.WhyNotStart, cancellationToken);
            var scale = Lab.Stations.Count > 0 ? Lab.Stations.Max(s => s.Description.TimeScale) : 1;
            await RecordAsync(started, [new CampaignStarted(scale)], actor, cancellationToken);
            Drive(started);
        }, cancellationToken);
    }

    public Task PauseAsync(Guid campaign, string reason, Actor actor, CancellationToken cancellationToken = default) =>
        CommandAsync(campaign, actor, c =>
        {
            Refuse(CampaignRules.WhyNotPause(c));
            return [new CampaignPaused(reason)];
        }, cancellationToken);

    /// <inheritdoc cref="StartAsync" path="/exception" />
    public Task ResumeAsync(Guid campaign, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        return ExclusivelyAsync(async () =>
        {
            await AdmitAsync(campaign, CampaignRules.WhyNotResume, cancellationToken);
            await RunnerOf(campaign).CommandAsync(c =>
            {
                Refuse(CampaignRules.WhyNotResume(c));
                return [new CampaignResumed()];
            }, actor.Name);
        }, cancellationToken);
    }

    public Task StopAsync(Guid campaign, StopMode mode, string? reason, Actor actor, CancellationToken cancellationToken = default) =>
        CommandAsync(campaign, actor, c =>
        {
            Refuse(CampaignRules.WhyNotStop(c, mode));
            return [new CampaignStopping(mode, reason)];
        }, cancellationToken);

    public Task RetryAsync(Guid campaign, int experiment, Actor actor, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(campaign, experiment, actor, (c, e) =>
        {
            Refuse(CampaignRules.WhyNotRetry(c, e));
            return [new ExperimentRetried(experiment)];
        }, cancellationToken);

    public Task AbandonAsync(Guid campaign, int experiment, string reason, Actor actor, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(campaign, experiment, actor, (c, e) =>
        {
            Refuse(CampaignRules.WhyNotAbandon(c, e));
            return [e.Current?.Status == StageRunStatus.Running ? new AbandonRequested(experiment, reason) : new ExperimentAbandoned(experiment, reason)];
        }, cancellationToken);

    /// <summary>Puts an experiment with a configuration of the person's choice into the queue; returns its number.</summary>
    public async Task<int> InsertAsync(Guid campaign, Configuration configuration, string? reason, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        var number = 0;
        await CommandAsync(campaign, actor, c =>
        {
            Refuse(CampaignRules.WhyNotInsert(c));
            RefuseOutside(c, configuration);
            number = c.Experiments.Count + 1;
            var rationale = new Rationale { Strategy = "by hand", Observed = c.PriorResults.Count + c.Completed, Pending = c.InFlight.Count, Remarks = string.IsNullOrWhiteSpace(reason) ? [] : [reason.Trim()] };
            return [new ExperimentSuggested(number, SuggestionSource.Manual, configuration, rationale)];
        }, cancellationToken);
        return number;
    }

    public Task EditSuggestionAsync(Guid campaign, int experiment, Configuration configuration, string? reason, Actor actor, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(campaign, experiment, actor, (c, e) =>
        {
            Refuse(CampaignRules.WhyNotEdit(c, e));
            RefuseOutside(c, configuration);
            return [new SuggestionEdited(experiment, configuration, reason)];
        }, cancellationToken);

    public Task ApproveAsync(Guid campaign, int experiment, Actor actor, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(campaign, experiment, actor, (c, e) =>
        {
            Refuse(CampaignRules.WhyNotApprove(c, e));
            return [new ExperimentApproved(experiment)];
        }, cancellationToken);

    public Task RejectAsync(Guid campaign, int experiment, string reason, Actor actor, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(campaign, experiment, actor, (c, e) =>
        {
            Refuse(CampaignRules.WhyNotEdit(c, e));
            return [new ExperimentRejected(experiment, reason)];
        }, cancellationToken);

    /// <summary>A person says what became of a stage whose outcome nobody knows.</summary>
    public Task DecideUnknownAsync(Guid campaign, int experiment, UnknownDecision decision, string? note, Actor actor, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(campaign, experiment, actor, (c, e) =>
        {
            Refuse(CampaignRules.WhyNotDecide(c, e, decision));
            var run = e.Current!;
            var decided = new UnknownOutcomeDecided(experiment, run.Step, run.Attempt, decision, note);
            return decision == UnknownDecision.Abandon
                ? [decided, new ExperimentAbandoned(experiment, string.IsNullOrWhiteSpace(note) ? $"nobody knows what became of {c.Route[run.Step].Name}" : note.Trim())]
                : [decided];
        }, cancellationToken);

    /// <summary>Takes up every unfinished campaign after a restart. A campaign that the lab cannot run any more is paused with the reason.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken = default)
    {
        foreach (var id in await around.Log.UnfinishedAsync(cancellationToken))
        {
            try
            {
                await ExclusivelyAsync(() => RecoverAsync(id, cancellationToken), cancellationToken);
            }
            catch (InvalidDataException e)
            {
                SetTrouble(id, $"The campaign's log cannot be read, so it is not driven: {e.Message}");
            }
        }
    }

    private async Task RecoverAsync(Guid id, CancellationToken cancellationToken)
    {
        var campaign = await FoldAsync(id, cancellationToken);
        var problems = await Lab.PrepareAsync(id, campaign.Definition, cancellationToken);
        if (problems.Count > 0 && campaign.Status == CampaignStatus.Running)
            await RecordAsync(campaign, [new CampaignPaused($"after a restart the lab cannot run it: {string.Join(" ", problems)}")], Actor.Portal, cancellationToken);
        Drive(campaign);
    }

    /// <summary>Waits until the campaign has finished (or the orchestrator is disposed of).</summary>
    public Task FinishedAsync(Guid campaign) => runners.TryGetValue(campaign, out var runner) ? runner.Completion : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var station in Lab.Stations)
            station.StateChanged -= OnStationChanged;
        foreach (var runner in runners.Values)
            await runner.ShutDownAsync();
        gate.Dispose();
    }

    private void Drive(Campaign campaign)
    {
        var runner = new CampaignRunner(campaign, around);
        runners[campaign.Id] = runner;
        runner.Start();
    }

    /// <summary>What every command on a known campaign goes through; nobody gets further who may not.</summary>
    private async Task CommandAsync(Guid campaign, Actor actor, Func<Campaign, IReadOnlyList<CampaignEvent>> decide, CancellationToken cancellationToken)
    {
        actor.Demand(Deed.RunCampaigns);
        if (Driven(campaign) is { } runner)
        {
            await runner.CommandAsync(decide, actor.Name);
            return;
        }

        await ExclusivelyAsync(async () =>
        {
            // Started or taken up while this command waited: then the runner is the writer.
            if (Driven(campaign) is { } started)
            {
                await started.CommandAsync(decide, actor.Name);
                return;
            }

            var cold = await FoldAsync(campaign, cancellationToken);
            await RecordAsync(cold, decide(cold), actor, cancellationToken);
        }, cancellationToken);
    }

    private Task OnExperimentAsync(Guid campaign, int experiment, Actor actor, Func<Campaign, Experiment, IReadOnlyList<CampaignEvent>> decide, CancellationToken cancellationToken) =>
        CommandAsync(campaign, actor, c => experiment >= 1 && experiment <= c.Experiments.Count
            ? decide(c, c.Experiment(experiment))
            : throw new RefusedException($"The campaign has no experiment {experiment}; it has {c.Experiments.Count}."), cancellationToken);

    private CampaignRunner? Driven(Guid campaign) => runners.TryGetValue(campaign, out var runner) && !runner.Completion.IsCompleted ? runner : null;

    private CampaignRunner RunnerOf(Guid campaign) =>
        runners.TryGetValue(campaign, out var runner) ? runner : throw new RefusedException(troubles.GetValueOrDefault(campaign) ?? "The campaign is not driven by this portal.");

    private async Task<Campaign> FoldAsync(Guid campaign, CancellationToken cancellationToken)
    {
        var events = await around.Log.ReadAsync(campaign, 0, cancellationToken);
        return events.Count > 0 ? Campaign.Fold(campaign, events) : throw new RefusedException($"There is no campaign {campaign}; it may have been deleted.");
    }

    private async Task ExclusivelyAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The campaign, when its own rule, the other campaigns and the lab allow that it runs.</summary>
    private async Task<Campaign> AdmitAsync(Guid id, Func<Campaign, string?> whyNot, CancellationToken cancellationToken)
    {
        var campaign = await FoldAsync(id, cancellationToken);
        Refuse(whyNot(campaign));
        RefuseWhileLineIsTaken(campaign);
        var problems = await Lab.PrepareAsync(id, campaign.Definition, cancellationToken);
        return problems.Count == 0 ? campaign : throw new DefinitionException(problems);
    }

    private async Task RecordAsync(Campaign campaign, IReadOnlyList<CampaignEvent> events, Actor actor, CancellationToken cancellationToken)
    {
        var at = around.Time.GetUtcNow();
        var recorded = await around.Log.AppendAsync(campaign.Id, campaign.Sequence, [.. events.Select(e => new NewEvent(e, at, actor.Name))], cancellationToken);
        foreach (var item in recorded)
            campaign.Apply(item);
        around.Feed.Publish(campaign.Id, recorded);
    }

    private void RefuseWhileLineIsTaken(Campaign campaign)
    {
        var wanted = LineClaim.Of(campaign).StationKinds;
        foreach (var (id, runner) in runners)
        {
            if (id == campaign.Id || !runner.Claim.Active || runner.Completion.IsCompleted)
                continue;
            var shared = wanted.Intersect(runner.Claim.StationKinds).ToList();
            if (shared.Count > 0)
                throw new RefusedException($"The campaign '{runner.Claim.Campaign}' is using the {string.Join(", ", shared)}. Wait until it has finished, or stop it first.");
        }
    }

    private static void RefuseOutside(Campaign campaign, Configuration configuration)
    {
        if (campaign.Definition.Space.Objections(configuration) is { Count: > 0 } objections)
            throw new RefusedException($"The configuration does not belong to the search space: {string.Join("; ", objections)}.");
    }

    private static string? PriorResultsMisfit(IReadOnlyList<Observation> results, CampaignDefinition definition)
    {
        for (var i = 0; i < results.Count; i++)
        {
            if (definition.Space.Objections(results[i].Configuration) is { Count: > 0 } objections)
                return $"Prior result {i + 1} does not belong to the search space: {string.Join("; ", objections)}. Change the definition, or start a new campaign without these results.";
            if (results[i].Values.Count != definition.Objectives.Count || results[i].Values.Any(v => !double.IsFinite(v)))
                return $"Prior result {i + 1} does not have a finite value for each of the {definition.Objectives.Count} objectives.";
        }

        return null;
    }

    private static void Refuse(string? reason)
    {
        if (reason is not null)
            throw new RefusedException(reason);
    }

    private void SetTrouble(Guid campaign, string? trouble)
    {
        if (trouble is null)
            troubles.TryRemove(campaign, out _);
        else
            troubles[campaign] = trouble;
        around.Feed.Publish(new LabChange.Campaign(campaign));
    }

    private void OnStationChanged(IStation station)
    {
        around.Feed.Publish(new LabChange.Station(station.Description.Id));
        foreach (var runner in runners.Values)
            runner.StationsChanged();
    }
}
