using System.Text.Json;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Optimization.Acquisition;

/// <summary>The models of the acquisition reference files, and what their tests share.</summary>
internal static class GoldenModel
{
    public static IEnumerable<JsonElement> Cases(string file) => GoldenFile.Read(file).GetProperty("cases").EnumerateArray();

    /// <summary>Our models always standardize: hyperparameters for raw outputs are put on that scale.</summary>
    public static GaussianProcess Of(JsonElement golden)
    {
        var set = GoldenFile.Read("gp_posterior").GetProperty("datasets").GetProperty("d3n20");
        var data = new TrainingSet(set.GetProperty("X").Matrix(), set.GetProperty("y").Vector(), new bool[3]);
        var hyper = golden.GetProperty("hyper");
        var (scales, outputScale, noise, mean) = (hyper.GetProperty("lengthscale").Vector(), hyper.GetProperty("outputscale").GetDouble(), hyper.GetProperty("noise").GetDouble(), hyper.GetProperty("mean").GetDouble());
        if (golden.GetProperty("standardized").GetBoolean())
            return new GaussianProcess(data, new Hyperparameters(scales, outputScale, noise, mean));
        var square = data.Deviation * data.Deviation;
        return new GaussianProcess(data, new Hyperparameters(scales, outputScale / square, noise / square, (mean - data.Mean) / data.Deviation));
    }

    /// <summary>The score is the expected one, and its gradient too.</summary>
    public static void Agrees(AcquisitionFunction acquisition, double[] x, double score, double[] slopes, string what)
    {
        var gradient = new double[x.Length];
        GoldenFile.Close(score, acquisition.Score(x, gradient), 1e-9, what);
        for (var j = 0; j < x.Length; j++)
            GoldenFile.Close(slopes[j], gradient[j], 1e-6, $"{what} by {j}");
    }

    /// <summary>The gradient is the derivative of the score, categorical columns apart.</summary>
    public static void IsDerivative(AcquisitionFunction acquisition, double[] x, double tolerance = 1e-5)
    {
        const double step = 1e-6;
        var gradient = new double[x.Length];
        var score = acquisition.Score(x, gradient);
        Assert.True(double.IsFinite(score));
        Assert.Equal(score, acquisition.Score(x, default), 1e-12 * Math.Max(1, Math.Abs(score)));
        for (var j = 0; j < x.Length; j++)
        {
            if (gradient[j] == 0)
                continue;
            double At(double by) => acquisition.Score([.. x.Select((v, k) => k == j ? v + by : v)], default);
            GoldenFile.Close((At(step) - At(-step)) / (2 * step), gradient[j], tolerance, $"{acquisition.Name} at {string.Join(' ', x)} by {j}");
        }
    }
}
