using System.Text.Json;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Optimization.Surrogates;

public class HyperparameterFitTests
{
    [Fact]
    public void Fit_under_Gamma_priors_reaches_the_optimum_of_botorch_and_its_predictions()
    {
        foreach (var golden in GoldenFile.Read("fit_map").GetProperty("cases").EnumerateArray())
            Reaches(golden, Data(golden), golden, new FitOptions());
    }

    [Fact]
    public void Fit_under_dimension_scaled_priors_reaches_the_optimum_of_botorch_and_its_predictions()
    {
        var data = GoldenFile.Read("fit_map").GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("function").GetString() + c.GetProperty("d").GetInt32());
        var cases = 0;
        foreach (var golden in GoldenFile.Read("fit_map_dimscaled").GetProperty("cases").EnumerateArray())
        {
            cases++;
            var kernel = golden.GetProperty("kernel").GetString() == "rbf" ? KernelKind.Rbf : KernelKind.Matern52;
            var source = data[golden.GetProperty("fit_map_case").GetString()!];
            Reaches(golden, Data(source), source, new FitOptions { Kernel = kernel, Priors = PriorKind.DimensionScaled });
        }

        Assert.Equal(4, cases);
    }

    private static void Reaches(JsonElement golden, TrainingSet data, JsonElement source, FitOptions options)
    {
        GoldenFile.Close(source.GetProperty("y_std_ddof1").GetDouble(), data.Deviation, 1e-12);
        using var likelihood = new MarginalLikelihood(data, options.Kernel);
        var priors = options.PriorsFor(data.Dimension);
        var initial = golden.GetProperty("at_initial_hyper");
        GoldenFile.Close(initial.GetProperty("objective_total").GetDouble(), HyperparameterFit.Objective(likelihood, GaussianProcessTests.Hyper(initial.GetProperty("hyper")), priors), 1e-10, "objective at given hyperparameters");
        var best = golden.GetProperty("default_fit");
        var hyper = HyperparameterFit.Find(data, options);
        var reached = HyperparameterFit.Objective(likelihood, hyper, priors);
        var wanted = best.GetProperty("objective_total").GetDouble();
        Assert.True(reached >= wanted - 1e-3, $"reached {reached}, wanted {wanted}");
        if (reached > wanted + 1e-3)
            return;

        // The same optimum: the same predictions, as closely as a flat optimum allows.
        var model = new GaussianProcess(data, hyper);
        var test = Unit(source, "Xtest");
        for (var i = 0; i < test.Count; i++)
        {
            var (mean, variance) = model.Posterior(test[i]);
            Assert.Equal(best.GetProperty("post_mean")[i].GetDouble(), mean, 0.01 * data.Deviation);
            Assert.Equal(best.GetProperty("post_var")[i].GetDouble(), variance, 0.05 * best.GetProperty("post_var")[i].GetDouble());
        }
    }

    private static TrainingSet Data(JsonElement golden) => new(Unit(golden, "X"), golden.GetProperty("y").Vector(), new bool[golden.GetProperty("d").GetInt32()]);

    private static List<double[]> Unit(JsonElement golden, string name)
    {
        var bounds = golden.GetProperty("bounds").Vector();
        return [.. golden.GetProperty(name).Matrix().Select(r => r.Select(v => (v - bounds[0]) / (bounds[1] - bounds[0])).ToArray())];
    }
}
