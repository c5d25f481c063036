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

    [Fact]
    public void A_warm_start_reaches_what_a_cold_one_does()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var all = RobustnessTests.Sample(40, 3, seed);
            var before = HyperparameterFit.Find(all.Rows([.. Enumerable.Range(0, 37)]), new FitOptions());
            using var likelihood = new MarginalLikelihood(all);
            var priors = HyperPriors.Gamma();
            var cold = HyperparameterFit.Objective(likelihood, HyperparameterFit.Find(all, new FitOptions()), priors);
            var warm = HyperparameterFit.Objective(likelihood, HyperparameterFit.Find(all, new FitOptions { WarmStart = Hyperparameters.From(before.ToRecord("y")) }), priors);
            Assert.Equal(cold, warm, 1e-2);
        }
    }

    [Fact]
    public void Order_of_rows_and_columns_changes_nothing_but_rounding()
    {
        var data = RobustnessTests.Sample(30, 3, 12);
        int[] columns = [2, 0, 1];
        var rows = Enumerable.Range(0, 30).Reverse().ToList();
        var turned = new TrainingSet([.. rows.Select(i => columns.Select(j => data.Input(i)[j]).ToArray())], [.. rows.Select(i => data.Mean + (data.Deviation * data.Standardized[i]))], new bool[3]);
        var (a, b) = (HyperparameterFit.Find(data, new FitOptions()), HyperparameterFit.Find(turned, new FitOptions()));
        for (var j = 0; j < 3; j++)
            Assert.Equal(Math.Log(a.LengthScales[columns[j]]), Math.Log(b.LengthScales[j]), 1e-3);
        Assert.Equal(Math.Log(a.Noise), Math.Log(b.Noise), 1e-3);
    }

    [Fact]
    public void Many_rows_are_fitted_by_a_part_of_them_with_progress_and_can_be_canceled()
    {
        var data = RobustnessTests.Sample(1200, 4, 2);
        var progress = new Reports();
        var model = GaussianProcess.Fit(data, new FitOptions { MaxPoints = 150 }, progress);
        Assert.Equal(1200, model.Data.Count);
        Assert.Equal(1, progress.Last);
        Assert.Equal(0.1, model.NoiseSd, 0.03);
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        Assert.Throws<OperationCanceledException>(() => GaussianProcess.Fit(data, new FitOptions(), null, canceled.Token));
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

    private sealed class Reports : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}
