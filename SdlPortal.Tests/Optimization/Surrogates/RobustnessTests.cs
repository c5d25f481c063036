using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Tests.Optimization.Surrogates;

public class RobustnessTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Constant_outputs_and_a_single_result_give_a_usable_model(int count)
    {
        var inputs = Enumerable.Range(0, count).Select(i => new[] { i / 5.0, 0.5 }).ToList();
        var model = GaussianProcess.Fit(new TrainingSet(inputs, [.. inputs.Select(_ => 3.5)], new bool[2]), new FitOptions());
        var (mean, variance) = model.Posterior([0.3, 0.3]);
        Assert.Equal(3.5, mean, 6);
        Assert.True(double.IsFinite(variance) && variance >= 0);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    [InlineData(1e300)]
    public void Scale_of_the_outputs_changes_nothing_but_the_scale(double unit)
    {
        var usual = Sample(25, 3, 1);
        var scaled = new TrainingSet([.. Enumerable.Range(0, 25).Select(i => usual.Input(i).ToArray())], [.. usual.Standardized.Select(y => (y * unit) + (2 * unit))], new bool[3]);
        var (a, b) = (GaussianProcess.Fit(usual, new FitOptions()), GaussianProcess.Fit(scaled, new FitOptions()));
        var (mean, sd) = a.Predict([0.4, 0.6, 0.2]);
        var (scaledMean, scaledSd) = b.Predict([0.4, 0.6, 0.2]);
        Assert.Equal(((mean - usual.Mean) / usual.Deviation) + 2, scaledMean / unit, 5);
        Assert.Equal(sd / usual.Deviation, scaledSd / unit, 5);
    }

    [Fact]
    public void A_single_outlier_is_told_and_does_not_hide_the_other_results()
    {
        var usual = Sample(40, 2, 7);
        double[] outputs = [.. usual.Standardized];
        outputs[17] = -1e12;
        var data = new TrainingSet([.. Enumerable.Range(0, 40).Select(i => usual.Input(i).ToArray())], outputs, new bool[2]);
        Assert.Equal([17], data.Outliers);
        Assert.Empty(usual.Outliers);
        Assert.True(data.Deviation < 100, "the outlier does not set the scale");
        var model = GaussianProcess.Fit(data, new FitOptions());
        Assert.True(double.IsFinite(model.Predict([0.5, 0.5]).Mean));
        var others = Enumerable.Range(0, 40).Where(i => i != 17).ToList();
        Assert.True(others.Select(i => data.Standardized[i]).Max() - others.Select(i => data.Standardized[i]).Min() > 0.1);
    }

    [Fact]
    public void Errors_of_extremely_different_size_leave_a_finite_model_that_trusts_the_exact_rows()
    {
        var usual = Sample(20, 2, 9);
        double[] errors = [.. Enumerable.Range(0, 20).Select(i => i % 4 == 0 ? 1e200 : i % 4 == 1 ? 1e-200 : i % 4 == 2 ? double.PositiveInfinity : 0)];
        double[] outputs = [.. usual.Standardized];
        outputs[0] = 1e9;
        var data = new TrainingSet([.. Enumerable.Range(0, 20).Select(i => usual.Input(i).ToArray())], outputs, new bool[2], errors);
        Assert.True(data.Deviation < 10);
        var model = GaussianProcess.Fit(data, new FitOptions());
        var exact = Enumerable.Range(0, 20).Where(i => i % 4 is 1 or 3).ToList();
        Assert.All(exact, i => Assert.Equal(outputs[i], model.Mean(data.Input(i)), 1.0));
        Assert.All(model.LeaveOneOut().Sds, s => Assert.True(double.IsFinite(s) && s > 0));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(50)]
    public void Many_columns_can_be_fitted_and_predicted(int columns)
    {
        var data = Sample(30, columns, 4);
        var model = GaussianProcess.Fit(data, new FitOptions());
        var (mean, sd) = model.Predict(data.Input(3));
        Assert.True(double.IsFinite(mean) && sd >= 0 && sd < 10 * data.Deviation);
    }

    [Fact]
    public void Without_any_column_the_process_is_a_mean_with_noise()
    {
        var model = GaussianProcess.Fit(new TrainingSet([[], [], []], [1, 2, 3], []), new FitOptions());
        Assert.Equal(2, model.Predict([]).Mean, 6);
    }

    [Fact]
    public void Rows_that_repeat_a_hundred_times_do_not_break_the_factorization()
    {
        var inputs = Enumerable.Range(0, 100).Select(i => new[] { i < 50 ? 0.2 : 0.8 }).ToList();
        var model = GaussianProcess.Fit(new TrainingSet(inputs, [.. inputs.Select((x, i) => x[0] + (1e-9 * i))], [false]), new FitOptions());
        Assert.Equal(0.2, model.Mean([0.2]), 2);
        var condensed = model.Condition([[0.2], [0.2]], [0.2, 0.2]);
        Assert.True(double.IsFinite(condensed.Mean([0.5])));
    }

    internal static TrainingSet Sample(int n, int d, long seed)
    {
        var random = new SeededRandom(seed);
        var inputs = Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, d).Select(_ => random.NextDouble()).ToArray()).ToList();
        return new TrainingSet(inputs, [.. inputs.Select(x => Math.Sin(6 * x[0]) + x[^1] + (0.1 * random.NextNormal()))], new bool[d]);
    }
}
