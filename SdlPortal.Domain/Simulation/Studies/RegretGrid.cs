namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// The cumulative regrets of one problem over the same repetitions in every cell: what comparisons across delays and strategies need. Cells of a delay at which
/// a strategy has nothing yet are left out with that delay.
/// </summary>
/// <param name="Delays">Rising.</param>
internal sealed record RegretGrid(ProblemSummary Problem, IReadOnlyList<int> Delays, IReadOnlyList<string> Strategies, IReadOnlyList<int> Repetitions)
{
    private readonly Dictionary<(int Delay, string Strategy), double[]> regrets = [];

    public IEnumerable<StudyCell> Cells => from delay in Delays
                                           from strategy in Strategies
                                           select new StudyCell(Problem.Label, Problem.Dimensions, delay, strategy);

    /// <summary>Per repetition.</summary>
    public double[] Regrets(int delay, string strategy) => regrets[(delay, strategy)];

    /// <summary>The mean over the delays, per repetition.</summary>
    public double[] MeanOverDelays(string strategy) => [.. Enumerable.Range(0, Repetitions.Count).Select(r => Delays.Average(d => regrets[(d, strategy)][r]))];

    /// <summary>One grid per problem; problems at which the strategies have no repetition in common at any delay are left out.</summary>
    public static IReadOnlyList<RegretGrid> All(StudySummary summary, IReadOnlyList<string> strategies)
    {
        var cells = summary.Cells.ToDictionary(c => c.Cell);
        return [.. summary.Problems.Select(p => Of(p, cells, [.. summary.Plan.Delays.Order()], strategies)).OfType<RegretGrid>()];
    }

    private static RegretGrid? Of(ProblemSummary problem, Dictionary<StudyCell, CellSummary> cells, IReadOnlyList<int> delays, IReadOnlyList<string> strategies)
    {
        CellSummary? Cell(int delay, string strategy) => cells.GetValueOrDefault(new StudyCell(problem.Label, problem.Dimensions, delay, strategy));
        var complete = delays.Where(d => strategies.All(s => Cell(d, s) is not null)).ToList();
        var chosen = complete.SelectMany(d => strategies.Select(s => (Delay: d, Strategy: s, Cell: Cell(d, s)!))).ToList();
        if (chosen.Count == 0)
            return null;
        var common = chosen.Select(c => c.Cell.Repetitions.AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).Order().ToList();
        if (common.Count == 0)
            return null;
        var grid = new RegretGrid(problem, complete, strategies, common);
        foreach (var (delay, strategy, cell) in chosen)
        {
            var byRepetition = cell.Repetitions.Zip(cell.Regrets).ToDictionary(p => p.First, p => p.Second);
            grid.regrets[(delay, strategy)] = [.. common.Select(r => byRepetition[r])];
        }

        return grid;
    }
}
