using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// A study at work in its folder: computes the repetitions that the journal lacks, several at once, and sets each down when it is finished. Every number except
/// times is the same whatever the number of threads and however often it was interrupted.
/// </summary>
public sealed class StudyRun : IDisposable
{
    private readonly StudyJournal journal;
    private readonly TimeProvider time;
    private readonly Dictionary<(string Label, int Dimensions), StudyProblem> problems;
    private readonly Lock gate = new();
    private readonly List<StudyKey> running = [];
    private readonly string folder;
    private long started;
    private int threads = 1;

    private StudyRun(string folder, StudyJournal journal, Dictionary<(string Label, int Dimensions), StudyProblem> problems, TimeProvider time) =>
        (this.folder, this.journal, this.problems, this.time, started) = (folder, journal, problems, time, time.GetTimestamp());

    /// <summary>What has come of it so far.</summary>
    public StudyResults Results => journal.Results;

    /// <summary>What of an earlier run could not be read, in sentences.</summary>
    public IReadOnlyList<string> Remarks => journal.Remarks;

    public StudyProgress Progress
    {
        get
        {
            var cells = Results.Cells();
            lock (gate)
            {
                return new StudyProgress(cells.Sum(c => c.Finished), cells.Sum(c => c.Failed), Results.Total, [.. running], time.GetElapsedTime(started),
                    StudyProgress.Estimate(cells, Results.Plan.Repetitions, threads), cells);
            }
        }
    }

    /// <summary>A new study in a folder that holds none.</summary>
    /// <exception cref="StudyFolderException">The folder holds a study already or cannot be used.</exception>
    /// <exception cref="DefinitionException">A problem cannot be made: all of them, with their paths in a study file.</exception>
    public static StudyRun Start(string folder, StudyPlan plan, TimeProvider time, CancellationToken cancellationToken = default) =>
        Open(folder, time, results => results.HasPlan
            ? throw new StudyFolderException($"{folder} holds a study already, with {results.Finished} of {results.Total} repetitions. Go on with it (--resume), or choose another folder.")
            : plan, cancellationToken);

    /// <summary>Goes on with the study of a folder, or begins it where there is none yet.</summary>
    /// <param name="plan">The same study, perhaps with more problems, delays, strategies or repetitions; null for the plan that the folder has.</param>
    /// <exception cref="StudyFolderException">The folder's study is another one, or the folder cannot be used.</exception>
    /// <exception cref="DefinitionException">A problem cannot be made.</exception>
    public static StudyRun Resume(string folder, StudyPlan? plan, TimeProvider time, CancellationToken cancellationToken = default) =>
        Open(folder, time, results => plan
            ?? (results.HasPlan ? results.Plan : throw new StudyFolderException($"{folder} holds no study to go on with. Name a study file or a preset.")), cancellationToken);

    /// <summary>What a plan's problems are, without running anything; fits a model to each table.</summary>
    /// <exception cref="DefinitionException">A problem cannot be made: all of them, with their paths in a study file.</exception>
    public static IReadOnlyList<ProblemSummary> Describe(StudyPlan plan, CancellationToken cancellationToken = default) => Describe(plan, Problems(plan, cancellationToken));

    /// <summary>Computes what is missing.</summary>
    /// <param name="count">How many repetitions at a time.</param>
    /// <param name="report">Called after each repetition, from the thread that computed it.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what was finished is kept.</exception>
    /// <exception cref="StudyFolderException">The journal cannot be written; what was finished is kept.</exception>
    public async Task RunAsync(int count, Action<StudyProgress>? report = null, CancellationToken cancellationToken = default)
    {
        var plan = Results.Plan;
        // Repetition by repetition, so that an interrupted study has about as many of each cell.
        var missing = new Queue<StudyKey>(from repetition in Enumerable.Range(0, plan.Repetitions)
                                          from cell in plan.Cells
                                          let key = new StudyKey(cell, repetition)
                                          where !Results.Has(key)
                                          select key);
        (threads, started) = (count, time.GetTimestamp());
        using var clock = new ProposalClock(time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, count).Select(_ => Task.Factory.StartNew(() => Work(missing, clock, report, stop), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(workers);
    }

    /// <summary>Writes observations.csv, timings.csv and summary.csv into the folder, from what is finished.</summary>
    /// <exception cref="StudyFolderException">They cannot be written.</exception>
    public void WriteTables() => StudyTables.Write(journal, folder);

    public void Dispose() => journal.Dispose();

    private static StudyRun Open(string folder, TimeProvider time, Func<StudyResults, StudyPlan> choose, CancellationToken cancellationToken)
    {
        var journal = StudyJournal.Open(folder);
        try
        {
            var plan = choose(journal.Results);
            journal.Refuse(plan);
            var problems = Problems(plan, cancellationToken);
            journal.Begin(plan, Describe(plan, problems));
            return new StudyRun(folder, journal, problems, time);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private static Dictionary<(string Label, int Dimensions), StudyProblem> Problems(StudyPlan plan, CancellationToken cancellationToken)
    {
        var made = new Dictionary<(string Label, int Dimensions), StudyProblem>();
        var wrong = new List<Problem>();
        for (var i = 0; i < plan.Problems.Count; i++)
        {
            var planned = plan.Problems[i];
            try
            {
                made[(planned.Label, planned.Dimensions)] = StudyProblem.Of(planned, cancellationToken);
            }
            catch (GroundTruthException e)
            {
                wrong.Add(new Problem($"problems[{i}]", $"'{planned.Label}' cannot be simulated: {e.Message}", "Correct it or leave it out."));
            }
        }

        return wrong.Count == 0 ? made : throw new DefinitionException(wrong);
    }

    private static List<ProblemSummary> Describe(StudyPlan plan, Dictionary<(string Label, int Dimensions), StudyProblem> problems) =>
        [.. plan.Problems.Select(p => Summary(p, problems[(p.Label, p.Dimensions)]))];

    private static ProblemSummary Summary(PlannedProblem planned, StudyProblem problem)
    {
        var objective = problem.Truth.Objectives[0];
        return new ProblemSummary(planned.Label, planned.Dimensions, objective.Name, objective.Unit, objective.Goal == Goal.Maximize, problem.Optimum, problem.Truth.NoiseSds[0],
            problem.Check?.R2)
        {
            Remarks = problem.Check?.Remarks ?? [],
        };
    }

    private void Work(Queue<StudyKey> missing, ProposalClock clock, Action<StudyProgress>? report, CancellationTokenSource stop)
    {
        try
        {
            while (Next(missing) is { } key)
            {
                stop.Token.ThrowIfCancellationRequested();
                try
                {
                    journal.Add(Compute(key, clock, stop.Token));
                }
                finally
                {
                    lock (gate)
                        running.Remove(key);
                }

                report?.Invoke(Progress);
            }
        }
        catch
        {
            // The others need not go on: their work could not be kept, or nobody wants it any more.
            stop.Cancel();
            throw;
        }
    }

    private StudyKey? Next(Queue<StudyKey> missing)
    {
        lock (gate)
        {
            if (!missing.TryDequeue(out var key))
                return null;
            running.Add(key);
            return key;
        }
    }

    private StudyRepetition Compute(StudyKey key, ProposalClock clock, CancellationToken cancellationToken)
    {
        var plan = Results.Plan;
        var planned = plan.Problems.First(p => p.Label == key.Cell.Problem && p.Dimensions == key.Cell.Dimensions);
        var began = time.GetTimestamp();
        var times = new List<ProposalTime>(plan.Observations);
        try
        {
            var problem = problems[(planned.Label, planned.Dimensions)];
            if (planned.Shift)
                problem = problem.Moved(SeededRandom.DeriveSeed(plan.Seed, key.Repetition));
            var trajectory = SimulatedCampaign.Run(problem, CampaignTimeline.Delayed(key.Cell.Delay, plan.Observations), SimulationStart.AtRandom(plan.Initial), new StrategyChoice(key.Cell.Strategy),
                plan.Seed, key.Repetition, request => clock.Measure(() => Strategies.Suggest(request, cancellationToken), times.Add), cancellationToken);
            if (trajectory.Steps.FirstOrDefault(s => !double.IsFinite(s.Measured) || !double.IsFinite(s.TrueValue)) is { } beyond)
                throw new GroundTruthException($"The ground truth has no number at {beyond.Configuration}.");
            return new StudyRepetition(key)
            {
                X = [.. trajectory.Steps.Select(s => problem.Space.Parameters.Select(p => s.Configuration[p.Name]).ToList())],
                Y = [.. trajectory.Steps.Select(s => s.Measured)],
                F = [.. trajectory.Steps.Select(s => s.TrueValue)],
                FitSeconds = [.. times.Select(t => t.FitSeconds)],
                AcquireSeconds = [.. times.Select(t => t.AcquireSeconds)],
                Seconds = time.GetElapsedTime(began).TotalSeconds,
            };
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // Whatever one repetition comes upon, the thousands of others are worth having; it is reported, and the study ends as failed.
            var isExpected = e is SuggestionException or InfeasibleSpaceException or CholeskyException or GroundTruthException;
            return new StudyRepetition(key) { Failure = isExpected ? e.Message : $"{e.GetType().Name}: {e.Message}", Seconds = time.GetElapsedTime(began).TotalSeconds };
        }
    }
}
