using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Optimization.Surrogates;

/// <summary>
/// Twelve real reactions, outcomes already standardized by the peer (scikit-learn) over all 66, with fixed hyperparameters and a prior mean of 0. The training set standardizes the twelve again, so the hyperparameters are brought to that scale.
/// The peer prints the square root of a variance with three digits, "1.41**2" for 2. The peer's third kernel, Matérn 3/2, is not served here.
/// </summary>
public sealed class GoldenProcessTests
{
    [Theory]
    [InlineData("rbf_ls1_noise0.1", KernelKind.Rbf, new[] { 1.0, 1, 1, 1 }, 1.0, 0.1)]
    [InlineData("matern52_ard", KernelKind.Matern52, new[] { 1, 2, 0.5, 1.5 }, 2.0, 0.05)]
    public void Posterior_and_likelihood_of_fixed_hyperparameters_are_those_of_the_peer(string fit, KernelKind kernel, double[] lengthScales, double outputScale, double noise)
    {
        var file = GoldenFile.Read("e_ml_snar");
        var data = file.GetProperty("data");
        var (mean, sd) = (data.GetProperty("mean").Vector(), data.GetProperty("std_ddof0").Vector());
        double[][] z = [.. data.GetProperty("X").Matrix().Select(row => row.Select((v, j) => (v - mean[j]) / sd[j]).ToArray())];
        var y = data.GetProperty("y").Vector();
        var (center, spread) = (y.Average(), Math.Sqrt(y.Average(v => (v - y.Average()) * (v - y.Average()))));
        double[] standardized = [.. y.Select(v => (v - center) / spread)];
        var golden = file.GetProperty("gp_fixed_hyperparameters").GetProperty("fits").GetProperty(fit);

        var training = new TrainingSet(z[..12], standardized[..12], new bool[4]);
        var unit = training.Deviation;
        var hyper = new Hyperparameters(lengthScales, outputScale / (unit * unit), noise / (unit * unit), -training.Mean / unit) { Kernel = kernel };
        var process = new GaussianProcess(training, hyper);
        var (means, sds) = (golden.GetProperty("mean").Vector(), golden.GetProperty("std_includes_noise").Vector());
        for (var i = 0; i < 6; i++)
        {
            var (predicted, latent) = process.Predict(z[12 + i]);
            GoldenFile.Close(means[i], predicted, 1e-8);
            GoldenFile.Close(sds[i], Math.Sqrt((latent * latent) + (process.NoiseSd * process.NoiseSd)), 1e-8);
        }

        using var likelihood = new MarginalLikelihood(training, kernel);
        GoldenFile.Close(golden.GetProperty("log_marginal_likelihood").GetDouble(), likelihood.Evaluate(hyper) - (12 * Math.Log(unit)), 1e-8);
    }
}
