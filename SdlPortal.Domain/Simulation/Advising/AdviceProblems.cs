using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>Interim: functions drawn from a Gaussian-process prior over the space.</summary>
internal sealed class AdviceProblems(SearchSpace space, Objective objective, long seed)
{
    private readonly FeasibleSampler sampler = new(space);

    public StudyProblem Draw(int repetition)
    {
        var random = SeededRandom.Derive(seed, 0xF00, repetition);
        var cube = new UnitCube(space);
        var scale = 0.5 * Math.Pow(cube.Dimension, 0.25) * Math.Exp(0.4 * random.NextNormal());
        var hyper = new Hyperparameters([.. Enumerable.Range(0, cube.Dimension).Select(_ => scale * Math.Exp(0.5 * random.NextNormal()))], 1, 1e9, 0);
        var model = new GaussianProcess(new TrainingSet([new double[cube.Dimension]], [0.0], cube.Categorical), hyper);
        var path = new PosteriorPaths(model, cube, 1, SeededRandom.DeriveSeed(seed, 0xF01, repetition));
        var sign = objective.Goal == Goal.Minimize ? -1 : 1;
        var best = sampler.SampleUnit(random);
        var value = sign * path.Value(0, best);
        for (var i = 0; i < 4000; i++)
        {
            var next = sampler.SampleUnit(random);
            if (i >= 2000)
            {
                for (var j = 0; j < next.Length; j++)
                    next[j] = cube.Columns[j].IsCategorical ? best[j] : Math.Clamp(best[j] + (0.1 * Math.Pow(0.998, i - 2000) * random.NextNormal()), 0, 1);
                if (!space.Contains(cube.Decode(next)))
                    continue;
                next = cube.Encode(cube.Decode(next));
            }

            if (sign * path.Value(0, next) is var v && v > value)
                (best, value) = (next, v);
        }

        var truth = new PathTruth(objective, cube, path, 0.15);
        return new StudyProblem($"drawn-{repetition}", space, truth, sign * value, cube.Decode(best));
    }

    private sealed class PathTruth(Objective objective, UnitCube cube, PosteriorPaths path, double noise) : GroundTruth([objective], [noise])
    {
        public override string Description => "A function drawn from a Gaussian process.";

        public override IReadOnlyList<double> TrueValues(Configuration configuration) => [path.Value(0, cube.Encode(configuration))];
    }
}
