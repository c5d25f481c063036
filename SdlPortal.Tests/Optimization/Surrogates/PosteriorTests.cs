using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Optimization.Surrogates;

public class PosteriorTests
{
    private static readonly bool[] Mixed = [false, true, false];

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(41)]
    public void Many_points_at_once_are_predicted_as_one_by_one(int n)
    {
        var data = MarginalLikelihoodTests.Random(n, Mixed, hasKnownNoise: true, n);
        var model = new GaussianProcess(data, new Hyperparameters([0.3, 0.8, 0.5], 1.2, 0.01, 0.1));
        var random = new SeededRandom(1);
        foreach (var count in new[] { 1, 7, 16, 37 })
        {
            var points = Enumerable.Range(0, count).SelectMany(_ => new[] { random.NextDouble(), Math.Floor(3 * random.NextDouble()), random.NextDouble() }).ToArray();
            var (means, sds, meansAlone) = (new double[count], new double[count], new double[count]);
            model.PosteriorBatch(points, means, sds);
            model.PosteriorBatch(points, meansAlone, default);
            for (var i = 0; i < count; i++)
            {
                var (mean, sd) = model.Predict(points.AsSpan(i * 3, 3));
                Assert.Equal(mean, means[i], 10);
                Assert.Equal(mean, meansAlone[i], 10);
                Assert.Equal(sd, sds[i], 7);
            }
        }
    }

    [Fact]
    public void Panel_of_covariances_and_its_gradients_equal_those_of_each_point()
    {
        var data = MarginalLikelihoodTests.Random(19, Mixed, hasKnownNoise: false, 5);
        var kernel = new GaussianProcess(data, new Hyperparameters([0.3, 0.8, 0.5], 1.2, 0.01, 0.1)).Kernel;
        var random = new SeededRandom(2);
        var points = Enumerable.Range(0, 5).SelectMany(_ => new[] { random.NextDouble(), Math.Floor(3 * random.NextDouble()), random.NextDouble() }).ToArray();
        var (values, slopes, gradients) = (new double[19 * 8], new double[19 * 8], new double[15]);
        kernel.Panel(points, 19, values, slopes);
        kernel.AddGradients(points, slopes, gradients);
        var rows = new double[5 * 19];
        kernel.Covariances(points, 5, rows);
        for (var p = 0; p < 5; p++)
        {
            var (one, slope, gradient) = (new double[19], new double[19], new double[3]);
            kernel.Covariances(points.AsSpan(p * 3, 3), one, slope);
            kernel.AddGradient(points.AsSpan(p * 3, 3), slope, gradient);
            for (var i = 0; i < 19; i++)
            {
                Assert.Equal(one[i], values[(i * 8) + p], 14);
                Assert.Equal(slope[i], slopes[(i * 8) + p], 14);
                Assert.Equal(one[i], rows[(p * 19) + i], 14);
                Assert.Equal(one[i], kernel.Covariance(points.AsSpan(p * 3, 3), data.Input(i)), 14);
            }

            for (var j = 0; j < 3; j++)
                Assert.Equal(gradient[j], gradients[(p * 3) + j], 11);
            Assert.Equal(0, gradient[1]);
        }
    }

    [Fact]
    public void Conditioning_on_more_results_equals_a_new_model_of_all_rows()
    {
        var data = MarginalLikelihoodTests.Random(23, Mixed, hasKnownNoise: true, 3);
        var hyper = new Hyperparameters([0.3, 0.8, 0.5], 1.2, 0.01, 0.1);
        double[][] points = [[0.2, 1, 0.9], [0.7, 0, 0.1], [0.2, 1, 0.9]];
        var grown = new GaussianProcess(data, hyper).Condition(points, [1.5, 0.5, 1.8], [0, 0.2, 0.1]);
        var whole = new GaussianProcess(data.With(points, [1.5, 0.5, 1.8], [0, 0.2, 0.1]), hyper);
        Assert.Equal(26, grown.Data.Count);
        Assert.Equal(data.Deviation, grown.Data.Deviation);
        foreach (var x in new double[][] { [0.1, 0, 0.5], [0.6, 2, 0.3], [0.2, 1, 0.9] })
        {
            Assert.Equal(whole.Predict(x).Mean, grown.Predict(x).Mean, 10);
            Assert.Equal(whole.Predict(x).Sd, grown.Predict(x).Sd, 10);
        }

        for (var i = 0; i < 26; i++)
            Assert.Equal(whole.FittedMeans()[i], grown.FittedMeans()[i], 10);
    }

    [Fact]
    public void Posterior_variance_is_never_negative_nor_above_the_prior()
    {
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
        {
            var random = new SeededRandom(seed);
            var n = 1 + (int)random.NextInt(40);
            var data = MarginalLikelihoodTests.Random(n, Mixed, seed % 2 == 0, seed);
            var kind = seed % 3 == 0 ? KernelKind.Rbf : KernelKind.Matern52;
            var hyper = new Hyperparameters([.. Mixed.Select(_ => Math.Exp(2 * random.NextNormal()))], Math.Exp(random.NextNormal()), Math.Exp((2 * random.NextNormal()) - 6), 0) { Kernel = kind };
            var model = new GaussianProcess(data, hyper);
            var prior = Math.Sqrt(hyper.OutputScale) * data.Deviation;
            var points = Enumerable.Range(0, 20).SelectMany(i => i < n ? data.Input(i).ToArray() : [random.NextDouble(), 1, random.NextDouble()]).ToArray();
            var (means, sds) = (new double[20], new double[20]);
            model.PosteriorBatch(points, means, sds);
            for (var i = 0; i < 20; i++)
            {
                var (mean, variance) = model.Posterior(points.AsSpan(i * 3, 3));
                Assert.True(double.IsFinite(mean) && double.IsFinite(means[i]));
                Assert.InRange(Math.Sqrt(variance), 0, prior * (1 + 1e-12));
                Assert.InRange(sds[i], 0, prior * (1 + 1e-12));
            }
        }).Check(Cases.Drawn(100));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Leave_one_out_equals_models_without_the_row(bool hasKnownNoise)
    {
        var data = MarginalLikelihoodTests.Random(17, Mixed, hasKnownNoise, 11);
        var hyper = new Hyperparameters([0.3, 0.8, 0.5], 1.2, 0.02, 0.1);
        var left = new GaussianProcess(data, hyper).LeaveOneOut();
        var density = 0.0;
        for (var i = 0; i < data.Count; i++)
        {
            var without = new GaussianProcess(data.Rows([.. Enumerable.Range(0, data.Count).Where(k => k != i)]), hyper);
            var (mean, sd) = without.Predict(data.Input(i));
            var noise = (0.02 + data.KnownNoiseOf(i)) * data.Deviation * data.Deviation;
            Assert.Equal(mean, left.Means[i], 9);
            Assert.Equal(sd, left.LatentSds[i], 9);
            Assert.Equal(Math.Sqrt((sd * sd) + noise), left.Sds[i], 9);
            var output = data.Mean + (data.Deviation * data.Standardized[i]);
            density += MathNet.Numerics.Distributions.Normal.PDFLn(mean, left.Sds[i], output);
        }

        Assert.Equal(density, left.LogDensity, 8);
    }

    [Fact]
    public void A_result_known_exactly_is_met_and_one_with_a_large_error_is_not()
    {
        double[][] inputs = [[0.1], [0.3], [0.5], [0.7], [0.9]];
        var data = new TrainingSet(inputs, [1, 2, 8, 2, 1], [false], [0, 0, 5, 0, 0]);
        var model = new GaussianProcess(data, new Hyperparameters([0.4], 1, 1e-4, 0));
        Assert.Equal(2, model.Mean([0.3]), 0.05);
        Assert.InRange(model.Mean([0.5]), 1.5, 4);
    }

    [Fact]
    public void Repeated_rows_teach_as_one_row_of_smaller_noise()
    {
        double[][] once = [[0.1], [0.5], [0.9]];
        var hyper = new Hyperparameters([0.4], 1, 0.2, 0);
        var repeated = new TrainingSet([[0.1], [0.1], [0.5], [0.5], [0.9], [0.9]], [1, 1, 2, 2, 4, 4], [false]);
        var model = new GaussianProcess(repeated, hyper);
        var averaged = new TrainingSet(once, [1, 2, 4], [false]);

        // The same standardized scale on both sides: half the noise, and mean and deviation of the six rows.
        var ratio = averaged.Deviation / repeated.Deviation;
        var single = new GaussianProcess(averaged, new Hyperparameters([0.4], 1 / (ratio * ratio), 0.1 / (ratio * ratio), (repeated.Mean - averaged.Mean) / averaged.Deviation));
        Assert.Equal(single.Predict([0.3]).Mean, model.Predict([0.3]).Mean, 10);
        Assert.Equal(single.Predict([0.3]).Sd, model.Predict([0.3]).Sd, 10);
    }
}
