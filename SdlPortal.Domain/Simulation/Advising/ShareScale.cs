using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>
/// The scale on which results of different problems are averaged: 0 is the mean true merit of a random configuration, what a first experiment brings on
/// average, and 1 the optimum. Values above 1 are possible where the optimum is known from a search only.
/// </summary>
internal sealed record ShareScale(Objective Objective, double Typical, double Best)
{
    private const int Samples = 400;

    public static ShareScale Of(StudyProblem problem, FeasibleSampler sampler, long seed)
    {
        var objective = problem.Truth.Objectives[0];
        var random = SeededRandom.Derive(seed, 0x5CA1E);
        var sum = 0.0;
        for (var i = 0; i < Samples; i++)
            sum += Merit(objective, problem.Truth.TrueValues(sampler.Sample(random))[0]);
        return new ShareScale(objective, sum / Samples, Merit(objective, problem.Optimum));
    }

    public double Of(double value) => Best > Typical ? (Merit(Objective, value) - Typical) / (Best - Typical) : 1;

    private static double Merit(Objective objective, double value) => objective.Merit.Of(objective.Oriented(value));
}
