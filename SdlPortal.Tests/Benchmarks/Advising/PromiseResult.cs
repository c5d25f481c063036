using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Tests.Benchmarks.Advising;

/// <summary>One choice's true expected result: the mean share of the way over repetitions on the lab's own truth, line and budget, with its standard error.</summary>
internal sealed record TrueResult(int InFlight, string Strategy, double Share, double Error, double Hours);

/// <summary>
/// What the advice was worth in one lab. The promise is kept when the recommended number in flight (with the recommended strategy) truly reaches at least 90 % of the share that the best choice truly reaches.
/// </summary>
internal sealed record PromiseResult(PromiseLab Lab, Advice Advice, IReadOnlyList<TrueResult> Truth)
{
    public const double Within = 0.9;

    public TrueResult Best => Truth.MaxBy(t => t.Share)!;

    public TrueResult Recommended => Truth.First(t => t.InFlight == Advice.RecommendedInFlight && t.Strategy == Advice.RecommendedStrategy);

    public bool IsKept => Recommended.Share >= Within * Best.Share;

    /// <summary>What the campaign's own strategy reaches with the largest of the compared numbers that is at most this one.</summary>
    public TrueResult Naive(int inFlight) => Truth.Where(t => t.Strategy == Lab.Strategies[0] && t.InFlight <= inFlight).MaxBy(t => t.InFlight)!;

    public bool WouldKeep(int inFlight) => Naive(inFlight).Share >= Within * Best.Share;

    /// <param name="adviceRepetitions">Repetitions behind the advice.</param>
    /// <param name="trueRepetitions">Repetitions behind each true result; other functions, seeds and luck than the advisor's.</param>
    public static PromiseResult Of(PromiseLab lab, int adviceRepetitions, int trueRepetitions, int threads, CancellationToken cancellationToken = default)
    {
        var problem = lab.Problem();
        var definition = lab.Definition(problem);
        var sampler = new FeasibleSampler(problem.Space);
        var prior = sampler.Sample(lab.PriorResults, lab.Number).Select((c, i) => new Observation(c, [.. problem.Truth.Measure(c, SeededRandom.DeriveSeed(lab.Number, 0x9210, i))])).ToList();
        var question = new AdviceQuestion(definition, lab.Lab) { Strategies = [.. lab.Strategies], Prior = prior, MostRepetitions = adviceRepetitions, Seed = 1000 + lab.Number };
        var advice = Advisor.Advise(question, threads, null, cancellationToken).Last();
        return new PromiseResult(lab, advice, TrueResults(question, problem, advice, trueRepetitions, threads, cancellationToken));
    }

    private static List<TrueResult> TrueResults(AdviceQuestion question, StudyProblem problem, Advice advice, int repetitions, int threads, CancellationToken cancellationToken)
    {
        var plan = new AdvicePlan(question);
        var others = question with { Seed = SeededRandom.DeriveSeed(question.Seed, 0x7240E) };
        var lines = new SimulatedLines(question.Definition, question.Lab, others.Seed);
        var contest = new Contest(others, plan.Horizon, lines, _ => problem, new SimulationStart(question.Definition.InitialDesign, question.Prior));
        var contestants = advice.Choices.Select(c => new Contestant(c.InFlight, plan.Strategies.First(s => s.Name == c.Strategy), plan.Horizon)).ToList();
        contest.Run(contestants, repetitions, threads, null, cancellationToken);
        return [.. contestants.Select(c =>
        {
            var mean = c.AtEnd.Average();
            return new TrueResult(c.InFlight, c.Strategy.Name, mean, Math.Sqrt(c.AtEnd.Sum(v => (v - mean) * (v - mean)) / (repetitions - 1) / repetitions), c.Hours);
        })];
    }
}
