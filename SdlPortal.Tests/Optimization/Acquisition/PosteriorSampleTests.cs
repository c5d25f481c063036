using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Tests.Optimization.Acquisition;

public class PosteriorSampleTests
{
    private static readonly GaussianProcess Model = new(
        new TrainingSet([[0.1, 0], [0.3, 1], [0.35, 0], [0.6, 1], [0.9, 0]], [3, 5, 4.5, 7, 6], [false, true]),
        new Hyperparameters([0.3, 0.8], 1.2, 0.05, 0.1));

    private static readonly double[][] Points = [[0.2, 0], [0.5, 1], [0.75, 0], [0.8, 0], [1, 1]];

    [Fact]
    public void Draws_have_the_mean_and_covariance_of_the_posterior_where_the_function_is_drawn()
    {
        var (mean, covariance) = Model.Joint(Points);
        const int count = 4000;
        var draws = Enumerable.Range(0, count).Select(s =>
        {
            var sample = new PosteriorSample(Model, Points, s);
            return Points.Select(p => sample.Value(sample.Score(p, default))).ToArray();
        }).ToList();
        for (var a = 0; a < Points.Length; a++)
        {
            Assert.Equal(mean[a], draws.Average(d => d[a]), 4 * Math.Sqrt(covariance[(a * 5) + a] / count));
            for (var b = 0; b < Points.Length; b++)
            {
                var scale = Math.Sqrt(covariance[(a * 5) + a] * covariance[(b * 5) + b]);
                Assert.Equal(covariance[(a * 5) + b], draws.Average(d => (d[a] - mean[a]) * (d[b] - mean[b])), 0.08 * scale);
            }
        }
    }

    [Fact]
    public void Gradient_is_that_of_the_function()
    {
        var sample = new PosteriorSample(Model, Points, 3);
        for (var x = 0.05; x < 1; x += 0.11)
        {
            var gradient = new double[2];
            sample.Score([x, 1], gradient);
            var slope = (sample.Score([x + 1e-6, 1], default) - sample.Score([x - 1e-6, 1], default)) / 2e-6;
            Assert.Equal(slope, gradient[0], 1e-5 * Math.Max(1, Math.Abs(slope)));
            Assert.Equal(0, gradient[1]);
        }
    }
}
