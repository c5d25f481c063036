namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// What a study has come to so far, without the configurations: running bests and times of every finished repetition, reasons of those that failed. Grows
/// while the study runs; safe from any thread.
/// </summary>
public sealed class StudyResults
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Label, int Dimensions), PlannedProblem> known = [];
    private readonly Dictionary<(string Label, int Dimensions), ProblemSummary> problems = [];
    private readonly Dictionary<StudyCell, CellResults> cells = [];
    private StudyPlan? plan;

    /// <summary>The plan; the latest, where a study was extended.</summary>
    public StudyPlan Plan => plan ?? throw new InvalidOperationException("The study has no plan yet.");

    internal bool HasPlan => plan is not null;

    /// <summary>Repetitions of the plan that are finished.</summary>
    public int Finished => Cells().Sum(c => c.Finished);

    /// <summary>Repetitions of the plan that failed.</summary>
    public int Failed => Cells().Sum(c => c.Failed);

    public int Total => Plan.Cells.Count() * Plan.Repetitions;

    /// <summary>Why repetitions failed, in the plan's order.</summary>
    public IReadOnlyList<(StudyKey Key, string Reason)> Failures
    {
        get
        {
            lock (gate)
                return [.. Plan.Cells.SelectMany(c => Of(c).Failures.Where(f => f.Key < Plan.Repetitions).OrderBy(f => f.Key).Select(f => (new StudyKey(c, f.Key), f.Value)))];
        }
    }

    /// <summary>All that tables, figures and findings are made from, as it is now.</summary>
    public StudySummary Summary()
    {
        lock (gate)
        {
            return new StudySummary(Plan, [.. Plan.Problems.Select(p => problems[(p.Label, p.Dimensions)])],
                [.. Plan.Cells.Select(c => Of(c).Summary(c, problems[(c.Problem, c.Dimensions)], Plan.Repetitions)).OfType<CellSummary>()]);
        }
    }

    /// <summary>Finished and failed repetitions of every cell, in the plan's order.</summary>
    public IReadOnlyList<CellProgress> Cells()
    {
        lock (gate)
            return [.. Plan.Cells.Select(c => Of(c).Progress(c, Plan.Repetitions))];
    }

    /// <summary>True when it need not be run again.</summary>
    internal bool Has(StudyKey key)
    {
        lock (gate)
            return Of(key.Cell).Finished.ContainsKey(key.Repetition);
    }

    /// <summary>Where the journal holds a finished repetition; null where it does not.</summary>
    internal JournalPlace? Find(StudyKey key)
    {
        lock (gate)
            return Of(key.Cell).Finished.GetValueOrDefault(key.Repetition)?.Place;
    }

    /// <summary>Why the repetitions so far would not belong to another plan; empty where they do.</summary>
    internal IReadOnlyList<string> Differences(StudyPlan other)
    {
        lock (gate)
        {
            if (plan is null)
                return [];
            var differences = new List<string>();
            void Compare(string what, long here, long there)
            {
                if (here != there)
                    differences.Add($"{what} is {here} there and would be {there}");
            }

            Compare("the seed", plan.Seed, other.Seed);
            Compare("the number of observations", plan.Observations, other.Observations);
            Compare("the number of initial experiments", plan.Initial, other.Initial);
            differences.AddRange(other.Problems.Where(p => known.TryGetValue((p.Label, p.Dimensions), out var before) && before != p)
                .Select(p => $"'{p.Label}' in {p.Dimensions} dimensions is another problem there ({Difference(known[(p.Label, p.Dimensions)], p)})"));
            return differences;
        }
    }

    internal void Take(StudyPlan next, IReadOnlyList<ProblemSummary> summaries)
    {
        lock (gate)
        {
            plan = next;
            foreach (var problem in next.Problems)
                known[(problem.Label, problem.Dimensions)] = problem;
            foreach (var summary in summaries)
                problems[(summary.Label, summary.Dimensions)] = summary;
        }
    }

    /// <summary>False for a repetition of a problem that no plan has.</summary>
    internal bool Take(StudyRepetition repetition, JournalPlace place)
    {
        lock (gate)
        {
            var cell = repetition.Key.Cell;
            if (!problems.TryGetValue((cell.Problem, cell.Dimensions), out var problem))
                return false;
            if (!cells.TryGetValue(cell, out var results))
                cells[cell] = results = new CellResults();
            results.Take(repetition, problem.Maximizes, place);
            return true;
        }
    }

    private static string Difference(PlannedProblem before, PlannedProblem now) =>
        before.Source != now.Source ? $"{before.Source}, not {now.Source}"
        : before.Shift != now.Shift ? "one of the two is shifted"
        : before.Noise != now.Noise ? "another noise"
        : before.Table != now.Table ? "another table"
        : "another campaign file";

    private CellResults Of(StudyCell cell) => cells.GetValueOrDefault(cell) ?? CellResults.None;
}

/// <param name="Finished">Repetitions with a result.</param>
/// <param name="Failed">Repetitions that could not be done.</param>
/// <param name="Seconds">What the finished ones took together.</param>
public sealed record CellProgress(StudyCell Cell, int Finished, int Failed, double Seconds);

/// <summary>Bytes of a journal that hold one line, its line feed not counted.</summary>
internal readonly record struct JournalPlace(long Offset, int Length);
