using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Campaigns.Live;
using SdlPortal.Web.Charts;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>The parts that stand in the way of a live page. In this process: the generated project of a separate one would inherit the repository's settings.</summary>
[MemoryDiagnoser]
[Config(typeof(Brief))]
public class Parts
{
    private static readonly IReadOnlyList<StationView> Stations =
    [
        Station("dispenser", 1), Station("sprayer", 1), Station("hotplate", 2), Station("probe", 1), Station("robot", 1),
    ];

    private readonly TemporaryFolder folder = new();
    private IReadOnlyList<RecordedEvent> log = [];
    private Guid stored;
    private Campaign large = null!;
    private Campaign hundred = null!;
    private SuggestionRequest request = null!;
    private DateTimeOffset now;

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        log = PreparedCampaign.Record(PreparedCampaign.Definition("random", 5000), 1250);
        large = Campaign.Fold(Guid.NewGuid(), log);
        now = log[^1].At;
        hundred = new Campaign(Guid.NewGuid());
        hundred.Apply(new RecordedEvent(hundred.Id, 1, new CampaignCreated(PreparedCampaign.Definition("random", 100)), now, "Ada", ""));
        hundred.Apply(new RecordedEvent(hundred.Id, 2, new CampaignStarted(1), now, "Ada", ""));
        (stored, _, _) = await PreparedCampaign.StoreAsync(folder.Path, PreparedCampaign.Definition("random", 5000), 1250, 1);
        request = Request(100, 3);
    }

    [GlobalCleanup]
    public void Remove() => folder.Dispose();

    [Benchmark(Description = "Scheduler, one assignment")]
    public Schedule Assign() => Scheduler.Assign(large, Stations, now);

    [Benchmark(Description = "Fold of 20,000 events")]
    public Campaign Fold() => Campaign.Fold(large.Id, log);

    [Benchmark(Description = "Read, verify and decode 20,000 events from SQLite")]
    public Task<IReadOnlyList<RecordedEvent>> ReadAsync() => StoredCampaign.ReadAsync(folder.Path, stored);

    [Benchmark(Description = "Gantt of 8,750 runs, all in view")]
    public GanttView Gantt()
    {
        var window = GanttZoom.Fit.Window(large, now, null, 1200, TimeSpan.Zero);
        return GanttChart.Build(large, Stations, Scheduler.Assign(large, Stations, now), [], now, window);
    }

    [Benchmark(Description = "Optimization history of 1,250 results, with its JSON")]
    public string History() => RunningBestChart.Build(large)!.ToJson();

    [Benchmark(Description = "Forecast of 100 experiments")]
    public Forecast Forecast() => Domain.Orchestration.Forecast.Of(hundred, Stations, now);

    [Benchmark(Description = "Forecast of the last 3,750 of 5,000 experiments")]
    public Forecast LongForecast() => Domain.Orchestration.Forecast.Of(large, Stations, now, 12);

    [Benchmark(Description = "Expected improvement, 100 results, 4 parameters, 3 pending")]
    public Suggestion Suggest() => Strategies.Suggest(request, default);

    private static StationView Station(string kind, int capacity) => new(new StationDescription($"{kind}-1", kind, kind, capacity, 1, Simulated: true), StationState.Ready);

    private static SuggestionRequest Request(int observed, int pending)
    {
        var draft = PreparedCampaign.Definition("random", 500).ToDraft();
        while (draft.Parameters.Count > 4)
            draft.Parameters.RemoveAt(4);
        draft.GroundTruth = null;
        draft.Strategy = "random";
        var random = CampaignDefinition.From(draft);
        draft.Strategy = "ei";
        var definition = CampaignDefinition.From(draft);
        var configurations = Enumerable.Range(0, observed + pending)
            .Select(i => Strategies.Suggest(new SuggestionRequest(random.Space, random.Objectives, [], [], random.InitialDesign, random.Strategy, 1, i), default).Configuration).ToList();
        var observations = configurations.Take(observed).Select(c => new Observation(c, [c.Sum(v => Math.Sin(v.Value.Number))]));
        return new SuggestionRequest(definition.Space, definition.Objectives, [.. observations], [.. configurations.Skip(observed)], definition.InitialDesign, definition.Strategy, 1, observed + pending);
    }

    private sealed class Brief : ManualConfig
    {
        public Brief() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
