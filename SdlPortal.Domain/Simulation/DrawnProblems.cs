using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>
/// A source of problems that a campaign could turn out to be: functions drawn from a Gaussian process over its space, from the posterior where results are known
/// and from a prior where there are none. Draw number i follows from the seed and i alone. Immutable, safe from any thread.
/// </summary>
public sealed class DrawnProblems
{
    /// <summary>Fewer results than this tell nothing about how the function varies.</summary>
    public const int FewestResults = TableGroundTruth.MinRows;

    /// <summary>Results that a draw passes through; more would only slow it down.</summary>
    private const int MostResults = 500;

    /// <summary>Noise of a function drawn without results, as a share of its standard deviation: evenly in the logarithm between these, 5 % in the middle.</summary>
    private const double LeastNoise = 0.02;
    private const double MostNoise = 0.125;

    private const int ScalePoints = 256;

    /// <summary>A search of some ten milliseconds: exact up to ten parameters or so; with twenty, or a million combinations of choices, one in five functions has a little more.</summary>
    private const int Samples = 512;
    private const int Patience = 3;
    private const int MostEnumerated = 8000;

    private readonly FeasibleSampler sampler;
    private readonly OptimumSearch search;
    private readonly IReadOnlyList<double[]> scale;
    private readonly Objective objective;
    private readonly TableGroundTruth? truth;
    private readonly GaussianProcess? model;
    private readonly long seed;

    private DrawnProblems(FeasibleSampler sampler, Objective objective, TableGroundTruth? truth, long seed)
    {
        (this.sampler, this.objective, this.truth, model, this.seed) = (sampler, objective, truth, truth?.Model, seed);
        search = new OptimumSearch(sampler, Samples, Patience, MostEnumerated, seed);
        var random = SeededRandom.Derive(seed, 0x5CA1);
        scale = [.. Enumerable.Range(0, ScalePoints).Select(_ => sampler.SampleUnit(random))];
    }

    /// <summary>What the results are worth; null without results.</summary>
    public TableCheck? Check { get; private init; }

    /// <summary>Cross-validated r² of the model of the results; null without results.</summary>
    public double? R2 => Check?.R2;

    /// <summary>What is assumed, in one or two sentences.</summary>
    public string Description => model is null
        ? "Functions drawn from a Gaussian-process prior over the space: nothing is known about this material, so length scales follow the optimizer's own prior and the noise is 2 to 12.5 % of a function's spread."
        : string.Create(CultureInfo.InvariantCulture, $"Functions drawn from a Gaussian process fitted to {model.Data.Count} results (cross-validated r² {R2:F2}), with noise of {Quantity.Text(truth!.NoiseSds[0], objective.Unit, 3)}.");

    /// <summary>
    /// Functions of which nothing is known: Matern-5/2 in the unit cube, each length scale Gamma(3, 6) times d^¼ (the optimizer's prior, longer the more parameters, as its
    /// strategy auto believes), mean 0 and variance 1 in the objective's unit, or centered between its desirability's ends where it has them.
    /// </summary>
    /// <exception cref="InfeasibleSpaceException">No configuration keeps the constraints.</exception>
    public static DrawnProblems FromPrior(SearchSpace space, Objective objective, long seed) => new(new FeasibleSampler(space), objective, null, seed);

    /// <summary>Functions that agree with results within their noise.</summary>
    /// <param name="results">At least <see cref="FewestResults"/>, whose first value is the objective's.</param>
    /// <exception cref="InfeasibleSpaceException">No configuration keeps the constraints.</exception>
    /// <exception cref="GroundTruthException">The results are too few or do not fit the space.</exception>
    public static DrawnProblems FromResults(SearchSpace space, Objective objective, IReadOnlyList<Observation> results, long seed)
    {
        var sampler = new FeasibleSampler(space);
        var (truth, check) = TableProblem.Fit(space, objective, [.. results.Select(r => new Observation(r.Configuration, [r.Values[0]]))], null, seed, MostResults, CancellationToken.None);
        return new DrawnProblems(sampler, objective, truth, seed) { Check = check };
    }

    /// <summary>Draw number <paramref name="index"/>, with its optimum. Some ten milliseconds.</summary>
    public StudyProblem Draw(int index)
    {
        var own = SeededRandom.DeriveSeed(seed, 0xD4A3, index);
        var random = SeededRandom.Derive(own, 1);
        var function = model is null ? FromPrior(random) : FromPosterior(own);
        var values = scale.Select(u => function(u, default)).ToArray();
        var typical = values.Average();
        var spread = Math.Sqrt(values.Average(v => (v - typical) * (v - typical)));
        var noise = truth?.NoiseSds[0] ?? (spread * LeastNoise * Math.Pow(MostNoise / LeastNoise, random.NextDouble()));
        var drawn = new DrawnGroundTruth(sampler.Region.Cube, objective, function, noise, typical, spread, Description);
        var optimum = search.Find(drawn, own);
        return new StudyProblem($"drawn-{index}", sampler.Region.Space, drawn, optimum.Value, optimum.Best);
    }

    private DrawnFunction FromPosterior(long own)
    {
        var path = new PosteriorPaths(model!, sampler.Region.Cube, 1, own);
        return (unit, gradient) => path.Value(0, unit, gradient);
    }

    private DrawnFunction FromPrior(SeededRandom random)
    {
        var cube = sampler.Region.Cube;
        var stretch = Math.Pow(cube.Dimension, 0.25);
        var hyper = new Hyperparameters([.. cube.Columns.Select(_ => stretch * GammaThreeSix(random))], 1, 0, 0);
        var features = new FourierFeatures(cube, hyper, random);
        var weights = FourierFeatures.DrawWeights(random);
        var (centre, scale) = objective.Desirability is { } wanted ? (0.5 * (wanted.Low + wanted.High), 0.25 * Math.Abs(wanted.High - wanted.Low)) : (objective.Target ?? 0, 1);
        return (unit, gradient) =>
        {
            Span<double> at = stackalloc double[FourierFeatures.Count];
            features.Fill(unit, at);
            var value = centre + (scale * Vectors.Dot(at, weights));
            if (gradient.IsEmpty)
                return value;
            gradient.Clear();
            features.AddGradient(at, weights, gradient);
            for (var j = 0; j < gradient.Length; j++)
                gradient[j] *= scale;
            return value;
        };
    }

    /// <summary>A Gamma(3, 6) number: the sum of three exponential ones over the rate.</summary>
    private static double GammaThreeSix(SeededRandom random) =>
        -(Math.Log(1 - random.NextDouble()) + Math.Log(1 - random.NextDouble()) + Math.Log(1 - random.NextDouble())) / 6;
}
