using System.Collections.Concurrent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>
/// Simulates choices repetition by repetition. In one repetition all of them meet the same function, initial points, noise and luck of the line. Campaigns of one strategy in which the same
/// results arrive in the same order before each choice, or before as many as the shorter one has, are one campaign: it is simulated once. Results do not depend on the number of threads.
/// </summary>
internal sealed class Contest(AdviceQuestion question, Horizon horizon, SimulatedLines lines, Func<int, StudyProblem> draw, SimulationStart start)
{
    private readonly ConcurrentDictionary<int, Ground> grounds = new();
    private readonly Dictionary<(StrategyChoice Strategy, int Repetition), List<Played>> played = [];
    private readonly FeasibleSampler sampler = new(question.Definition.Space);

    /// <summary>What one repetition is played on.</summary>
    private sealed record Ground(StudyProblem Problem, ShareScale Scale, double? Start);

    /// <summary>A contestant's part in one repetition.</summary>
    private sealed record Entrant(Contestant Contestant, int Repetition, LineRun Line, CampaignTimeline Timeline, string Arrivals);

    /// <summary>A simulated campaign, shared by all whose arrivals its own begin with.</summary>
    /// <param name="TrueShares">Empty until it has been simulated.</param>
    private sealed record Played(Entrant Longest, double[] TrueShares);

    /// <summary>Adds the repetitions up to <paramref name="until"/> that the contestants lack.</summary>
    public void Run(IReadOnlyList<Contestant> contestants, int until, int threads, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        if (contestants.Count == 0)
            return;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        var from = contestants.Min(c => c.Repetitions);
        var entrants = new List<Entrant>[Math.Max(0, until - from)];
        Parallel.For(0, entrants.Length, options, i =>
        {
            grounds.GetOrAdd(from + i, Prepare);
            entrants[i] = [.. contestants.Where(c => c.Repetitions <= from + i).Select(c => Enter(c, from + i))];
        });

        var open = entrants.SelectMany(e => ToPlay(e)).OrderByDescending(e => e.Timeline.Entries.Count).ToList();
        var fresh = new double[open.Count][];
        var done = 0;
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, open.Count), EnumerablePartitionerOptions.NoBuffering), options, i =>
        {
            fresh[i] = Play(open[i], cancellationToken);
            progress?.Invoke(Interlocked.Increment(ref done), open.Count);
        });
        for (var i = 0; i < open.Count; i++)
            PlayedBy(open[i]).Add(new Played(open[i], fresh[i]));

        foreach (var entrant in entrants.SelectMany(e => e))
        {
            var played = PlayedBy(entrant).First(p => Covers(p.Longest, entrant));
            entrant.Contestant.Add(ClimbingShare.Of(played.TrueShares, entrant.Timeline, grounds[entrant.Repetition].Start), entrant.Line);
        }
    }

    /// <summary>Those whose campaign neither has been simulated before nor begins another one's among them.</summary>
    private List<Entrant> ToPlay(IReadOnlyList<Entrant> entrants)
    {
        var open = new List<Entrant>();
        foreach (var entrant in entrants.OrderByDescending(e => e.Arrivals.Length).Where(e => !PlayedBy(e).Exists(p => Covers(p.Longest, e))))
        {
            if (!open.Exists(o => o.Contestant.Strategy == entrant.Contestant.Strategy && Covers(o, entrant)))
                open.Add(entrant);
        }

        return open;
    }

    private static bool Covers(Entrant longer, Entrant shorter) => longer.Arrivals.StartsWith(shorter.Arrivals, StringComparison.Ordinal);

    private List<Played> PlayedBy(Entrant entrant)
    {
        var key = (entrant.Contestant.Strategy, entrant.Repetition);
        if (!played.TryGetValue(key, out var known))
            played[key] = known = [];
        return known;
    }

    private double[] Play(Entrant entrant, CancellationToken cancellationToken)
    {
        var ground = grounds[entrant.Repetition];
        var trajectory = SimulatedCampaign.Run(ground.Problem, entrant.Timeline, start, entrant.Contestant.Strategy, question.Seed, entrant.Repetition,
            request => Strategies.Suggest(request, cancellationToken), cancellationToken);
        return [.. trajectory.Steps.Select(s => ground.Scale.Of(s.TrueValue))];
    }

    private Ground Prepare(int repetition)
    {
        var problem = draw(repetition);
        var scale = ShareScale.Of(problem, sampler, SeededRandom.DeriveSeed(question.Seed, repetition));
        return new Ground(problem, scale, start.Prior.Where(p => problem.Space.Contains(p.Configuration)).Select(p => (double?)scale.Of(problem.Truth.TrueValues(p.Configuration)[0])).Max());
    }

    private Entrant Enter(Contestant contestant, int repetition)
    {
        // One at a time is simulated for as many experiments as any choice finishes: it is what the cost of delay is measured by.
        var budget = contestant.InFlight == 1 ? new Budget(horizon.MostFinished, null) : new Budget(Math.Min(horizon.Experiments ?? int.MaxValue, 2 * Horizon.MostExperiments), horizon.Hours);
        var line = lines.Of(contestant.InFlight, budget, repetition, contestant.Extra);
        var entries = line.Timeline.Entries;
        var needed = contestant.InFlight > 1 && horizon.Hours is { } hours ? 1 + entries.ToList().FindLastIndex(e => e.EndedAt <= hours) : entries.Count;
        var timeline = new CampaignTimeline([.. entries.Take(needed)]);
        return new Entrant(contestant, repetition, line, timeline, timeline.Arrivals());
    }
}
