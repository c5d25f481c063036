using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>Writes down what the contestants have reached so far. Pure.</summary>
internal sealed class AdviceWriter(AdviceQuestion question, AdvicePlan plan, IReadOnlyList<Contestant> contestants, Verdict verdict, Contestant? extra)
{
    private const int Points = 32;
    private readonly Contestant reference = verdict.Recommended;

    public Advice Write()
    {
        var chances = PairedStatistics.ProbabilityLargest([.. contestants.Select(c => c.AtEnd)], reference.AtEnd, question.Seed);
        var advice = new Advice
        {
            Basis = plan.Problems.Basis,
            R2 = plan.Problems.R2,
            RecommendedInFlight = reference.InFlight,
            RecommendedStrategy = reference.Strategy.Name,
            Sureness = plan.Problems.IsUnreliable ? AdviceSureness.Unreliable : verdict.Sureness,
            Sentence = "",
            Choices = [.. contestants.Select((c, i) => Choice(c, chances[i]))],
            Extra = extra is null ? null : OneMore(extra),
            Repetitions = reference.Repetitions,
            Seed = question.Seed,
        };
        return advice with
        {
            Sentence = AdviceWording.Sentence(advice, plan.Horizon),
            Remarks = [.. plan.Problems.Remarks, .. question.LabRemarks, .. AdviceWording.Remarks(question.Definition, advice, plan.Horizon)],
        };
    }

    private AdviceChoice Choice(Contestant contestant, double probabilityBest)
    {
        var bottleneck = contestant.Bottleneck;
        return new AdviceChoice(contestant.InFlight, contestant.Strategy.Name)
        {
            ThroughputPerHour = contestant.Throughput,
            MakespanHours = contestant.Hours,
            MeanPending = contestant.MeanPending,
            Results = contestant.Finished,
            Bottleneck = bottleneck.Kind,
            BottleneckShare = bottleneck.Share,
            AtEnd = PairedStatistics.Mean(contestant.AtEnd, reference.AtEnd),
            ProbabilityBest = probabilityBest,
            CostOfDelay = CostOfDelay(contestant),
            ByHours = Curve(contestant, [.. Enumerable.Range(0, Points + 1).Select(i => contestant.Hours * i / Points)], (campaign, hours) => campaign.AtHours(hours)),
            ByExperiments = Curve(contestant, Numbers(Math.Max(1, (int)contestant.Finished)), (campaign, number) => campaign.After((int)number)),
            Repetitions = contestant.Repetitions,
        };
    }

    private AdviceCurve Curve(Contestant contestant, IReadOnlyList<double> at, Func<ClimbingShare, double, double> reached) => new(
        [.. at],
        [.. at.Select(x => PairedStatistics.Mean([.. contestant.Campaigns.Select(c => reached(c, x))], [.. reference.Campaigns.Select(c => reached(c, x))]))]);

    private Estimate CostOfDelay(Contestant contestant)
    {
        var serial = contestants.First(c => c.InFlight == 1 && c.Strategy == contestant.Strategy);
        var shared = Math.Min(serial.Repetitions, contestant.Repetitions);
        return PairedStatistics.Difference([.. Enumerable.Range(0, shared).Select(i => serial.Campaigns[i].After(plan.Horizon.Finished(contestant.Campaigns[i])))], contestant.AtEnd);
    }

    private ExtraStation OneMore(Contestant contestant) => new(contestant.Extra!, contestant.InFlight, contestant.Throughput,
        PairedStatistics.Difference(contestant.AtEnd, reference.AtEnd), reference.Hours - contestant.Hours);

    private static List<double> Numbers(int last) => last <= Points ? [.. Enumerable.Range(1, last).Select(i => (double)i)]
        : [.. Enumerable.Range(0, Points).Select(i => Math.Round(1 + ((last - 1.0) * i / (Points - 1)))).Distinct()];
}
