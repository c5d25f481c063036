using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Search;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>
/// One suggestion on noisy Ackley, half of the results near the optimum as late in a campaign: the first one of a log, the one after another as in a running campaign (its fit
/// starts where the last one ended, one result ago), and what acquisition and search take of that.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(Brief))]
public class SuggestionSpeed
{
    private SuggestionRequest request = null!;
    private SuggestionRequest next = null!;
    private EncodedRequest encoded = null!;
    private GaussianProcess model = null!;
    private List<double[]> near = [];

    public static IEnumerable<Load> Loads { get; } =
    [
        new("ei", 3, 100, 0), new("qnei", 3, 100, 0), new("qnei", 7, 100, 7), new("auto", 7, 100, 7), new("qnei", 10, 500, 0), new("qnei", 10, 2000, 0),
    ];

    [ParamsSource(nameof(Loads))]
    public Load Case { get; set; } = null!;

    [GlobalSetup]
    public void Prepare()
    {
        request = Case.Request();
        next = request with { LastFit = Strategies.Suggest(request with { Observations = [.. request.Observations.SkipLast(1)] }).Rationale.Fit };
        encoded = new EncodedRequest(request);
        model = GaussianProcess.Fit(new TrainingSet(encoded.Inputs, [.. encoded.Outputs.Select(y => y[0])], new bool[Case.Parameters]), new FitOptions());
        var means = model.FittedMeans();
        near = [.. Enumerable.Range(0, means.Length).OrderByDescending(i => means[i]).Take(4).Select(i => encoded.Inputs[i])];
    }

    [Benchmark(Description = "First suggestion")]
    public Suggestion Suggest() => Strategies.Suggest(request);

    [Benchmark(Description = "Next suggestion")]
    public Suggestion SuggestNext() => Strategies.Suggest(next);

    [Benchmark(Description = "Acquisition and search, model given")]
    public Found? Search()
    {
        AcquisitionFunction acquisition = Case.Strategy == "ei"
            ? new ExpectedImprovement(model, encoded.Pending, model.FittedMeans().Max(), 1)
            : new NoisyExpectedImprovement(model, Baseline.Prune(model, encoded.Inputs, 1), encoded.Pending, 1);
        return AcquisitionMaximizer.Find(acquisition, encoded.Sampler, near, encoded.IsPending, 1);
    }

    /// <summary>What a suggestion is asked for.</summary>
    public sealed record Load(string Strategy, int Parameters, int Results, int Pending)
    {
        public override string ToString() => $"{Strategy} d={Parameters} n={Results} q={Pending}";

        public SuggestionRequest Request()
        {
            var function = TestFunction.Ackley;
            var (low, high) = function.BoundsOf(0);
            var random = SeededRandom.Derive(Parameters, Results);
            var space = new SearchSpace([.. Enumerable.Range(0, Parameters).Select(j => (Parameter)new ContinuousParameter("x" + j, low, high))], []);
            var points = Enumerable.Range(0, Results + Pending).Select(i =>
                Enumerable.Range(0, Parameters).Select(_ => i % 2 == 0 ? low + (random.NextDouble() * (high - low)) : 2 * random.NextNormal()).ToArray()).ToList();
            var configurations = points.Select(x => new Configuration([.. x.Select((v, j) => KeyValuePair.Create("x" + j, (ParameterValue)v))])).ToList();
            var observations = configurations.Take(Results).Select((c, i) => new Observation(c, [(0.5 * random.NextNormal()) - function.Evaluate(points[i])])).ToList();
            return new SuggestionRequest(space, [new Objective("y", Goal.Maximize)], observations, configurations[Results..], new InitialDesign(InitialDesignKind.Random, 0), new StrategyChoice(Strategy), 1, Results + Pending);
        }
    }

    private sealed class Brief : ManualConfig
    {
        public Brief() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
