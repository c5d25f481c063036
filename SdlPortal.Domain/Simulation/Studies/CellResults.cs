using MathNet.Numerics.Statistics;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>What one finished repetition comes to. Running bests are in the objective's unit and sign, per observation.</summary>
internal sealed record FinishedRepetition(JournalPlace Place, double[] BestY, double[] BestF, double[] ProposalSeconds, double Seconds);

/// <summary>The finished and failed repetitions of one cell, by number. Not safe from several threads.</summary>
internal sealed class CellResults
{
    private CellSummary? summary;

    public static CellResults None { get; } = new();

    public SortedDictionary<int, FinishedRepetition> Finished { get; } = [];

    public SortedDictionary<int, string> Failures { get; } = [];

    /// <summary>The latest word on a repetition counts.</summary>
    public void Take(StudyRepetition repetition, bool maximizes, JournalPlace place)
    {
        summary = null;
        var number = repetition.Key.Repetition;
        if (repetition.Failure is { } failure)
        {
            if (!Finished.ContainsKey(number))
                Failures[number] = failure;
            return;
        }

        Failures.Remove(number);
        Finished[number] = new FinishedRepetition(place, RunningBest(repetition.Y, maximizes), RunningBest(repetition.F, maximizes),
            [.. repetition.FitSeconds.Zip(repetition.AcquireSeconds, (fit, acquire) => fit + acquire)], repetition.Seconds);
    }

    public CellProgress Progress(StudyCell cell, int repetitions)
    {
        var chosen = Finished.Where(f => f.Key < repetitions).ToList();
        return new CellProgress(cell, chosen.Count, Failures.Count(f => f.Key < repetitions), chosen.Sum(f => f.Value.Seconds));
    }

    /// <summary>Null without a finished repetition among the first <paramref name="repetitions"/>.</summary>
    public CellSummary? Summary(StudyCell cell, ProblemSummary problem, int repetitions)
    {
        var chosen = Finished.Where(f => f.Key < repetitions).ToList();
        if (chosen.Count == 0)
            return null;
        if (summary is not null && summary.Repetitions.Count == chosen.Count)
            return summary;
        var seconds = chosen.SelectMany(c => c.Value.ProposalSeconds).Order().ToArray();
        var observations = Enumerable.Range(0, chosen[0].Value.BestY.Length).Select(k => chosen.Select(c => c.Value.BestY[k]).ToList()).ToList();
        return summary = new CellSummary(cell)
        {
            Repetitions = [.. chosen.Select(c => c.Key)],
            Regrets = [.. chosen.Select(c => Regret(c.Value.BestY, problem))],
            RegretsF = [.. chosen.Select(c => Regret(c.Value.BestF, problem))],
            FinalBestY = [.. chosen.Select(c => c.Value.BestY[^1])],
            FinalBestF = [.. chosen.Select(c => c.Value.BestF[^1])],
            RunningBestMean = [.. observations.Select(b => b.Average())],
            RunningBestSd = [.. observations.Select(b => b.Count > 1 ? b.StandardDeviation() : 0)],
            ProposalSecondsMedian = seconds.Length > 0 ? SortedArrayStatistics.Median(seconds) : 0,
            ProposalSecondsP95 = seconds.Length > 0 ? SortedArrayStatistics.Quantile(seconds, 0.95) : 0,
        };
    }

    public static double[] RunningBest(IReadOnlyList<double> values, bool maximizes)
    {
        var best = new double[values.Count];
        for (var k = 0; k < best.Length; k++)
            best[k] = k == 0 ? values[0] : maximizes ? Math.Max(best[k - 1], values[k]) : Math.Min(best[k - 1], values[k]);
        return best;
    }

    private static double Regret(double[] best, ProblemSummary problem) => best.Sum(b => problem.Maximizes ? problem.Optimum - b : b - problem.Optimum);
}
