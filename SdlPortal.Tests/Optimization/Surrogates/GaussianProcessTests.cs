using System.Text.Json;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Optimization.Surrogates;

public class GaussianProcessTests
{
    [Fact]
    public void Posterior_and_likelihood_with_its_gradient_agree_with_gpytorch()
    {
        var golden = GoldenFile.Read("gp_posterior");
        var checkedCases = 0;
        foreach (var golden1 in golden.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("standardized").GetBoolean()))
        {
            checkedCases++;
            var (model, data, test) = Standardized(golden, golden1);
            using var likelihood = new MarginalLikelihood(data, model.Hyper.Kernel);
            var d = data.Dimension;
            var gradient = new double[d + 3];
            GoldenFile.Close(golden1.GetProperty("log_marginal_likelihood").GetDouble(), likelihood.Evaluate(model.Hyper, gradient), 1e-10, "lml");
            var expected = golden1.GetProperty("grad");
            var scales = expected.GetProperty("log_lengthscale").Vector();
            for (var j = 0; j < d; j++)
                GoldenFile.Close(scales[j], gradient[j], 1e-8, $"length scale {j}");
            GoldenFile.Close(expected.GetProperty("log_outputscale").GetDouble(), gradient[d], 1e-8, "output scale");
            GoldenFile.Close(expected.GetProperty("log_noise").GetDouble(), gradient[d + 1], 1e-8, "noise");
            GoldenFile.Close(expected.GetProperty("mean").GetDouble(), gradient[d + 2], 1e-8, "mean");

            var (mean, covariance) = model.Joint(test);
            var (expectedMean, expectedCovariance) = (golden1.GetProperty("post_mean").Vector(), golden1.GetProperty("post_cov").Matrix());
            for (var i = 0; i < test.Length; i++)
            {
                GoldenFile.Close(expectedMean[i], mean[i], 1e-10, "mean");
                GoldenFile.Close(expectedMean[i], model.Mean(test[i]), 1e-10, "mean");
                GoldenFile.Close(golden1.GetProperty("post_var")[i].GetDouble(), model.Posterior(test[i]).Variance, 1e-9, "variance");
                for (var k = 0; k < test.Length; k++)
                    GoldenFile.Close(expectedCovariance[i][k], covariance[(i * test.Length) + k], 1e-9, "covariance");
            }
        }

        Assert.Equal(4, checkedCases);
    }

    [Fact]
    public void Categorical_columns_count_only_as_equal_or_different()
    {
        var data = new TrainingSet([[0.0], [1.0], [5.0]], [1, 2, 3], [true]);
        var model = new GaussianProcess(data, new Hyperparameters([0.7], 1, 0.01, 0));
        Assert.Equal(model.Posterior([3.0]).Mean, model.Posterior([9.0]).Mean, 12);
        Assert.True(model.Posterior([5.0]).Mean > model.Posterior([1.0]).Mean);
    }

    internal static Hyperparameters Hyper(JsonElement hyper) => new(hyper.GetProperty("lengthscale").Vector(), hyper.GetProperty("outputscale").GetDouble(), hyper.GetProperty("noise").GetDouble(), hyper.GetProperty("mean").GetDouble());

    private static KernelKind Kind(JsonElement golden) => golden.GetProperty("kernel").GetString() == "rbf" ? KernelKind.Rbf : KernelKind.Matern52;

    private static (GaussianProcess Model, TrainingSet Data, double[][] Test) Standardized(JsonElement golden, JsonElement golden1)
    {
        var set = golden.GetProperty("datasets").GetProperty(golden1.GetProperty("dataset").GetString()!);
        var data = new TrainingSet(set.GetProperty("X").Matrix(), set.GetProperty("y").Vector(), new bool[set.GetProperty("d").GetInt32()]);
        return (new GaussianProcess(data, Hyper(golden1.GetProperty("hyper")) with { Kernel = Kind(golden1) }), data, set.GetProperty("Xtest").Matrix());
    }
}
