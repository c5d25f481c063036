using System.Diagnostics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Benchmarks.Studies;

/// <summary>What a study compares; every combination is a cell.</summary>
internal sealed record StudyPlan(IReadOnlyList<string> Problems, IReadOnlyList<bool> Moved, IReadOnlyList<string> Strategies, IReadOnlyList<int> Delays, int Repetitions);

/// <summary>Runs the repetitions of a plan that the file does not hold yet. Every number but the times is the same whatever the number of threads.</summary>
internal static class StudyJob
{
    public const long DefaultSeed = 20231103;
    private const int Initial = 10;

    /// <param name="find">A strategy by its name.</param>
    public static void Run(StudyPlan plan, StudyFile file, Func<string, Func<SuggestionRequest, Suggestion>> find, int threads, long seed = DefaultSeed, Action<StudyRow>? report = null) =>
        RunMany([plan], file, find, threads, seed, report);

    /// <summary>Several plans at once, in turn of their repetitions.</summary>
    public static void RunMany(IReadOnlyList<StudyPlan> plans, StudyFile file, Func<string, Func<SuggestionRequest, Suggestion>> find, int threads, long seed = DefaultSeed, Action<StudyRow>? report = null)
    {
        // Repetition by repetition, so that an interrupted run leaves cells of about equal size.
        var keys = from repetition in Enumerable.Range(0, plans.Max(p => p.Repetitions))
                   from plan in plans
                   where repetition < plan.Repetitions
                   from problem in plan.Problems
                   from moved in plan.Moved
                   from delay in plan.Delays
                   from strategy in plan.Strategies
                   let key = new StudyKey(problem, moved, strategy, delay, repetition)
                   where !file.Has(key)
                   select key;
        Parallel.ForEach(Partitioned(keys.ToList()), new ParallelOptions { MaxDegreeOfParallelism = threads }, key =>
        {
            var problem = StudyProblem.Named(key.Problem);
            if (key.IsMoved)
                problem = problem.Moved(SeededRandom.DeriveSeed(seed, key.Repetition));
            var strategy = find(key.Strategy);
            var seconds = new List<double>();
            var trajectory = SimulatedCampaign.Run(problem, CampaignTimeline.Delayed(key.Delay, 100), SimulationStart.AtRandom(Initial), new StrategyChoice(key.Strategy), seed, key.Repetition, request =>
            {
                var start = Stopwatch.GetTimestamp();
                var suggestion = strategy(request);
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                return suggestion;
            });
            var row = StudyRow.Of(key, trajectory, seconds, Initial);
            file.Add(row);
            report?.Invoke(row);
        });
    }

    private static System.Collections.Concurrent.OrderablePartitioner<StudyKey> Partitioned(List<StudyKey> keys) =>
        System.Collections.Concurrent.Partitioner.Create(keys, System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering);
}
