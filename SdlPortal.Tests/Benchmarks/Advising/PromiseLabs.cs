using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Tests.Benchmarks.Advising;

/// <summary>The twenty labs of the promise: lines of one to five stations, 2 to 7 parameters, noise of 2 to 60 % of the spread, budgets of hours, of experiments, and of both.</summary>
internal static class PromiseLabs
{
    /// <summary>The line of the coating lab: the hotplate holds two.</summary>
    private static readonly PromiseStage[] Coating = [new(60), new(120), new(300, 2), new(60)];
    private static readonly PromiseStage[] Even = [new(300), new(300), new(300), new(300), new(300)];
    private static readonly PromiseStage[] Dominated = [new(120), new(1500), new(90)];
    private static readonly PromiseStage[] Incubator = [new(300), new(5400, 6), new(300)];
    private static readonly PromiseStage[] Reactors = [new(3600, 4)];
    private static readonly PromiseStage[] Rushed = [new(60), new(90), new(60)];
    private static readonly string[] Three = [StrategyNames.ExpectedImprovement, StrategyNames.Auto, StrategyNames.ModeCycle];
    private static readonly string[] Ei = [StrategyNames.ExpectedImprovement];
    private static readonly string[] Qnei = [StrategyNames.NoisyImprovement];

    public static IReadOnlyList<PromiseLab> All { get; } =
    [
        new(1, "coating", 0.3, Coating, Hours(2)) { RobotSeconds = 15 },
        new(2, "levy-3", 0.1, Even, Hours(4)),
        new(3, "branin", 0.05, Dominated, Hours(6)),
        new(4, "hartmann", 0.1, Incubator, Hours(9)) { Strategies = Qnei },
        new(5, "ackley-2", 0.2, Reactors, Hours(10)) { Initial = 5 },
        new(6, "rough-3", 0.1, Rushed, Hours(1.2)) { RobotSeconds = 45 },
        new(7, "smooth-5", 0.3, Coating, Hours(1.5)) { Strategies = Three },
        new(8, "levy-5", 0.05, Incubator, Hours(12)) { Durations = new DurationModel(DurationShape.LogNormal, 0.3) },
        new(9, "ackley-3", 0.1, Even, Hours(5)) { Durations = new DurationModel(DurationShape.Normal, 0.2), Strategies = Ei },
        new(10, "hartmann", 0.3, Coating, new Budget(60, null)) { RobotSeconds = 15 },
        new(11, "branin", 0.2, Reactors, new Budget(30, null)) { Initial = 5 },
        new(12, "levy-7", 0.1, Even, new Budget(50, 6)),
        new(13, "smooth-2", 0.6, Dominated, Hours(8)) { FailureShare = 0.05 },
        new(14, "rough-2", 0.02, Incubator, new Budget(40, 8)) { CleaningSeconds = 300 },
        new(15, "coating", 0.1, Even, Hours(4)) { PriorResults = 30 },
        new(16, "hartmann", 0.05, Rushed, Hours(1)) { PriorResults = 40, RobotSeconds = 20, Strategies = Ei },
        new(17, "smooth-7", 0.1, Reactors, Hours(12)),
        new(18, "levy-2", 0.4, Coating, Hours(1)) { RobotSeconds = 30, Initial = 5, Strategies = Three },
        new(19, "rough-4", 0.2, Even, Hours(6)) { Durations = new DurationModel(DurationShape.LogNormal, 0.5), FailureShare = 0.03 },
        new(20, "ackley-5", 0.1, Incubator, Hours(14)) { CleaningSeconds = 120 },
    ];

    /// <summary>The same lines and budgets with other materials: new functions, new places of the optimum, new luck. Series 0 is <see cref="All"/>.</summary>
    public static IReadOnlyList<PromiseLab> Series(int series) => [.. All.Select(l => l with { Number = l.Number + (100 * series) })];

    private static Budget Hours(double hours) => new(null, hours);
}
