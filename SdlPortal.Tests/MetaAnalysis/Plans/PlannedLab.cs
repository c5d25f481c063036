using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Tests.MetaAnalysis.Plans;

/// <summary>A recommendation made by hand, and a small lab: best around rate 1e-3 with depth 6 or more in water.</summary>
internal static class PlannedLab
{
    public static readonly ConfigurationBox Box = new([new NumberSide("rate", 1e-4, 1e-2, null, false), new NumberSide("depth", 6, null, null, false)]);

    public static readonly SearchSpace Space = new([new ContinuousParameter("rate", 1e-5, 1, Scale.Log), new IntegerParameter("depth", 1, 10), new CategoricalParameter("solvent", ["ethanol", "toluene", "water"])], []);

    public static readonly Workflow Workflow = new([new Stage("mix", "mixer", 1200), new Stage("anneal", "hotplate", 3600)]);

    public static IReadOnlyList<StationView> Stations { get; } = [Station("mixer"), Station("hotplate")];

    public static StationView Station(string kind, StationCondition condition = StationCondition.Ready, string? reason = null) =>
        new(new StationDescription(kind + "-1", kind, kind, 1, 1, true), new StationState(condition, reason));

    public static PlanRequest Request(int? experiments = 20) => new() { Title = "Plan", Recommendation = Recommendation(), Space = Space, Budget = new PlanBudget(experiments), Workflow = Workflow, Stations = Stations, MaxInFlight = 2 };

    public static RegionRecommendation Recommendation(ConfigurationBox? box = null, IReadOnlyList<ParameterShape>? parameters = null, bool withDonors = true, int tasks = 3) => new()
    {
        Project = "history",
        Target = null,
        Metric = new MetricShape("yield", MetricGoal.Maximize),
        Parameters = parameters ?? PlantedTasks.Shapes,
        Region = Region(box ?? Box),
        Avoid = [],
        Variants = [],
        Donors = [],
        Check = null,
        DonorRuns = withDonors ? [.. Enumerable.Range(0, tasks).Select(t => Donor(t, parameters))] : [],
        Basis = new RecommendationBasis(new RunsTaken(180, 0, 0, 0, 0), 3, new AnalysisSelection("yield"), 1, "data", 1, "2", "key", "by hand"),
        Remarks = [],
    };

    public static Region Region(ConfigurationBox box, double inside = 0.4) => new()
    {
        Kind = RegionKind.Promising,
        Boxes = [box],
        Sentence = "rate 1e-4 to 1e-2 and depth from 6",
        Method = "union",
        TopDecileProbability = new Estimate(inside, inside / 2, Math.Min(0.95, inside * 1.5)),
        TopDecileShare = new Estimate(0.7, 0.4, 0.9),
        ProbabilityBetterThanChance = 0.99,
        ExpectedRegret = new Estimate(0.1, 0.05, 0.2),
        ExpectedRegretEverywhere = new Estimate(0.3, 0.2, 0.4),
        RegretRuns = 10,
        ShareOfSpace = 0.2,
        ShareOfConfigurations = 0.2,
        Runs = 36,
        Tasks = 3,
        ByTask = [],
        Tau2 = 0.1,
        I2 = 10,
        RiskInside = new Estimate(0, 0, 0.1),
        RiskOutside = new Estimate(0, 0, 0.1),
        Jaccard = new Estimate(1, 1, 1),
        FoundAgain = 1,
        RoundingCost = 0,
    };

    /// <summary>How good a configuration is in every task, up to level and noise.</summary>
    public static double Good(Configuration c)
    {
        var distance = Math.Abs(Math.Log10(c["rate"].Number) + 3);
        return Math.Exp(-distance * distance) + (c["depth"].Number >= 6 ? 0.6 : 0) + (c["solvent"].Text == "water" ? 0.5 : 0);
    }

    private static DonorRuns Donor(int task, IReadOnlyList<ParameterShape>? parameters)
    {
        var random = SeededRandom.Derive(7, task);
        var runs = new FeasibleSampler(Space).Sample(60, task + 1).Select(c => new DonorConfiguration(parameters is null ? c : Renamed(c, parameters), (10 * task) + Good(c) + (0.05 * random.NextNormal())));
        return new DonorRuns($"task {task}", 1, 60, [.. runs]);
    }

    private static Configuration Renamed(Configuration c, IReadOnlyList<ParameterShape> parameters) => new(c.Select((v, i) => KeyValuePair.Create(parameters[i].Name, v.Value)));
}
