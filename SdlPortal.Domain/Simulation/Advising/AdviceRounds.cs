using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>
/// The rounds of one advice: each adds repetitions to all choices that are still open, gives up those that are clearly worse (successive elimination: Even-Dar, Mannor and
/// Mansour 2006, JMLR 7, 1079, with paired t intervals), and tries one more station of the bottleneck's kind at the recommended choice. Lives for one advice.
/// </summary>
internal sealed class AdviceRounds
{
    /// <summary>Repetitions of a round: the first has enough of them for an interval.</summary>
    private const int Repeated = 4;

    /// <summary>Nothing is given up before so many repetitions.</summary>
    private const int FirstGivingUp = 8;

    /// <summary>One-sided confidence of being worse, in each look at each choice.</summary>
    private const double Confidence = 0.995;

    /// <summary>Repetitions behind the value of one more station at most.</summary>
    private const int MostExtraRepetitions = 24;

    private readonly AdviceQuestion question;
    private readonly AdvicePlan plan;
    private readonly Contest contest;
    private readonly List<Contestant> contestants;
    private readonly Dictionary<(int InFlight, StrategyChoice Strategy, string Kind), Contestant> extras = [];

    public AdviceRounds(AdviceQuestion question, AdvicePlan plan)
    {
        (this.question, this.plan) = (question, plan);
        contest = new Contest(question, plan.Horizon, plan.Lines, plan.Problems.Draw, plan.Start);
        contestants = [.. from inFlight in plan.InFlight.Prepend(1).Distinct() from strategy in plan.Strategies select new Contestant(inFlight, strategy, plan.Horizon)];
    }

    public int Repetitions => contestants.Max(c => c.Repetitions);

    public Advice Next(int round, int threads, IProgress<AdviceProgress>? progress, CancellationToken cancellationToken)
    {
        var until = Math.Min(question.MostRepetitions, Repetitions + Repeated);
        contest.Run([.. contestants.Where(c => !c.IsGivenUp)], until, threads, progress is null ? null : (done, all) => progress.Report(new AdviceProgress(round, done, all)), cancellationToken);
        if (Repetitions >= FirstGivingUp)
            GiveUpWorse();
        var verdict = Verdict.Of([.. contestants.Where(IsCandidate)], plan.Preference);
        var extra = Extra(verdict.Recommended, Math.Min(until, MostExtraRepetitions), threads, cancellationToken);
        return new AdviceWriter(question, plan, contestants, verdict, extra).Write();
    }

    /// <summary>One at a time takes part as the reference even where nobody asked for it.</summary>
    private bool IsCandidate(Contestant contestant) => plan.InFlight.Contains(contestant.InFlight);

    private void GiveUpWorse()
    {
        var open = contestants.Where(c => !c.IsGivenUp).ToList();
        var leader = open.Where(IsCandidate).MaxBy(c => c.AtEnd.Average())!;

        // One at a time tells what the delay costs, also where it is clearly worse.
        foreach (var contestant in open.Where(c => c != leader && (c.InFlight > 1 || c.Strategy != leader.Strategy)))
            contestant.IsGivenUp = PairedStatistics.LeastDifference(leader.AtEnd, contestant.AtEnd, Confidence) > Verdict.SoonerTolerance;
    }

    /// <summary>The recommended choice on a lab with one more of the bottleneck's kind, with as many in flight as then is best.</summary>
    private Contestant? Extra(Contestant recommended, int repetitions, int threads, CancellationToken cancellationToken)
    {
        var kind = recommended.Bottleneck.Kind;
        if (plan.LargerLab(kind) is not { } larger)
            return null;
        var tried = larger.Where(k => k >= recommended.InFlight).Append(recommended.InFlight).Distinct().Order().Take(3)
            .Select(k => extras.TryGetValue((k, recommended.Strategy, kind), out var known) ? known
                : extras[(k, recommended.Strategy, kind)] = new Contestant(k, recommended.Strategy, plan.Horizon, kind)).ToList();
        contest.Run(tried, repetitions, threads, null, cancellationToken);
        return Verdict.Soonest(tried);
    }
}
