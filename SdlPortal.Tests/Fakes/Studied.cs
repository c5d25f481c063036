using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Tests.Fakes;

/// <summary>Summaries of studies that never ran: regrets as a test wants them, on repetitions that share their luck.</summary>
internal static class Studied
{
    public static readonly (string Source, int Dimensions)[] Paper = [("ackley", 3), ("ackley", 5), ("ackley", 7), ("levy", 3), ("levy", 5), ("levy", 7), ("coating", 7)];
    public static readonly int[] Delays = [0, 1, 3, 5, 7];

    /// <param name="regret">Of a cell without luck; every repetition adds the same luck to all cells of its problem, and each cell a little of its own.</param>
    public static StudySummary Of(IReadOnlyList<(string Source, int Dimensions)> problems, IReadOnlyList<int> delays, IReadOnlyList<string> strategies, int repetitions, Func<StudyCell, double> regret, double own = 5)
    {
        var plan = new StudyPlan
        {
            Problems = problems.Select(p => new PlannedProblem(p.Source, p.Source, p.Dimensions)).ToEquatableList(),
            Delays = delays.ToEquatableList(),
            Strategies = strategies.ToEquatableList(),
            Repetitions = repetitions,
            Observations = 20,
            Initial = 5,
            Seed = 1,
        };
        return new StudySummary(plan, [.. problems.Select(p => Problem(p.Source, p.Dimensions))], [.. plan.Cells.Select((c, i) => Cell(c, i, repetitions, regret(c), own))]);
    }

    public static ProblemSummary Problem(string source, int dimensions) => source == "coating"
        ? new ProblemSummary(source, dimensions, "conductivity", "S/m", true, 4e6, 2e5, null)
        : new ProblemSummary(source, dimensions, "y", null, true, 0, 0.5, null);

    public static CellSummary Cell(StudyCell cell, IReadOnlyList<double> regrets, IReadOnlyList<int>? repetitions = null) => new(cell)
    {
        Repetitions = repetitions ?? [.. Enumerable.Range(0, regrets.Count)],
        Regrets = regrets,
        RegretsF = regrets,
        FinalBestY = [.. regrets.Select(_ => -1.0)],
        FinalBestF = [.. regrets.Select(_ => -1.0)],
        RunningBestMean = [-3, -2, -1],
        RunningBestSd = [1, 0.5, 0.25],
        ProposalSecondsMedian = 0.002,
        ProposalSecondsP95 = 0.004,
    };

    private static CellSummary Cell(StudyCell cell, int index, int repetitions, double regret, double own)
    {
        var scale = cell.Problem == "coating" ? 1e5 : 1;
        var luck = SeededRandom.Derive(cell.Dimensions, cell.Problem.Length);
        var noise = SeededRandom.Derive(index, 17);
        var regrets = Enumerable.Range(0, repetitions).Select(_ => scale * (regret + (30 * luck.NextNormal()) + (own * noise.NextNormal()))).ToList();
        var (optimum, sd) = cell.Problem == "coating" ? (4e6, 2e5) : (0.0, 0.5);
        var mean = Enumerable.Range(1, 20).Select(k => optimum - (scale * regrets.Mean() / scale / 10 * Math.Exp(-k / 6.0)) + (0.2 * sd)).ToList();
        return new CellSummary(cell)
        {
            Repetitions = [.. Enumerable.Range(0, repetitions)],
            Regrets = regrets,
            RegretsF = regrets,
            FinalBestY = [.. regrets.Select((_, i) => optimum + (sd * (i % 3 - 1)))],
            FinalBestF = [.. regrets.Select(_ => optimum - sd)],
            RunningBestMean = mean,
            RunningBestSd = [.. Enumerable.Range(1, 20).Select(k => sd * (1 + (20.0 / k)))],
            ProposalSecondsMedian = 0.002,
            ProposalSecondsP95 = 0.004,
        };
    }
}
