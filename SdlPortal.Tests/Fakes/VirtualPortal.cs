using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Fakes;

/// <summary>An orchestrator with a scripted lab and a memory log in virtual time; suggestions count up x = 1, 2, 3 … within [0, 10].</summary>
internal sealed class VirtualPortal
{
    public VirtualPortal(params (string Kind, int Capacity)[] stations)
    {
        Lab = new ScriptedLab(Time, stations);
        Feed = new LabFeed(Log);
        Orchestrator = NewOrchestrator();
    }

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public VirtualTime Time { get; } = new(Start);

    public MemoryCampaignLog Log { get; } = new();

    public ScriptedLab Lab { get; }

    public LabFeed Feed { get; }

    public Orchestrator Orchestrator { get; private set; }

    public List<SuggestionRequest> Requests { get; } = [];

    public Func<SuggestionRequest, Suggestion> Strategy { get; set; } = request => new Suggestion(
        new Configuration([KeyValuePair.Create("x", ParameterValue.Of(request.Index % 10 + 1.0))]),
        new Rationale { Strategy = "counting", Observed = request.Observations.Count, Pending = request.Pending.Count });

    public Guid Campaign { get; private set; }

    /// <summary>Creates and starts the campaign, then runs the script and, unless the script ended it, waits for the finish.</summary>
    public async Task<Campaign> RunAsync(CampaignDraft draft, Func<Task>? script = null)
    {
        Campaign = await Orchestrator.CreateAsync(CampaignDefinition.From(draft), People.Ada);
        await Orchestrator.StartAsync(Campaign, People.Ada);
        if (script is not null)
            await script();
        await Orchestrator.FinishedAsync(Campaign);
        return await FoldAsync();
    }

    public Campaign Run(CampaignDraft draft, Func<Task>? script = null)
    {
        Campaign? result = null;
        Time.Run(async () => result = await RunAsync(draft, script));
        return result!;
    }

    public async Task<Campaign> FoldAsync() => Domain.Campaigns.Campaign.Fold(Campaign, await Log.ReadAsync(Campaign));

    public Task AfterAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Time);

    /// <summary>The process dies and starts again: a new orchestrator on the same log and the same stations.</summary>
    public async Task RestartAsync()
    {
        await Orchestrator.DisposeAsync();
        Orchestrator = NewOrchestrator();
        await Orchestrator.RecoverAsync();
    }

    private Orchestrator NewOrchestrator() => new(Log, Lab, Feed, Time, (request, _) =>
    {
        Requests.Add(request);
        return Task.FromResult(Strategy(request));
    });
}
