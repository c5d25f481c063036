using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>The Gaussian process in the middle of a campaign: half of the rows lie near the optimum of a noisy Ackley function.</summary>
[MemoryDiagnoser]
[Config(typeof(Brief))]
public class Surrogate
{
    private const int Batch = 512;
    private readonly double[] means = new double[Batch];
    private readonly double[] sds = new double[Batch];
    private TrainingSet data = null!;
    private MarginalLikelihood likelihood = null!;
    private Hyperparameters before = null!;
    private GaussianProcess model = null!;
    private double[] gradient = null!;
    private double[] points = null!;
    private double[] next = null!;

    /// <summary>Rows x columns.</summary>
    [Params("100 x 3", "100 x 7", "500 x 10", "2000 x 10")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var parts = Size.Split(" x ").Select(int.Parse).ToArray();
        var (n, d) = (parts[0], parts[1]);
        var random = new SeededRandom(n + d);
        double[] Point(bool near) => [.. Enumerable.Range(0, d).Select(_ => near ? Math.Clamp(0.4 + (0.1 * random.NextNormal()), 0, 1) : random.NextDouble())];
        double[][] inputs = [.. Enumerable.Range(0, n).Select(i => Point(i % 2 == 1))];
        data = new TrainingSet(inputs, [.. inputs.Select(x => Ackley(x) + (0.5 * random.NextNormal()))], new bool[d]);
        likelihood = new MarginalLikelihood(data);
        before = HyperparameterFit.Find(data.Rows([.. Enumerable.Range(0, Math.Min(n, 500) - 1)]), new FitOptions());
        model = new GaussianProcess(data, before);
        gradient = new double[d + 3];
        points = [.. Enumerable.Range(0, Batch).SelectMany(_ => Point(false))];
        next = Point(false);
    }

    [GlobalCleanup]
    public void Release() => likelihood.Dispose();

    [Benchmark(Description = "likelihood and gradient")]
    public double Likelihood() => likelihood.EvaluateProfiled(before, gradient, out _);

    [Benchmark(Description = "fit from the last one, and condition")]
    public GaussianProcess Warm() => GaussianProcess.Fit(data, new FitOptions { WarmStart = before });

    [Benchmark(Description = "first fit, and condition")]
    public GaussianProcess Cold() => GaussianProcess.Fit(data, new FitOptions());

    [Benchmark(Description = "condition on all rows")]
    public GaussianProcess Condition() => new(data, before);

    [Benchmark(Description = "one more result without a refit")]
    public GaussianProcess Append() => model.Condition([next], [1]);

    [Benchmark(Description = "mean and sd at 512 points")]
    public void Predict() => model.PosteriorBatch(points, means, sds);

    [Benchmark(Description = "mean and sd at 1 point")]
    public (double Mean, double Sd) PredictOne() => model.Predict(next);

    [Benchmark(Description = "leave-one-out")]
    public LeaveOneOut LeaveOneOut() => model.LeaveOneOut();

    private static double Ackley(double[] x)
    {
        var squares = x.Average(v => 1600 * (v - 0.4) * (v - 0.4));
        return (20 * Math.Exp(-0.2 * Math.Sqrt(squares))) + Math.Exp(x.Average(v => Math.Cos(80 * Math.PI * (v - 0.4))));
    }

    private sealed class Brief : ManualConfig
    {
        public Brief()
        {
            AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
            AddColumn(StatisticColumn.Min);
        }
    }
}
