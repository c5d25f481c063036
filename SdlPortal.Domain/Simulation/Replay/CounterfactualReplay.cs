using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Domain.Simulation.Replay;

/// <param name="Seeds">How often each strategy runs; each run has noise and draws of its own, the same for all strategies.</param>
/// <param name="Threads">How many runs at a time; the report does not depend on it.</param>
public sealed record ReplayOptions(int Seeds = 20, long Seed = 1, int Threads = 1);

/// <summary>
/// Runs a campaign's real timeline again with other strategies, on a Gaussian process fitted to its own and its prior results (the posterior mean counts as the truth). Initial experiments and those
/// that people inserted stay what they were, with the results that were measured. Pure.
/// </summary>
public static class CounterfactualReplay
{
    /// <summary>Fewer results than these, prior ones included, are no surrogate.</summary>
    public const int LeastResults = 10;

    private const double LeastCoverage = 0.8;
    private const double MostOutside = 0.5;

    /// <summary>Why the campaign cannot be replayed, with the way out; null when it can.</summary>
    public static string? WhyNot(RecordedCampaign record)
    {
        var aims = record.Definition.Aims;
        var results = record.Prior.Count + record.Results.Count;
        if (record.Timeline.Entries.Count == 0)
            return "The campaign has not run yet, so there is no timeline to replay.";
        if (aims.Combination == Combination.TradeOff && aims.Sought.Count > 1)
            return "The campaign trades several objectives off against each other, and a replay compares one running best. Campaigns with one objective, or with objectives combined by desirability, can be replayed.";
        if (results < LeastResults)
            return $"There are {results} results; a surrogate of the campaign needs at least {LeastResults}. Come back when more have arrived.";
        if (record.Chosen == 0)
            return "No result of an experiment that the strategy chose has arrived yet; the initial design would be the same under any strategy.";
        for (var o = 0; o < aims.Objectives.Count; o++)
        {
            var first = record.Results[0].Observation.Values[o];
            if (record.Prior.Concat(record.Results.Select(r => r.Observation)).All(r => r.Values[o] == first))
                return $"Every result has the same {aims.Objectives[o].Name}, so there is nothing to learn from.";
        }

        return null;
    }

    /// <param name="strategies">Names of the others; each runs in its own way, whatever the campaign's settings for its own.</param>
    /// <param name="progress">Told after each run how many of how many are done; from any thread.</param>
    /// <exception cref="RefusedException">The campaign cannot be replayed, or a strategy is unknown; with the reason.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static ReplayReport Run(RecordedCampaign record, IReadOnlyList<string> strategies, ReplayOptions options, Action<int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        if (WhyNot(record) is { } reason)
            throw new RefusedException(reason);
        if (strategies.FirstOrDefault(s => Strategies.Find(s) is null) is { } unknown)
            throw new RefusedException($"There is no strategy '{unknown}'. Choose one of {string.Join(", ", Strategies.Names)}.");
        var definition = record.Definition;
        var choices = new[] { definition.Strategy }.Concat(strategies.Distinct().Select(s => new StrategyChoice(s) { Duplicates = definition.Strategy.Duplicates })).ToList();
        try
        {
            var quality = Quality(record, options.Seed, cancellationToken);
            var course = new ReplayCourse(record, options.Seed);
            var runs = new ReplayRun[choices.Count * options.Seeds];
            var done = 0;
            progress?.Invoke(0, runs.Length);
            Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, i =>
            {
                runs[i] = course.Run(choices[i % choices.Count], i / choices.Count, cancellationToken);
                progress?.Invoke(Interlocked.Increment(ref done), runs.Length);
            });
            return Report(record, course, quality, [.. choices.Select((c, s) => (c.Name, runs.Where((_, i) => i % choices.Count == s).ToArray()))], options);
        }
        catch (CholeskyException e)
        {
            throw new RefusedException($"No surrogate could be fitted to the campaign's results. {e.Message}");
        }
    }

    private static SurrogateQuality Quality(RecordedCampaign record, long seed, CancellationToken cancellationToken)
    {
        var rows = ReplayCourse.RowsOf(record);
        var sought = record.Definition.Aims.Sought.Select(o => SurrogateQuality.Of(record.Definition.Space, rows, o, seed, cancellationToken)).ToList();
        return sought.MinBy(q => q.R2)!;
    }

    private static ReplayReport Report(RecordedCampaign record, ReplayCourse course, SurrogateQuality quality, IReadOnlyList<(string Strategy, ReplayRun[] Runs)> replayed, ReplayOptions options)
    {
        var own = Summary(replayed[0].Strategy, replayed[0].Runs, null);
        var others = replayed.Skip(1).Select(r => Summary(r.Strategy, r.Runs, Compare(course.Headline, replayed[0].Runs, r.Runs))).ToList();
        return new ReplayReport
        {
            Headline = course.Headline,
            Seeds = options.Seeds,
            Seed = options.Seed,
            Surrogate = quality,
            Hours = [.. record.Results.Select(r => r.Hours)],
            Measured = course.Best([.. record.Results.Select(r => r.Observation)], o => o.Values),
            Happened = course.Best([.. record.Results.Select(r => r.Observation)], o => course.Truth.TrueValues(o.Configuration)),
            Own = own,
            Others = others,
            Given = record.Results.Count - record.Chosen,
            Lost = record.Lost,
            Doubts = [.. Doubts(quality)],
            Reservations =
            [
                .. others.Prepend(own).Where(s => s.Outside > MostOutside).Select(Reservation),
                .. record.Definition.Prescreen is { } prescreen ? [$"The campaign pre-screened its experiments on {prescreen.Twin}; all replays go without it, those of its own strategy too."] : Array.Empty<string>(),
                .. record.Definition.WarmStart is { } start ? [$"The campaign started warm, from '{start.Origin.Title}'; all replays go without that, those of its own strategy too."] : Array.Empty<string>(),
            ],
        };
    }

    private static ReplayedStrategy Summary(string strategy, ReplayRun[] runs, ReplayComparison? against) => new(
        strategy,
        [.. Enumerable.Range(0, runs[0].Best.Count).Select(i => Band([.. runs.Select(r => r.Best[i]).Where(double.IsFinite)]))],
        runs.Average(r => r.Outside),
        against);

    private static ReplayBand Band(double[] values) =>
        values.Length == 0 ? new ReplayBand(double.NaN, double.NaN, double.NaN) : new ReplayBand(values.Mean(), values.Quantile(0.1), values.Quantile(0.9));

    /// <summary>Differences of the same replay under both, with Student's interval for their mean.</summary>
    private static ReplayComparison Compare(Objective headline, ReplayRun[] own, ReplayRun[] other)
    {
        double Good(ReplayRun run) => headline.Merit.Of(headline.Oriented(run.Best[^1]));
        var pairs = own.Zip(other, (a, b) => (Own: Good(a), Other: Good(b))).Where(p => double.IsFinite(p.Own) && double.IsFinite(p.Other)).ToList();
        if (pairs.Count == 0)
            return new ReplayComparison(new Estimate(double.NaN, double.NaN, double.NaN), 0.5);
        var advantage = PairedStatistics.Difference([.. pairs.Select(p => p.Other)], [.. pairs.Select(p => p.Own)]);
        return new ReplayComparison(advantage, pairs.Average(p => 0.5 * (1 + p.Other.CompareTo(p.Own))));
    }

    private static IEnumerable<string> Doubts(SurrogateQuality quality)
    {
        if (quality.R2 < TableCheck.LeastR2)
            yield return $"The surrogate predicts held-out results hardly or not at all: r² {Quantity.Text(quality.R2, digits: 2)}, below {Quantity.Text(TableCheck.LeastR2)}.";
        if (quality.Coverage < LeastCoverage)
            yield return $"The surrogate is too sure of itself: {Percent(quality.Coverage)} of held-out results lie within its 95 % intervals.";
    }

    private static string Reservation(ReplayedStrategy strategy) =>
        $"{Percent(strategy.Outside)} of what {Strategies.Find(strategy.Strategy)?.Title ?? strategy.Strategy} chose lies where no result is near and the surrogate mostly guesses.";

    internal static string Percent(double share) => $"{Quantity.Text(Math.Round(100 * share))}\u00a0%";
}
