using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies.Design;

/// <summary>How much a study will take, before it is run. The time is a guess from what a proposal takes on one core of a present-day server; real progress corrects it. Pure.</summary>
/// <param name="Campaigns">Simulated campaigns.</param>
/// <param name="Proposals">Choices of a strategy: all observations but the initial ones.</param>
public sealed record StudyEstimate(long Campaigns, long Proposals, TimeSpan Time)
{
    /// <summary>Of a model's proposal with 100 results in 5 dimensions, in seconds (docs/results/suggestion-speed.md).</summary>
    private const double ModelSeconds = 0.0032;
    private const double PlainSeconds = 2e-5;

    public static StudyEstimate Of(StudyPlan plan, int threads)
    {
        var perStrategy = (long)plan.Problems.Count * plan.Delays.Count * plan.Repetitions;
        var proposals = perStrategy * (plan.Observations - plan.Initial);
        var modeled = plan.Strategies.Count(s => s is not (StrategyNames.Random or StrategyNames.Sobol));
        // A fit's work grows with the cube of the results, which shows above a hundred; below, the search is what takes the time.
        var growth = Math.Max(0.6, Math.Pow(plan.Observations / 100.0, 2));
        var seconds = proposals * ((modeled * ModelSeconds * growth) + ((plan.Strategies.Count - modeled) * PlainSeconds)) / threads;
        return new StudyEstimate(perStrategy * plan.Strategies.Count, proposals * plan.Strategies.Count, TimeSpan.FromSeconds(seconds));
    }
}
