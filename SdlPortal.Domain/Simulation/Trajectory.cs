using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>One simulated experiment.</summary>
/// <param name="Measured">With noise; what would have been measured, where the timeline says that the experiment was lost.</param>
/// <param name="TrueValue">Without.</param>
/// <param name="Rationale">Null for the initial points.</param>
public sealed record TrajectoryStep(Configuration Configuration, double Measured, double TrueValue, Rationale? Rationale);

/// <summary>
/// What one simulated campaign did, in the order in which its experiments were chosen. Regrets are in the objective's units, zero or larger but for lucky noise.
/// </summary>
public sealed record Trajectory(StudyProblem Problem, CampaignTimeline Timeline, IReadOnlyList<TrajectoryStep> Steps)
{
    /// <summary>Per experiment, the optimum less the best measured (noisy) value so far; noise can make it negative. Positive infinity before the first result.</summary>
    public IReadOnlyList<double> ObservedRegret => Regret(s => s.Measured);

    /// <summary>Per experiment, the optimum less the best true value so far.</summary>
    public IReadOnlyList<double> TrueRegret => Regret(s => s.TrueValue);

    private List<double> Regret(Func<TrajectoryStep, double> value)
    {
        var objective = Problem.Truth.Objectives[0];
        double Merit(double value) => objective.Merit.Of(objective.Oriented(value));
        var best = double.NegativeInfinity;
        var regret = new List<double>(Steps.Count);
        for (var k = 0; k < Steps.Count; k++)
        {
            if (Timeline.Entries[k].HasResult)
                best = Math.Max(best, Merit(value(Steps[k])));
            regret.Add(Merit(Problem.Optimum) - best);
        }

        return regret;
    }
}
