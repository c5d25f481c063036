using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>The expected gain of the next runs, and when to stop. Pure; all chance comes from the question's seed.</summary>
public static class DiminishingReturns
{
    private const int FewestRuns = 10;
    private const int FewestSequences = 8;
    private const int MostSequences = 40;
    private const int Draws = 2000;

    /// <summary>
    /// Exchangeable runs: whether one of the next k is a record, and how many beat the best so far, follows from exchangeability alone (chance k/(n + k)); by how much, from a generalized Pareto tail of the best runs (<see cref="ParetoTail"/>).
    /// Optimized runs: what the other sequences gained from their n-th to their (n + k)-th run, in units of their own spread until then, where eight or more are that long; otherwise from the sequence's own records (<see cref="RecordTrend"/>).
    /// </summary>
    /// <param name="outcomes">Of one sequence in its order, larger is better.</param>
    /// <param name="others">Further sequences (other tasks) from which the course of optimized sequences is learned; not used for exchangeable ones.</param>
    public static Answer<ReturnsForecast> Of(IReadOnlyList<double> outcomes, SequenceKind kind, IReadOnlyList<IReadOnlyList<double>>? others = null, ReturnsQuestion? question = null)
    {
        question ??= new ReturnsQuestion();
        int[] ahead = [.. question.Ahead.Where(k => k > 0).Distinct().Order()];
        if (ahead.Length == 0)
            throw new ArgumentException("The question names no number of further runs.", nameof(question));
        var n = outcomes.Count;
        double[] ascending = [.. outcomes.Order()];
        if (n < FewestRuns)
            return Answer<ReturnsForecast>.NotEnough(FormattableString.Invariant($"{n} runs; at least {FewestRuns} are needed to say what further ones may gain."));
        if (ascending[0] == ascending[^1])
            return Answer<ReturnsForecast>.NotEnough(FormattableString.Invariant($"All {n} runs have the same outcome, so nothing can be said about gains."));
        var (best, median) = (ascending[^1], ascending[n / 2]);
        var (gains, method) = kind == SequenceKind.Exchangeable ? Exchangeable(ascending, ahead, question) : Optimized(outcomes, best - median, others ?? [], ahead, question);
        return Answer<ReturnsForecast>.Of(new ReturnsForecast
        {
            Runs = n,
            Best = best,
            Kind = kind,
            Gains = gains,
            Level = question.Level,
            Method = method,
            Advice = Advise(gains, question, 0.01 * (best - median)),
        });
    }

    /// <summary>
    /// Every task of a table: by start where it is known and outcomes rise along it beyond chance (rank correlation, 5 %), as optimized with the other such tasks beside it; as exchangeable otherwise. In the order of tasks.
    /// </summary>
    public static IReadOnlyList<(string Task, Answer<ReturnsForecast> Forecast)> OfTasks(AnalysisTable table, ReturnsQuestion? question = null, CancellationToken cancellationToken = default)
    {
        question ??= new ReturnsQuestion();
        var rows = new List<int>[table.Tasks.Labels.Count];
        for (var t = 0; t < rows.Length; t++)
            rows[t] = [];
        for (var row = 0; row < table.Count; row++)
            rows[table.Tasks.Codes[row]].Add(row);
        var sequences = rows.Select(r => r.TrueForAll(i => double.IsFinite(table.Start[i])) ? r.OrderBy(i => table.Start[i]) : (IEnumerable<int>)r).Select(r => r.Select(i => table.Outcomes[i]).ToArray()).ToList();
        var rising = rows.Select((r, t) => r.TrueForAll(i => double.IsFinite(table.Start[i])) && Rises(sequences[t])).ToList();
        var forecasts = new List<(string, Answer<ReturnsForecast>)>();
        for (var t = 0; t < rows.Length; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var task = t;
            var others = rising[t] ? sequences.Where((_, o) => o != task && rising[o]).ToList() : [];
            forecasts.Add((table.Tasks.Labels[t], Of(sequences[t], rising[t] ? SequenceKind.Optimized : SequenceKind.Exchangeable, others, question with { Seed = SeededRandom.DeriveSeed(question.Seed, t) })));
        }

        return forecasts;
    }

    /// <summary>Spearman's correlation of outcome and place is positive beyond chance: z = ρ √(n − 1).</summary>
    private static bool Rises(double[] sequence)
    {
        if (sequence.Length < FewestRuns)
            return false;
        var rho = MathNet.Numerics.Statistics.Correlation.Spearman(sequence, Enumerable.Range(0, sequence.Length).Select(i => (double)i));
        return rho * Math.Sqrt(sequence.Length - 1) > TailProbability.NormalCritical(0.9);
    }

    private static (IReadOnlyList<ExpectedGain> Gains, string Method) Exchangeable(double[] ascending, int[] ahead, ReturnsQuestion question)
    {
        var n = ascending.Length;
        var tail = ParetoTail.Fit(ascending);
        var gains = new List<ExpectedGain>();
        foreach (var k in ahead)
        {
            var random = SeededRandom.Derive(question.Seed, k);
            var draws = new double[Draws];
            for (var d = 0; d < Draws; d++)
            {
                // Of all n + k runs the best j are among the new ones with chance k (k − 1) … / ((n + k) (n + k − 1) …). Stratified, so that few draws suffice.
                var left = (d + random.NextDouble()) / Draws;
                var records = 0;
                for (var chance = (double)k / (n + k); left < chance; chance *= (double)(k - records) / (n + k - records))
                    records++;
                draws[d] = records == 0 ? 0 : tail.DrawLargest(random, records);
            }

            gains.Add(Summary(k, draws, question.Level, (double)k / (n + k)));
        }

        return (gains, FormattableString.Invariant($"records of {n} runs in any order, by how much from the tail of the best {tail.Count}"));
    }

    private static (IReadOnlyList<ExpectedGain> Gains, string Method) Optimized(IReadOnlyList<double> outcomes, double spread, IReadOnlyList<IReadOnlyList<double>> others, int[] ahead, ReturnsQuestion question)
    {
        var n = outcomes.Count;
        double[][]? futures = null;
        var gains = new List<ExpectedGain>();
        var learned = new List<int>();
        // Of very many a part suffices, evenly from all of them.
        var longer = others.Where(o => o.Count > n).ToList();
        var used = EvenlySpread.Of(longer, MostSequences);
        var courses = spread > 0 ? used.Select(o => Course(o, n)).Where(c => c.Length > 0).ToList() : [];
        foreach (var k in ahead)
        {
            double[] relative = [.. courses.Where(c => c.Length >= k).Select(c => c[k - 1]).Order()];
            if (relative.Length >= FewestSequences)
            {
                learned.Add(k);
                gains.Add(Learned(k, [.. relative.Select(g => g * spread)], question.Level));
                continue;
            }

            futures ??= Futures(new RecordTrend(outcomes), ahead, question.Seed);
            var draws = futures[Array.IndexOf(ahead, k)];
            gains.Add(Summary(k, draws, question.Level, draws.Count(g => g > 0) / (double)Draws));
        }

        var own = FormattableString.Invariant($"{new RecordTrend(outcomes).Records} improvements of the sequence itself");
        var method = learned.Count == 0 ? own : FormattableString.Invariant($"the course of {courses.Count} of {others.Count} other sequences") + (learned.Count < ahead.Length ? FormattableString.Invariant($" up to {learned[^1]} runs ahead, beyond that {own}") : "");
        return (gains, method);
    }

    private static double[][] Futures(RecordTrend trend, int[] ahead, long seed)
    {
        double[][] futures = [.. ahead.Select(_ => new double[Draws])];
        var random = SeededRandom.Derive(seed, 1);
        var gains = new double[ahead.Length];
        for (var d = 0; d < Draws; d++)
        {
            trend.Draw(random, ahead, gains);
            for (var a = 0; a < ahead.Length; a++)
                futures[a][d] = gains[a];
        }

        return futures;
    }

    /// <summary>By k, from 1 on: (best of n + k − best of n) over (best of n − median of n). Empty where the first n have no such spread.</summary>
    private static double[] Course(IReadOnlyList<double> sequence, int n)
    {
        double[] first = [.. sequence.Take(n).Order()];
        var (best, spread) = (first[^1], first[^1] - first[n / 2]);
        if (!(spread > 0))
            return [];
        var course = new double[sequence.Count - n];
        for (var k = 0; k < course.Length; k++)
        {
            best = Math.Max(best, sequence[n + k]);
            course[k] = (best - first[^1]) / spread;
        }

        return course;
    }

    /// <summary>This sequence's gain is as likely to fall between any two neighbors of the m others' as between any other two, each with chance 1/(m + 1): the interval ends where that runs out, at 0 and at the largest.</summary>
    private static ExpectedGain Learned(int k, double[] ascending, double level)
    {
        var m = ascending.Length;
        var below = (int)Math.Floor((1 - level) / 2 * (m + 1));
        return new ExpectedGain(k, ascending.Sum() / m, new Interval(below >= 1 ? ascending[below - 1] : 0, ascending[Math.Min(m, m + 1 - below) - 1]), ascending.Count(g => g > 0) / (double)m);
    }

    private static ExpectedGain Summary(int k, double[] draws, double level, double chance)
    {
        var mean = draws.Sum() / draws.Length;
        Array.Sort(draws);
        double At(double p) => draws[Math.Clamp((int)Math.Ceiling(p * draws.Length) - 1, 0, draws.Length - 1)];
        return new ExpectedGain(k, mean, new Interval(At((1 - level) / 2), At((1 + level) / 2)), chance);
    }

    private static StopAdvice Advise(IReadOnlyList<ExpectedGain> gains, ReturnsQuestion question, double usual)
    {
        var last = gains[^1];
        string Text(ExpectedGain g) => FormattableString.Invariant($"the next {g.Runs} runs are expected to gain {Quantity.Text(g.Gain, digits: 3)} ({100 * question.Level:0.#} % interval {Quantity.Text(g.Interval.Low, digits: 3)} to {Quantity.Text(g.Interval.High, digits: 3)})");
        if (question.CostPerRun is { } cost)
        {
            var pays = gains.MaxBy(g => g.Gain - (g.Runs * cost))!;
            return pays.Gain > pays.Runs * cost
                ? new StopAdvice(false, pays.Runs, FormattableString.Invariant($"Go on for {pays.Runs} runs: {Text(pays)} at a cost of {Quantity.Text(pays.Runs * cost, digits: 3)}."))
                : new StopAdvice(true, 0, FormattableString.Invariant($"Stop: {Text(pays)} at a cost of {Quantity.Text(pays.Runs * cost, digits: 3)}, and no other number of runs up to {last.Runs} pays."));
        }

        var threshold = question.Threshold ?? usual;
        var what = question.Threshold is null ? "1 % of the way from the median to the best" : "the gain that counts";
        return gains.FirstOrDefault(g => g.Gain >= threshold) is { } enough
            ? new StopAdvice(false, enough.Runs, FormattableString.Invariant($"Go on for {enough.Runs} runs: {Text(enough)}, at least {Quantity.Text(threshold, digits: 3)} ({what})."))
            : new StopAdvice(true, 0, FormattableString.Invariant($"Stop: {Text(last)}, less than {Quantity.Text(threshold, digits: 3)} ({what})."));
    }
}
