using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware;
using SdlPortal.Hardware.Simulated;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Hardware;

public sealed class SimulatedLabTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lab").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Demo_lab_is_the_coating_line()
    {
        await using var lab = SimulatedLab.Demo(new LabOptions(), folder, TimeProvider.System);

        Assert.Equal(["dispenser-1", "sprayer-1", "hotplate-1", "probe-1", "robot-1"], lab.Stations.Select(s => s.Description.Id));
        Assert.All(lab.Stations, s => Assert.Equal((60, true, StationCondition.Ready), (s.Description.TimeScale, s.Description.Simulated, s.State.Condition)));
        Assert.Equal(2, lab.Stations[2].Description.Capacity);
    }

    [Fact]
    public async Task Lab_is_configured_in_its_section()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Lab:Name"] = "Cellar",
            ["Lab:Speed"] = "600",
            ["Lab:Stations:0:Id"] = "oven-a",
            ["Lab:Stations:0:Kind"] = "oven",
            ["Lab:Stations:0:Capacity"] = "3",
            ["Lab:Stations:0:Faults:NeverEnds"] = "0.25",
        }).Build();
        var provider = new ServiceCollection().AddDemoLab(configuration, folder).BuildServiceProvider();
        await using (provider)
        {
            var lab = provider.GetRequiredService<ILab>();
            Assert.Equal("Cellar", lab.Name);
            Assert.Equal(new StationDescription("oven-a", "oven", "oven-a", 3, 600, Simulated: true), Assert.Single(lab.Stations).Description);
            Assert.True(File.Exists(Path.Combine(folder, "instruments", "oven-a.jsonl")));
        }
    }

    [Fact]
    public void Every_mistake_in_the_configuration_is_named_with_its_path()
    {
        var options = new LabOptions { Speed = 0 };
        options.Stations.Add(new StationOptions { Id = "../etc", Kind = "", Capacity = 0, Faults = new InstrumentFaults { Fails = 2 } });
        options.Stations.Add(new StationOptions { Id = "probe", Kind = "probe", Address = "nowhere" });
        var message = Assert.Throws<LabUnavailableException>(options.ValidStations).Message;

        foreach (var path in new[] { "Lab:Speed", "Lab:Stations:0:Id", "Lab:Stations:0:Kind", "Lab:Stations:0:Capacity", "Lab:Stations:0:Faults:Fails", "Lab:Stations:1:Address is 'nowhere'" })
            Assert.Contains(path, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_kinds_of_station_and_a_missing_truth_are_problems_in_the_definition()
    {
        await using var lab = SimulatedLab.Demo(new LabOptions(), folder, TimeProvider.System);
        var problems = await lab.PrepareAsync(Guid.NewGuid(), CampaignDefinition.From(Drafts.Small(robotSeconds: 5)), CancellationToken.None);

        Assert.Equal(["workflow.stages[0].stationKind", "workflow.stages[1].stationKind", "workflow.stages[2].stationKind", "groundTruth"], problems.Select(p => p.Path));
        Assert.Contains("dispenser, hotplate, probe, robot, sprayer", problems[0].Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "There is no table 'missing'.")]
    [InlineData("broken", "cannot be read")]
    [InlineData("empty", "The table cannot be used")]
    public async Task A_table_that_does_not_serve_is_a_problem_of_the_ground_truth(string table, string message)
    {
        var definition = CampaignDefinition.From(Simulated(new GroundTruthDraft { Kind = "table", Path = table }));
        var time = new VirtualTime(VirtualPortal.Start);
        var lab = SimulatedLab.For(definition, time, readTable: (name, _) => name switch
        {
            "broken" => throw new IOException("the disk is on fire"),
            "empty" => Task.FromResult<string?>("x\n"),
            _ => Task.FromResult<string?>(null),
        });
        var problem = Assert.Single(await lab.PrepareAsync(Guid.NewGuid(), definition, CancellationToken.None));

        Assert.Equal("groundTruth", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulated_campaign_measures_what_its_table_says()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 21).Select(i => FormattableString.Invariant($"{i / 2.0},{100 - Math.Pow((i / 2.0) - 7, 2)}")));
        var draft = Simulated(new GroundTruthDraft { Kind = "table", Path = "results.csv", Noise = 0 });
        var campaign = Run(draft, Guid.NewGuid(), (_, _) => Task.FromResult<string?>($"x,y\n{rows}\n"));

        Assert.Equal(5, campaign.Completed);
        Assert.All(campaign.Experiments, e => Assert.Equal(100 - Math.Pow(e.Configuration["x"].Number - 7, 2), e.Values[0], 1.0));
    }

    [Fact]
    public void Same_definition_and_seed_give_the_same_results_in_another_campaign()
    {
        var draft = Simulated(new GroundTruthDraft { Kind = "function", Name = "levy", Noise = 0.5 });
        draft.MaxInFlight = 3;
        draft.Transfer = new TransferDraft { StationKind = "robot", Seconds = 2 };
        var one = Run(draft, Guid.NewGuid());
        var two = Run(draft, Guid.NewGuid());
        draft.Seed = 2;
        var other = Run(draft, Guid.NewGuid());

        static IEnumerable<object> Course(Campaign c) => c.Experiments.Select(e => (object)(e.Configuration, e.Values, e.StartedAt, e.EndedAt));
        Assert.Equal(5, one.Completed);
        Assert.Equal(Course(one), Course(two));
        Assert.NotEqual(Course(one), Course(other));
    }

    private static CampaignDraft Simulated(GroundTruthDraft truth)
    {
        var draft = Drafts.Small();
        draft.GroundTruth = truth;
        return draft;
    }

    /// <summary>A whole campaign through orchestrator, drivers, protocol and instruments, on this thread alone.</summary>
    private static Campaign Run(CampaignDraft draft, Guid id, ReadTable? readTable = null)
    {
        var definition = CampaignDefinition.From(draft);
        var time = new VirtualTime(VirtualPortal.Start);
        var log = new MemoryCampaignLog();
        Campaign? result = null;
        time.Run(async () =>
        {
            var thread = Environment.CurrentManagedThreadId;
            await using var lab = SimulatedLab.For(definition, time, readTable: readTable);
            await using var orchestrator = new Orchestrator(log, lab, new LabFeed(log), time, (request, cancel) => Task.FromResult(Strategies.Suggest(request, cancel)));
            var campaign = await orchestrator.CreateAsync(definition, People.Ada, id);
            await orchestrator.StartAsync(campaign, People.Ada);
            await orchestrator.FinishedAsync(campaign);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            result = Domain.Campaigns.Campaign.Fold(campaign, await log.ReadAsync(campaign));
        });
        return result!;
    }
}
