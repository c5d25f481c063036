using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Optimization.Surrogates;

public class MarginalLikelihoodTests
{
    [Theory]
    [InlineData(KernelKind.Matern52, false, false)]
    [InlineData(KernelKind.Matern52, true, true)]
    [InlineData(KernelKind.Rbf, false, true)]
    [InlineData(KernelKind.Rbf, true, false)]
    public void Gradient_agrees_with_finite_differences(KernelKind kind, bool hasChoices, bool hasKnownNoise)
    {
        foreach (var n in new[] { 1, 5, 13, 24, 33 })
        {
            var data = Random(n, hasChoices ? [false, true, false, true] : [false, false, false], hasKnownNoise, n);
            var d = data.Dimension;
            using var likelihood = new MarginalLikelihood(data, kind);
            double[] logs = [.. Enumerable.Range(0, d).Select(j => Math.Log(0.3 + (0.2 * j))), Math.Log(1.3), Math.Log(0.05), 0.2];
            Hyperparameters Hyper() => new([.. logs.Take(d).Select(l => Math.Exp(l))], Math.Exp(logs[d]), Math.Exp(logs[d + 1]), logs[d + 2]) { Kernel = kind };
            var gradient = new double[d + 3];
            var profiled = new double[d + 3];
            likelihood.Evaluate(Hyper(), gradient);
            likelihood.EvaluateProfiled(Hyper(), profiled, out _);
            for (var p = 0; p < logs.Length; p++)
            {
                var at = logs[p];
                logs[p] = at + 1e-5;
                var (up, upProfiled) = (likelihood.Evaluate(Hyper()), likelihood.EvaluateProfiled(Hyper(), default, out _));
                logs[p] = at - 1e-5;
                var (down, downProfiled) = (likelihood.Evaluate(Hyper()), likelihood.EvaluateProfiled(Hyper(), default, out _));
                logs[p] = at;
                GoldenFile.Close((up - down) / 2e-5, gradient[p], 1e-6, $"n = {n}, parameter {p}");
                GoldenFile.Close((upProfiled - downProfiled) / 2e-5, profiled[p], 1e-6, $"n = {n}, parameter {p}, mean profiled");
            }
        }
    }

    [Fact]
    public void Likelihood_of_correlated_normals_is_that_of_the_textbook()
    {
        // Two rows a distance apart: the density of a bivariate normal, written out.
        var data = new TrainingSet([[0.0], [0.4]], [1, 3], [false]);
        var hyper = new Hyperparameters([0.5], 2, 0.1, 0.3) { Kernel = KernelKind.Rbf };
        var (variance, covariance) = (2.1, 2 * Math.Exp(-0.5 * 0.64));
        var (a, b) = (data.Standardized[0] - 0.3, data.Standardized[1] - 0.3);
        var determinant = (variance * variance) - (covariance * covariance);
        var square = ((variance * a * a) - (2 * covariance * a * b) + (variance * b * b)) / determinant;
        using var likelihood = new MarginalLikelihood(data, KernelKind.Rbf);
        Assert.Equal((-0.5 * square) - (0.5 * Math.Log(determinant)) - Math.Log(2 * Math.PI), likelihood.Evaluate(hyper), 12);
    }

    internal static TrainingSet Random(int n, bool[] categorical, bool hasKnownNoise, long seed)
    {
        var random = new SeededRandom(seed);
        var inputs = Enumerable.Range(0, n).Select(_ => categorical.Select(c => c ? Math.Floor(3 * random.NextDouble()) : random.NextDouble()).ToArray()).ToList();
        var outputs = inputs.Select(x => Math.Sin(5 * x[0]) + x.Sum() + (0.2 * random.NextNormal())).ToArray();
        double[]? errors = hasKnownNoise ? [.. outputs.Select((_, i) => i % 3 == 0 ? 0 : 0.3 * random.NextDouble())] : null;
        return new TrainingSet(inputs, outputs, categorical, errors);
    }
}
