using System.Text.Json;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Optimization.MultiObjective;

public class ExpectedHypervolumeImprovementTests
{
    private static readonly JsonElement Golden = GoldenFile.Read("hypervolume").GetProperty("ehvi");
    private static readonly double[] Reference = Golden.GetProperty("ref_point").Vector();
    private static readonly double[][] Front = Golden.GetProperty("pareto_front_of_observed_y").Matrix();
    private static readonly double[][] Points = Golden.GetProperty("points").Matrix();

    [Fact]
    public void Value_and_gradient_agree_with_botorch()
    {
        var ehvi = new ExpectedHypervolumeImprovement(Models(), [default, default], Front, Reference, [], 1);
        GoldenFile.Close(Golden.GetProperty("hypervolume_of_front").GetDouble(), Hypervolume.Of(Front, Reference), 1e-12);
        var (values, gradients) = (Golden.GetProperty("EHVI_analytic").Vector(), Golden.GetProperty("grad_x").Matrix());
        var gradient = new double[3];
        for (var i = 0; i < 4; i++)
        {
            var value = ehvi.Value(ehvi.Score(Points[i], gradient));
            Relative(values[i], value, 1e-10, $"point {i}");
            for (var j = 0; j < 3; j++)
                Assert.True(Math.Abs(gradients[i][j] - (value * gradient[j])) <= 1e-8 * gradients[i].Max(Math.Abs), $"gradient {i},{j}: {gradients[i][j]} {value * gradient[j]}");
        }
    }

    [Fact]
    public void Value_keeps_its_digits_in_the_tail_where_botorch_loses_them()
    {
        // The same sum over strips with 80 decimal digits gives 7.295017741670016e-40 from the file's mean and sigma; the file's own 9.3e-38 is the rounding of differences.
        var ehvi = new ExpectedHypervolumeImprovement(Models(), [default, default], Front, Reference, [], 1);
        Relative(7.295017741670016e-40, ehvi.Value(ehvi.Score(Points[4], default)), 1e-10, "tail");
        CheckGradient(ehvi, Points[4]);
    }

    [Fact]
    public void Value_with_pending_points_agrees_with_botorch()
    {
        double[][] pending = Golden.GetProperty("pending").Matrix();
        var ehvi = new ExpectedHypervolumeImprovement(Models(), [default, default], Front, Reference, pending, 5, samples: 1 << 14);
        var golden = Golden.GetProperty("qEHVI_with_pending");
        var (values, errors) = (golden.GetProperty("value").Vector(), golden.GetProperty("stderr").Vector());
        for (var i = 0; i < Points.Length; i++)
        {
            var value = ehvi.PendingImprovement + ehvi.Value(ehvi.Score(Points[i], default));

            // At a pending point the joint covariance is singular; the file's sampler adds up to 1e-8 to the diagonal of each output's, which gains a little.
            var twin = Array.FindIndex(pending, p => p.SequenceEqual(Points[i]));
            if (twin >= 0)
                Relative(ehvi.PendingImprovement, value, 1e-6, "a repeat gains nothing");
            var jitter = twin >= 0 ? GainFromJitter(pending, twin, 1e-4) : 0;
            Assert.InRange(values[i], value - (4 * errors[i]), value + jitter + (4 * errors[i]));
        }
    }

    [Fact]
    public void Without_pending_points_the_exact_value_lies_in_botorchs_sampling_error()
    {
        var ehvi = new ExpectedHypervolumeImprovement(Models(), [default, default], Front, Reference, [], 1);
        var golden = Golden.GetProperty("qEHVI_no_pending");
        var (values, errors) = (golden.GetProperty("value").Vector(), golden.GetProperty("stderr").Vector());
        for (var i = 0; i < Points.Length; i++)
            Assert.InRange(ehvi.Value(ehvi.Score(Points[i], default)), values[i] - (4 * errors[i]) - 1e-30, values[i] + (4 * errors[i]) + 1e-30);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public void Gradient_is_the_slope_of_the_score_with_targets_and_pending_points(int outputs, int pending)
    {
        var models = Models();
        Merit[] merits = [default, new Merit(8.2), default];
        if (outputs == 1)
            merits = [new Merit(14.3)];
        GaussianProcess[] chosen = [.. models.Take(outputs), .. outputs == 3 ? models[..1] : []];
        double[][] front = outputs == 1 ? [] : outputs == 2 ? [[15, -1], [16, -2]] : [[15, -1, 14], [16, -2, 13], [14.5, -0.5, 14.5]];
        double[] reference = outputs == 1 ? [-0.4] : outputs == 2 ? [10, -4] : [10, -4, 11];
        var ehvi = new ExpectedHypervolumeImprovement(chosen, merits[..outputs], front, reference, [.. Points[1..(1 + pending)]], 3);
        double[] x = [0.4, 0.3, 0.2];
        CheckGradient(ehvi, x);
        CheckGradient(ehvi, [0.9, 0.9, 0.95]);
    }

    [Fact]
    public void Three_outputs_agree_with_plain_sampling()
    {
        var models = Models();
        double[][] front = [[15, 8.5, 14], [16, 7, 13], [14.5, 9, 14.5]];
        double[] reference = [10, 6, 11];
        var ehvi = new ExpectedHypervolumeImprovement([.. models, models[0]], [default, default, default], front, reference, [], 1);
        foreach (var x in Points[..3])
        {
            var value = ehvi.Value(ehvi.Score(x, default));
            var random = SeededRandom.Derive(11);
            GaussianProcess[] all = [.. models, models[0]];
            var posteriors = all.Select(m => m.Posterior(x)).ToArray();
            var gains = Enumerable.Range(0, 20_000).Select(_ => Hypervolume.Gain([.. posteriors.Select(p => p.Mean + (Math.Sqrt(p.Variance) * random.NextNormal()))], front, reference)).ToList();
            var mean = gains.Average();
            var error = Math.Sqrt(gains.Sum(g => (g - mean) * (g - mean))) / gains.Count;
            Assert.InRange(value, mean - (4 * error), mean + (4 * error));
        }
    }

    [Fact]
    public void One_output_is_the_expected_improvement()
    {
        var model = Models()[0];
        var improvement = new ExpectedImprovement(model, [], 15.5, 1);
        var ehvi = new ExpectedHypervolumeImprovement([model], [default], [], [15.5], [], 1);
        foreach (var x in Points)
            GoldenFile.Close(improvement.Score(x, default), ehvi.Score(x, default), 1e-12);
    }

    [Fact]
    public void Score_stays_finite_and_falls_with_distance_where_the_value_underflows()
    {
        double[][] far = [[1e4, 9e3], [9e3, 1e4]];
        var ehvi = new ExpectedHypervolumeImprovement(Models(), [default, default], far, Reference, [], 1);
        var nearer = new ExpectedHypervolumeImprovement(Models(), [default, default], [[1e3, 9e2], [9e2, 1e3]], Reference, [], 1);
        Assert.True(double.IsFinite(ehvi.Score(Points[0], default)));
        Assert.True(ehvi.Score(Points[0], default) < nearer.Score(Points[0], default));
        CheckGradient(ehvi, Points[0]);
    }

    [Theory]
    [InlineData(13.0, 0.5, 14, 0.3)]
    [InlineData(13.0, 0.5, 13.1, 1e-6)]
    [InlineData(-3.0, 2.0, 1.5, 4)]
    [InlineData(5.0, 0.01, 5.2, 0.1)]
    public void Expected_gain_in_closeness_agrees_with_quadrature(double mean, double sd, double target, double distance)
    {
        // Simpson over the tent [target - distance, target + distance].
        const int steps = 2000;
        double Integrand(double y) => Math.Max(0, distance - Math.Abs(y - target)) * Normal.Density((y - mean) / sd) / sd;
        var width = 2 * distance / steps;
        var sum = 0.0;
        for (var i = 0; i <= steps; i++)
            sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * Integrand(target - distance + (i * width));
        var log = new Merit(target).LogExcess(mean, sd, -distance, out var byMean, out var bySd);
        Relative(sum * width / 3, Math.Exp(log), 1e-5, "value");
        const double h = 1e-6;
        Assert.Equal((new Merit(target).LogExcess(mean + h, sd, -distance, out _, out _) - new Merit(target).LogExcess(mean - h, sd, -distance, out _, out _)) / (2 * h), byMean, 1e-4 * Math.Max(1, Math.Abs(byMean)));
        var e = 1e-4 * sd;
        Assert.Equal((new Merit(target).LogExcess(mean, sd + e, -distance, out _, out _) - new Merit(target).LogExcess(mean, sd - e, -distance, out _, out _)) / (2 * e), bySd, 1e-4 * Math.Max(1, Math.Abs(bySd)));
    }

    /// <summary>What the front gains when pending results and a copy of one of them each carry independent noise of that deviation.</summary>
    private static double GainFromJitter(double[][] pending, int twin, double sd)
    {
        var random = SeededRandom.Derive(17);
        var joints = Models().Select(m => m.Joint(pending)).ToArray();
        var factors = joints.Select(j => Cholesky.Factor(j.Covariance, pending.Length)).ToArray();
        const int draws = 10_000;
        var sum = 0.0;
        for (var s = 0; s < draws; s++)
        {
            var rows = Enumerable.Range(0, pending.Length + 1).Select(_ => new double[2]).ToArray();
            for (var m = 0; m < 2; m++)
            {
                var z = pending.Select(_ => random.NextNormal()).ToArray();
                for (var p = 0; p < pending.Length; p++)
                    rows[p][m] = joints[m].Mean[p] + Vectors.Dot(factors[m].Row(p), z.AsSpan(0, p + 1));
                rows[^1][m] = rows[twin][m];
            }

            var plain = Hypervolume.Of([.. Front, .. rows], Reference);
            foreach (var row in rows)
            {
                for (var m = 0; m < 2; m++)
                    row[m] += sd * random.NextNormal();
            }

            sum += Hypervolume.Of([.. Front, .. rows], Reference) - plain;
        }

        return sum / draws;
    }

    private static void CheckGradient(AcquisitionFunction acquisition, double[] x)
    {
        var gradient = new double[x.Length];
        Assert.True(double.IsFinite(acquisition.Score(x, gradient)));
        for (var j = 0; j < x.Length; j++)
        {
            double At(double step)
            {
                var moved = (double[])x.Clone();
                moved[j] += step;
                return acquisition.Score(moved, default);
            }

            const double h = 1e-5;
            var slope = ((8 * (At(h) - At(-h))) - (At(2 * h) - At(-2 * h))) / (12 * h);
            Assert.True(Math.Abs(slope - gradient[j]) <= 1e-5 * Math.Max(1, Math.Abs(slope)), $"{j}: {slope} {gradient[j]}");
        }
    }

    private static void Relative(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"{what}: expected {expected:R}, got {actual:R}");

    private static GaussianProcess[] Models()
    {
        var set = GoldenFile.Read("gp_posterior").GetProperty("datasets").GetProperty("d3n20");
        GaussianProcess Model(double[] y, JsonElement hyper)
        {
            var data = new TrainingSet(set.GetProperty("X").Matrix(), y, new bool[3]);
            var square = data.Deviation * data.Deviation;
            double Number(string name) => hyper.GetProperty(name).GetDouble();
            return new GaussianProcess(data, new Hyperparameters(hyper.GetProperty("lengthscale").Vector(), Number("outputscale") / square, Number("noise") / square, (Number("mean") - data.Mean) / data.Deviation));
        }

        return [Model(set.GetProperty("y").Vector(), Golden.GetProperty("hyper1")), Model(Golden.GetProperty("y2").Vector(), Golden.GetProperty("hyper2"))];
    }
}
