using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Tests.Benchmarks.Advising;

/// <summary>One stage of a promised lab with its station.</summary>
internal readonly record struct PromiseStage(double Seconds, int Capacity = 1);

/// <summary>A simulated lab whose truth is known to us and not to the advisor: what it measures, how its line works, and what it may spend.</summary>
/// <param name="Truth">"ackley-3", "coating", or "rough-4" and "smooth-4" for draws from other processes than the advisor's.</param>
/// <param name="NoiseShare">Noise as a share of the standard deviation of the truth over its space.</param>
internal sealed record PromiseLab(int Number, string Truth, double NoiseShare, IReadOnlyList<PromiseStage> Stages, Budget Budget)
{
    public double RobotSeconds { get; init; }

    public DurationModel Durations { get; init; } = DurationModel.AsExpected;

    public double CleaningSeconds { get; init; }

    public double FailureShare { get; init; }

    public int Initial { get; init; } = 8;

    /// <summary>The first is the campaign's own; all are compared.</summary>
    public IReadOnlyList<string> Strategies { get; init; } = [StrategyNames.Auto];

    /// <summary>Random results known beforehand.</summary>
    public int PriorResults { get; init; }

    public int Stations => Stages.Count;

    public LabModel Lab => new(
    [
        .. Stages.Select((s, i) => new StationModel(new StationDescription($"station-{i + 1}", Kind(i), Kind(i), s.Capacity, 1, true)) { Durations = Durations, CleaningSeconds = CleaningSeconds, FailureShare = FailureShare }),
        .. RobotSeconds > 0 ? [new StationModel(new StationDescription("robot-1", "robot", "robot", 1, 1, true)) { Durations = Durations }] : Array.Empty<StationModel>(),
    ]);

    public StudyProblem Problem()
    {
        var random = SeededRandom.Derive(Number, 0x71);
        var plain = Truth.Split('-') is ["rough" or "smooth", var dimensions] ? Drawn(int.Parse(dimensions, System.Globalization.CultureInfo.InvariantCulture), 0) : StudyProblem.Named(Truth);
        var values = new FeasibleSampler(plain.Space).Sample(512, Number).Select(c => plain.Truth.TrueValues(c)[0]).ToArray();
        var noise = NoiseShare * Math.Sqrt(values.Average(v => (v - values.Average()) * (v - values.Average())));
        if (plain.Truth is RoughTruth)
            return Drawn(plain.Space.Parameters.Count, noise);
        var noisy = plain with { Truth = GroundTruth.BuiltIn(Truth.Split('-')[0], plain.Space, plain.Truth.Objectives, noise) };
        return noisy.Truth.IsDefinedEverywhere ? noisy.Moved(random.NextInt(1000)) : noisy;
    }

    public CampaignDefinition Definition(StudyProblem problem) => CampaignDefinition.From(new CampaignDraft
    {
        Name = $"Lab {Number}",
        Parameters = [.. problem.Space.Parameters.Select(p => p is IntegerParameter whole
            ? new ParameterDraft { Name = p.Name, Kind = "integer", Low = whole.Low, High = whole.High }
            : new ParameterDraft { Name = p.Name, Kind = "continuous", Low = ((ContinuousParameter)p).Low, High = ((ContinuousParameter)p).High })],
        Objectives = [new ObjectiveDraft { Name = problem.Truth.Objectives[0].Name, Goal = "maximize" }],
        Stages = [.. Stages.Select((s, i) => new StageDraft { Name = $"stage {i + 1}", StationKind = Kind(i), Seconds = s.Seconds })],
        Transfer = RobotSeconds > 0 ? new TransferDraft { StationKind = "robot", Seconds = RobotSeconds } : null,
        Strategy = Strategies[0],
        InitialKind = "random",
        InitialCount = Initial,
        BudgetExperiments = Budget.Experiments,
        BudgetHours = Budget.Hours,
        MaxInFlight = 1,
        Seed = Number,
        Failures = new FailureDraft { Retries = 1, Then = "continue" },
    });

    private StudyProblem Drawn(int dimensions, double noise)
    {
        var space = new SearchSpace([.. Enumerable.Range(1, dimensions).Select(i => new ContinuousParameter($"x{i}", 0, 1))], []);
        return StudyProblem.Of(Truth, space, new RoughTruth(space, new Objective("y", Goal.Maximize), Truth[0] == 'r' ? 0.3 : 1.2, noise, Number));
    }

    private static string Kind(int stage) => $"kind {stage + 1}";
}
