using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// Runs the campaigns of one lab: the only writer of their logs. Every command either appends its events or throws
/// <see cref="RefusedException"/> with the reason; <paramref name="actor"/> names who asked. Safe for any thread.
/// </summary>
public sealed class Orchestrator : IAsyncDisposable
{
    public Orchestrator(ICampaignLog log, ILab lab, LabFeed feed, TimeProvider time)
    {
        Lab = lab;
    }

    public ILab Lab { get; }

    /// <summary>The lab's stations with their present state.</summary>
    public IReadOnlyList<StationView> Stations => throw new NotSupportedException();

    public Task<Guid> CreateAsync(CampaignDefinition definition, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Replaces the definition of a campaign that has not started.</summary>
    public Task ChangeAsync(Guid campaign, CampaignDefinition definition, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task AddPriorResultsAsync(Guid campaign, string source, IReadOnlyList<Observation> results, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Removes a campaign that has not started.</summary>
    public Task DeleteAsync(Guid campaign, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task StartAsync(Guid campaign, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task PauseAsync(Guid campaign, string reason, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task ResumeAsync(Guid campaign, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task StopAsync(Guid campaign, StopMode mode, string? reason, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RetryAsync(Guid campaign, int experiment, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task AbandonAsync(Guid campaign, int experiment, string reason, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Puts an experiment with a configuration of the person's choice into the queue; returns its number.</summary>
    public Task<int> InsertAsync(Guid campaign, Configuration configuration, string? reason, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task EditSuggestionAsync(Guid campaign, int experiment, Configuration configuration, string? reason, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task ApproveAsync(Guid campaign, int experiment, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RejectAsync(Guid campaign, int experiment, string reason, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>A person says what became of a stage whose outcome nobody knows.</summary>
    public Task DecideUnknownAsync(Guid campaign, int experiment, UnknownDecision decision, string? note, string actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Takes up every unfinished campaign after a restart.</summary>
    public Task RecoverAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
