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

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Constant_outputs_and_a_single_result_give_a_usable_model(int count)
    {
        var inputs = Enumerable.Range(0, count).Select(i => new[] { i / 5.0, 0.5 }).ToList();
        var model = GaussianProcess.Fit(new TrainingSet(inputs, [.. inputs.Select(_ => 3.5)], new bool[2]), 1);
        var (mean, variance) = model.Posterior([0.3, 0.3]);
        Assert.Equal(3.5, mean, 6);
        Assert.True(double.IsFinite(variance) && variance >= 0);
    }

    [Fact]
    public void Leave_one_out_prediction_equals_that_of_a_model_without_the_row()
    {
        var golden = GoldenFile.Read("gp_posterior");
        var golden1 = golden.GetProperty("cases").EnumerateArray().First(c => c.GetProperty("dataset").GetString() == "d3n20" && c.GetProperty("kernel").GetString() == "matern52" && c.GetProperty("standardized").GetBoolean());
        var (model, data, _) = Standardized(golden, golden1);
        var rows = Enumerable.Range(1, data.Count - 1).ToArray();

        // Scaled as in the whole set: rows whose mean is 0 and sd 1 come out of the standardization as they went in.
        var rest = new TrainingSet([.. rows.Select(i => data.Input(i).ToArray())], [.. rows.Select(i => data.Standardized[i])], data.Categorical);
        var ratio = rest.Deviation * rest.Deviation;
        var without = new GaussianProcess(rest, model.Hyper with { OutputScale = model.Hyper.OutputScale / ratio, Noise = model.Hyper.Noise / ratio, Mean = (model.Hyper.Mean - rest.Mean) / rest.Deviation });
        Assert.Equal((model.LeaveOneOut().Means[0] - data.Mean) / data.Deviation, without.Mean(data.Input(0)), 9);
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
