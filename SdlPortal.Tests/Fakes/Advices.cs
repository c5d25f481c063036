using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Tests.Fakes;

/// <summary>An advice made by hand: 1, 2, 4 and 8 in flight with auto and random, on a line that is full with 4.</summary>
internal static class Advices
{
    public static Advice Of(int repetitions = 40, int inFlight = 4, string strategy = "auto", AdviceSureness sureness = AdviceSureness.Close) => new()
    {
        Basis = AdviceBasis.PriorFunctions,
        RecommendedInFlight = inFlight,
        RecommendedStrategy = strategy,
        Sureness = sureness,
        Sentence = $"Run {inFlight} in flight with {strategy}: it reaches 83 % in 9 hours.",
        Remarks = ["Durations are taken as the workflow expects them."],
        Choices = [.. new[] { 1, 2, 4, 8 }.SelectMany(n => new[] { Choice(n, "auto"), Choice(n, "random") })],
        Extra = new ExtraStation("hotplate", 6, 15.2, new Estimate(0.02, -0.01, 0.05), 3.1),
        Repetitions = repetitions,
        Seed = 7,
    };

    private static AdviceChoice Choice(int inFlight, string strategy)
    {
        var rate = 2.6 * Math.Min(inFlight, 4);
        var end = strategy == "auto" ? 0.86 - (0.01 * inFlight) : 0.5;
        return new AdviceChoice(inFlight, strategy)
        {
            ThroughputPerHour = rate,
            MakespanHours = 100 / rate,
            MeanPending = inFlight - 1.1 + (1 / 3d),
            Results = 100,
            Bottleneck = "hotplate",
            BottleneckShare = 0.22 * Math.Min(inFlight, 4),
            AtEnd = new Estimate(end, end - 0.03, end + 0.03),
            ProbabilityBest = strategy == "auto" ? 0.4 / inFlight : 0.01,
            CostOfDelay = new Estimate(0.01 * (inFlight - 1), 0, 0.02 * (inFlight - 1)),
            Repetitions = 40,
            ByHours = Curve([.. Enumerable.Range(1, 200).Select(i => i * 100 / rate / 200)], 100 / rate / 5, end),
            ByExperiments = Curve([.. Enumerable.Range(1, 100).Select(i => (double)i)], 20, end),
        };
    }

    private static AdviceCurve Curve(double[] at, double scale, double end) =>
        new([.. at], [.. at.Select(x => end * (1 - Math.Exp(-x / scale))).Select(y => new Estimate(y, y - 0.03, y + 0.03))]);
}
