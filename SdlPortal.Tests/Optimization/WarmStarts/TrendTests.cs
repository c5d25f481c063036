using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Optimization.Acquisition;

namespace SdlPortal.Tests.Optimization.WarmStarts;

/// <summary>A process under a prior mean is the process of the residuals plus that mean, whoever asks it.</summary>
public sealed class TrendTests
{
    private const int Dimension = 4;

    private static readonly GaussianProcess[] Donors = [MixedModel.Build(30, Dimension, 11), MixedModel.Build(23, Dimension, 12)];
    private static readonly Trend Trend = new(Donors.Select((m, i) => (m, 0.4 + (0.3 * i))));
    private static readonly GaussianProcess Plain = MixedModel.Build(17, Dimension, 13);
    private static readonly GaussianProcess Process = new(Plain.Data.Around(Trend, 0.6), Plain.Hyper);
    private static readonly List<double[]> Points = MixedModel.Points(21, Dimension, 14);

    [Fact]
    public void The_trend_is_the_weighted_sum_of_the_standardized_means_of_its_processes()
    {
        foreach (var x in Points)
            Assert.Equal(Donors.Select((m, i) => (0.4 + (0.3 * i)) * (m.Mean(x) - m.Data.Mean) / m.Data.Deviation).Sum(), Trend.At(x), 9);
    }

    [Fact]
    public void Means_are_those_of_the_residuals_plus_the_trend_and_deviations_those_of_the_residuals()
    {
        var residuals = new TrainingSet([.. Enumerable.Range(0, 17).Select(i => Plain.Data.Input(i).ToArray())], Plain.Data.Residuals, Plain.Data.Categorical);
        var deviation = Plain.Data.Deviation;
        foreach (var x in Points)
        {
            var k = new double[17];
            Process.Kernel.Covariances(x, k, default);
            var (mean, sd) = Process.Predict(x);
            var expected = Plain.Data.Mean + (deviation * Trend.At(x)) + (0.6 * deviation * (Plain.Hyper.Mean + Vectors.Dot(k, Process.Alpha)));
            Assert.Equal(expected, mean, 9);
            Assert.Equal(expected, Process.Mean(x), 9);
            Assert.Equal(Plain.Predict(x).Sd * 0.6, sd, 9);
        }

        Assert.Equal(17, residuals.Count);
    }

    [Fact]
    public void Every_way_to_ask_gives_the_same_answer()
    {
        var (joint, _) = Process.Joint(Points);
        var means = new double[Points.Count];
        Process.PosteriorBatch([.. Points.SelectMany(p => p)], means, default);
        var acquisition = new UpperConfidenceBound(Process, [], 4);
        var paths = new PosteriorPaths(Process, Cube(), 400, 5);
        var values = new double[400];
        for (var i = 0; i < Points.Count; i++)
        {
            var (mean, sd) = Process.Predict(Points[i]);
            Assert.Equal(mean, joint[i], 8);
            Assert.Equal(mean, means[i], 8);
            Assert.Equal(mean + (2 * sd), acquisition.Score(Points[i], default), 6);
            paths.Values(Points[i], values);
            Assert.InRange((values.Average() - mean) / sd, -0.4, 0.4);
        }

        var fitted = Process.FittedMeans();
        Assert.All(Enumerable.Range(0, 17), i => Assert.Equal(Process.Mean(Process.Data.Input(i)), fitted[i], 8));
    }

    [Fact]
    public void Gradients_are_those_of_differences()
    {
        AcquisitionFunction[] acquisitions =
        [
            new UpperConfidenceBound(Process, [.. Points.Take(2)], 4),
            new ExpectedImprovement(Process, [.. Points.Take(2)], Process.OverallMean, 3),
            new NoisyExpectedImprovement(Process, [.. Points.Skip(2).Take(3)], [.. Points.Take(2)], 3),
            new ThompsonPath(Process, Cube(), 4),
            new Domain.Optimization.WarmStarts.ExpectedAnywhere(Trend, Process),
            new Domain.Optimization.WarmStarts.ExpectedAnywhere(Trend, null),
        ];
        foreach (var acquisition in acquisitions)
        {
            foreach (var x in Points.Skip(10).Take(5))
                CheckGradient(acquisition, x);
        }
    }

    [Fact]
    public void What_is_left_out_is_predicted_as_if_it_had_never_been_there()
    {
        var left = Process.LeaveOneOut();
        for (var i = 0; i < 17; i++)
        {
            var others = new GaussianProcess(Process.Data.Rows([.. Enumerable.Range(0, 17).Where(r => r != i)]), Process.Hyper);
            Assert.Equal(others.Mean(Process.Data.Input(i)), left.Means[i], 8);
        }
    }

    [Fact]
    public void Believing_a_prediction_changes_no_mean()
    {
        var believed = Process.Condition([Points[0]], [Process.Mean(Points[0])]);
        foreach (var x in Points)
            Assert.Equal(Process.Mean(x), believed.Mean(x), 8);
    }

    private static UnitCube Cube() => new(new SearchSpace([new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1), new ContinuousParameter("c", 0, 1), new CategoricalParameter("d", ["x", "y", "z"])], []));

    private static void CheckGradient(AcquisitionFunction acquisition, double[] x)
    {
        var gradient = new double[x.Length];
        acquisition.Score(x, gradient);
        for (var j = 0; j < x.Length - 1; j++)
        {
            double At(double step)
            {
                var moved = (double[])x.Clone();
                moved[j] += step;
                return acquisition.Score(moved, default);
            }

            const double h = 1e-4;
            var slope = ((8 * (At(h) - At(-h))) - (At(2 * h) - At(-2 * h))) / (12 * h);
            Assert.True(Math.Abs(slope - gradient[j]) <= 1e-4 * Math.Max(1, Math.Abs(slope)), $"{acquisition.Name} {j}: {slope} {gradient[j]}");
        }

        Assert.Equal(0, gradient[^1]);
    }
}
