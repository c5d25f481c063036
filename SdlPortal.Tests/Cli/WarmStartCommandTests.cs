using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class WarmStartCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task From_prior_runs_to_a_recommendation_to_a_campaign_that_starts_from_it()
    {
        var random = SeededRandom.Derive(5);
        string[] rows =
        [
            .. Enumerable.Range(0, 120).Select(i => (Batch: i % 4, Temperature: 493.15 + (80 * random.NextDouble()), Dmso: 0.3 * random.NextDouble()))
                .Select(r => string.Create(CultureInfo.InvariantCulture, $"batch {r.Batch},{r.Temperature},{r.Dmso},{3e6 - (400 * Math.Pow(r.Temperature - 538 + r.Batch, 2)) + (1e4 * random.NextDouble())}")),
        ];
        var runs = Write("runs.csv", ["batch,T,dmso,conductivity", .. rows]);
        var map = Write("map.json", """{ "task": "batch", "parameters": { "temperature": { "column": "T", "unit": "K" }, "dmso": { "unit": "v/v" } }, "metrics": { "conductivity": { "goal": "maximize", "unit": "S/m" } } }""");
        Assert.Equal(0, (await RunAsync("meta", "import", runs, "--map", map, "--project", "films", "--data-folder", folder.Path)).Code);
        Assert.Equal(0, (await RunAsync("meta", "recommend", "--project", "films", "--target", "batch 9", "--out", Path.Combine(folder.Path, "films.json"), "--data-folder", folder.Path)).Code);
        var campaign = Write("campaign.json", Named("films.json"));

        var (code, output, error) = await RunAsync("campaign", "run", campaign, "--out", Path.Combine(folder.Path, "a"));

        Assert.True(code == 0, error);
        Assert.Contains("12 of 12 experiments completed", output, StringComparison.Ordinal);
        Assert.StartsWith("Starts warm from 'films.json': 3 regions, 4 donors with 120 runs.", output, StringComparison.Ordinal);
        // Kelvin became degrees, and what the batches do not know is said.
        Assert.Contains("films.json: The prior runs do not know concentration", error, StringComparison.Ordinal);
        var first = Events("a").Select(e => e.Event).OfType<CampaignCreated>().Single().Definition.WarmStart!;
        Assert.Equal(("films.json", 4), (first.Origin.Title, first.Donors.Count));
        var side = first.Regions[0].Sides.Single(s => s.Parameter == "temperature");
        Assert.InRange(side.Low!.Value, 240, 268);
        var suggested = Events("a").Select(e => e.Event).OfType<ExperimentSuggested>().ToList();
        Assert.NotNull(suggested[0].Rationale.WarmStart);
        Assert.InRange(suggested[0].Configuration["temperature"].Number, 250, 282);
    }

    [Fact]
    public async Task The_same_file_gives_the_same_bytes_and_the_record_alone_gives_the_same_suggestions()
    {
        Write("films.json", RecommendationFile.Write(Evidence()));
        var campaign = Write("campaign.json", Named("films.json"));
        await RunAsync("campaign", "run", campaign, "--out", Path.Combine(folder.Path, "a"));
        await RunAsync("campaign", "run", campaign, "--out", Path.Combine(folder.Path, "b"));

        foreach (var file in new[] { "experiments.csv", "events.jsonl" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder.Path, "a", file)), File.ReadAllBytes(Path.Combine(folder.Path, "b", file)));
        // Whoever was killed anywhere goes on from the log: at each suggestion it holds all that the choice depends on.
        var events = Events("a");
        var known = new Campaign(Guid.Empty);
        foreach (var item in events)
        {
            if (item.Event is ExperimentSuggested suggested)
                Assert.Equal(suggested.Configuration, Strategies.Suggest(Decisions.Request(known)).Configuration);
            known.Apply(item);
        }

        Assert.Equal(12, known.Experiments.Count);
    }

    [Theory]
    [InlineData("none.json", "cannot be read")]
    [InlineData("text.json", "not JSON")]
    [InlineData("campaign.json", "not a recommendation")]
    [InlineData("newer.json", "this portal knows forms")]
    [InlineData("bar.json", "bar")]
    [InlineData("worse.json", "minimizes")]
    [InlineData("outside.json", "outside of the campaign's space")]
    public async Task A_recommendation_that_cannot_be_used_is_refused_before_anything_starts(string file, string reason)
    {
        var evidence = Evidence();
        Write("text.json", "hello");
        Write("newer.json", RecommendationFile.Write(evidence with { Version = 99 }));
        Write("bar.json", RecommendationFile.Write(evidence with { Parameters = [.. evidence.Parameters.Select(p => p.Name == "temperature" ? p with { Unit = "bar" } : p)] }));
        Write("worse.json", RecommendationFile.Write(evidence));
        Write("outside.json", RecommendationFile.Write(evidence with { Region = evidence.Region with { Boxes = [new ConfigurationBox([new NumberSide("temperature", 400, 500, "°C", false)])] } }));
        var draft = CampaignFile.Read(Named(file)).Draft;
        draft.Objectives[0].Goal = file == "worse.json" ? "minimize" : "maximize";
        var campaign = Write(file == "campaign.json" ? file : "own.json", CampaignFile.Write(draft));

        var (code, _, error) = await RunAsync("campaign", "run", campaign, "--out", Path.Combine(folder.Path, "out"));

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public async Task A_validating_campaign_runs_headless_on_both_sides_and_its_gain_shows()
    {
        var document = Recommended.Document() with { Evidence = Evidence(), Validation = new ValidationDesign(10, 10, 3) };
        var definition = ValidationCampaign.Of(document, Guid.NewGuid(), 1, CampaignDefinition.From(Drafts.Coating(5, 3)));

        var (code, output, error) = await RunAsync("campaign", "run", Write("validation.json", CampaignFile.Write(definition)), "--out", Path.Combine(folder.Path, "v"));

        Assert.True(code == 0, error);
        Assert.Contains("20 of 20 experiments completed, 0 failed.", output, StringComparison.Ordinal);
        var campaign = Campaign.Fold(Guid.Empty, Events("v"));
        Assert.Equal(definition.WarmStart!.InitialPoints, campaign.Experiments.OrderBy(e => e.Number).Select(e => e.Configuration));
        Assert.Equal("10 of 10 inside, 10 of 10 outside measured", ValidationProgress.Of(campaign)!.Sentence);
        var sides = campaign.CompletedInOrder.ToLookup(e => RegionMembership.Of(definition.WarmStart, e.Configuration)!.Value, e => e.Values[0]);
        Assert.True(RealizedGain.Of([.. sides[true]], [.. sides[false]], MetricGoal.Maximize).Superiority.Mean > 0.6);
    }

    /// <summary>Of two batches of the coating line, in its own words.</summary>
    private static RegionRecommendation Evidence()
    {
        var draft = Drafts.Coating(5, 1);
        var space = CampaignDefinition.From(draft).Space;
        var truth = new Domain.Simulation.CoatingGroundTruth(space, new Objective("conductivity", Goal.Maximize, "S/m"), 0);
        DonorRuns Runs(string task, double weight, long seed) => new(task, weight, 30, [.. new FeasibleSampler(space).Sample(30, seed).Select(c => new DonorConfiguration(c, truth.TrueValues(c)[0]))]);
        var evidence = Recommended.Evidence();
        return evidence with
        {
            Parameters = [.. draft.Parameters.Select(p => new ParameterShape(p.Name!, p.Kind == "integer" ? ParameterKind.Integer : ParameterKind.Number, Unit: p.Unit, Low: p.Low, High: p.High))],
            Region = evidence.Region with { Boxes = [new ConfigurationBox([new NumberSide("temperature", 250, 285, "°C", false), new NumberSide("dmso", 0.05, 0.19, "v/v", false), new NumberSide("air_flow", 75, 95, "%", false), new NumberSide("spray_rate", 3, 7, "µL/s", false), new NumberSide("passes", 3, 8, null, false)])] },
            Avoid = [],
            DonorRuns = [Runs("batch A", 0.6, 1), Runs("batch B", 0.4, 2)],
        };
    }

    private static string Named(string recommendation)
    {
        var draft = Drafts.Coating(12, 2);
        (draft.Strategy, draft.InitialCount) = ("auto", null);
        draft.WarmStart = new WarmStartDraft { Recommendation = recommendation };
        return CampaignFile.Write(draft);
    }

    private List<RecordedEvent> Events(string name)
    {
        using var reader = File.OpenText(Path.Combine(folder.Path, name, "events.jsonl"));
        return [.. CampaignExport.ReadEvents(reader)];
    }

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCli.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
