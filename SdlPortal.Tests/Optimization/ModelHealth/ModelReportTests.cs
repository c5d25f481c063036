using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Optimization.ModelHealth;

public class ModelReportTests
{
    private static readonly SearchSpace Square = new([new ContinuousParameter("x", 0, 10, Unit: "mL"), new ContinuousParameter("t", 100, 300, Unit: "°C")], []);

    [Fact]
    public void Leave_one_out_equals_a_process_conditioned_on_all_other_results()
    {
        var model = Report(Hill, 14).Models[0];
        var data = model.Process.Data;
        for (var i = 0; i < data.Count; i++)
        {
            // The same standardization and hyperparameters, one row less.
            var others = Enumerable.Range(0, data.Count).Where(k => k != i).ToList();
            var rest = new TrainingSet([.. others.Select(k => data.Input(k).ToArray())], [.. others.Select(k => data.Standardized[k])], data.Categorical);
            var own = new GaussianProcess(rest, Rescaled(model.Process.Hyper, rest));
            var (mean, variance) = own.Posterior(data.Input(i));
            Assert.Equal(data.Mean + (data.Deviation * mean), model.LeaveOneOut[i].Mean, 1e-6);
            Assert.Equal(data.Deviation * Math.Sqrt(variance + model.Process.Hyper.Noise), model.LeaveOneOut[i].Sd, 1e-6);
        }
    }

    [Fact]
    public void Checks_come_in_a_fixed_order_each_with_a_sentence_and_a_remedy_where_something_is_to_be_done()
    {
        var checks = Report(Hill, 40).Checks;
        Assert.Equal(["data", "fit", "calibration", "noise", "outliers", "replicates", "bounds", "effects", "stagnation", "remaining"], checks.Select(c => c.Id));
        Assert.All(checks, c => Assert.EndsWith(".", c.Sentence, StringComparison.Ordinal));
        Assert.All(checks.Where(c => c.Status is HealthStatus.Look or HealthStatus.Problem), c => Assert.NotNull(c.Remedy));
    }

    [Fact]
    public void A_smooth_function_without_noise_is_predicted_and_both_parameters_matter()
    {
        var report = Report(Hill, 40);
        Assert.InRange(report.Models[0].RSquared, 0.95, 1);
        Assert.Equal(HealthStatus.Ok, Check(report, "fit").Status);
        Assert.Equal(HealthStatus.Ok, Check(report, "noise").Status);
        Assert.Equal(HealthStatus.Ok, Check(report, "bounds").Status);
        Assert.Equal(HealthStatus.Ok, Check(report, "effects").Status);
        Assert.Contains("none is surely without effect", Check(report, "effects").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_of_a_model_of_normal_noise_hold_about_what_they_say()
    {
        var report = Report((x, t, r) => Hill(x, t, r) + (0.5 * r.NextNormal()), 120);
        Assert.Equal(HealthStatus.Ok, Check(report, "calibration").Status);
        Assert.InRange(HeldOut.Coverage(report.Models[0].LeaveOneOut, 0.95), 0.88, 1);
        Assert.InRange(report.Models[0].Process.NoiseSd, 0.35, 0.65);
    }

    [Fact]
    public void Pure_noise_is_a_problem_that_says_so()
    {
        var report = Report((_, _, r) => r.NextNormal(), 60);
        Assert.Equal(HealthStatus.Problem, Check(report, "fit").Status);
        Assert.Equal(HealthStatus.NotEnoughData, Check(report, "effects").Status);
        Assert.Equal(HealthStatus.NotEnoughData, Check(report, "remaining").Status);
    }

    [Fact]
    public void A_parameter_without_effect_is_named_with_the_advice_to_fix_it()
    {
        var check = Check(Report((x, _, _) => Math.Sin(x), 60), "effects");
        Assert.Equal(HealthStatus.Look, check.Status);
        Assert.StartsWith("Fix t at a convenient value", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Best_results_at_a_bound_name_the_bound_and_the_way_out()
    {
        var report = Report((x, t, _) => -Math.Abs(x - 5) + (t / 10), 40, i => i < 8 ? 1 : null);
        var check = Check(report, "bounds");
        Assert.Equal(HealthStatus.Look, check.Status);
        Assert.Contains("3 lie at the upper bound of t (300\u00a0°C)", check.Sentence, StringComparison.Ordinal);
        Assert.Contains("t above 300\u00a0°C", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_measurement_is_found_by_its_place()
    {
        var count = 0;
        var check = Check(Report((x, t, r) => Hill(x, t, r) + (0.05 * r.NextNormal()) + (count++ == 17 ? 9 : 0), 50), "outliers");
        Assert.Equal(HealthStatus.Look, check.Status);
        Assert.Contains(17, check.Results);
    }

    [Fact]
    public void Repeats_tell_their_scatter_with_its_degrees_of_freedom()
    {
        var request = Request(Hill, 20);
        var again = request.Observations[0];
        var report = ModelReport.Of(request with { Observations = [.. request.Observations, again with { Values = [again.Values[0] + 0.2] }, again with { Values = [again.Values[0] - 0.2] }] });
        Assert.Contains("One configuration was measured more than once; repeats scatter by ±0.2\u00a0g (2 degrees of freedom)", Check(report, "replicates").Sentence, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.NotEnoughData, Check(Report(Hill, 20), "replicates").Status);
    }

    [Fact]
    public void Little_is_left_to_gain_when_the_top_was_measured_and_much_when_it_was_not()
    {
        // The top of the hill is 10 at (7, 250).
        var seen = Report(Hill, 60, extra: (7, 250)).Models[0].Remaining!;
        Assert.InRange(seen.Mean, 0, 0.1);
        var request = Request(Hill, 60);
        var far = ModelReport.Of(request with { Observations = [.. request.Observations.Where(o => Hill(o.Configuration["x"].Number, o.Configuration["t"].Number, null!) < 5)] }).Models[0].Remaining!;
        Assert.InRange(far.Mean, 0.5, 20);
        Assert.InRange(far.Low, 0, far.Mean);
        Assert.InRange(far.Mean, far.Low, far.High);
    }

    [Fact]
    public void A_campaign_that_has_not_improved_for_long_is_told_so()
    {
        var count = 0;
        var check = Check(Report((x, t, r) => count++ == 0 ? 11 : Hill(x, t, r) - 1, 40), "stagnation");
        Assert.Equal(HealthStatus.Look, check.Status);
        Assert.StartsWith("The last improvement beyond noise came 39 results ago", check.Sentence, StringComparison.Ordinal);
        Assert.Equal([0], check.Results);
    }

    [Fact]
    public void Results_of_one_configuration_give_no_model_but_a_sentence()
    {
        var request = Request(Hill, 1);
        var report = ModelReport.Of(request with { Observations = [request.Observations[0], request.Observations[0]] });
        Assert.Empty(report.Models);
        var check = Assert.Single(report.Checks);
        Assert.Equal(HealthStatus.NotEnoughData, check.Status);
        Assert.Equal("A model needs results of two different configurations. There is one.", check.Sentence);
    }

    [Fact]
    public void The_same_results_give_the_same_report()
    {
        var (a, b) = (Report(Hill, 25), Report(Hill, 25));
        Assert.Equal(a.Checks.Select(c => (c.Id, c.Status, c.Sentence)), b.Checks.Select(c => (c.Id, c.Status, c.Sentence)));
        Assert.Equal(a.Models[0].Remaining, b.Models[0].Remaining);
    }

    [Fact]
    public void Of_very_many_results_the_best_are_kept_and_an_even_choice_of_the_rest()
    {
        var request = Request(Hill, 3000);
        var rows = new ModelRows(new EncodedRequest(request));
        Assert.Equal(3000, rows.Known);
        Assert.Equal(ModelRows.Most, rows.Count);
        Assert.Equal(rows.Results.Order(), rows.Results);
        Assert.Equal(rows.Results.Distinct().Count(), rows.Count);
        var best = request.Observations.Select((o, i) => (o.Values[0], i)).OrderByDescending(p => p.Item1).Take(100).Select(p => p.i);
        Assert.Empty(best.Except(rows.Results));
        Assert.InRange(rows.Results.Count(r => r < 1500), 200, 300);
    }

    [Fact]
    public void Outputs_that_never_change_give_an_answer_too()
    {
        var report = Report((_, _, _) => 3, 20);
        Assert.All(report.Checks, c => Assert.DoesNotContain("not a number", c.Sentence, StringComparison.Ordinal));
        Assert.NotEqual(HealthStatus.Ok, Check(report, "fit").Status);
    }

    [Theory]
    [InlineData(1e298)]
    [InlineData(1e-298)]
    public void Outputs_at_the_ends_of_the_numbers_get_the_same_answers(double scale)
    {
        var (plain, scaled) = (Report(Hill, 30), Report((x, t, r) => scale * Hill(x, t, r), 30));
        Assert.Equal(plain.Checks.Select(c => (c.Id, c.Status)), scaled.Checks.Select(c => (c.Id, c.Status)));
        Assert.Equal(plain.Models[0].RSquared, scaled.Models[0].RSquared, 1e-3);
        Assert.All(scaled.Checks, c => Assert.DoesNotContain("not a number", c.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_target_the_best_is_the_nearest_and_a_result_beyond_a_limit_is_never_the_best()
    {
        var request = Request(Hill, 40);
        var target = ModelReport.Of(request with { Objectives = [new Objective("y", Goal.Target, "g") { Target = 5 }] });
        Assert.Equal(request.Observations.Min(o => Math.Abs(o.Values[0] - 5)), Math.Abs(target.Rows.Outputs[target.BestRow(0)][0] - 5));
        Assert.Contains("nearer to 5\u00a0g than", Check(target, "remaining").Sentence, StringComparison.Ordinal);
        var limited = ModelReport.Of(request with { OutcomeConstraints = [new OutcomeConstraint("y", Relation.AtMost, 6)] });
        Assert.Equal(request.Observations.Where(o => o.Values[0] <= 6).Max(o => o.Values[0]), limited.Rows.Outputs[limited.BestRow(0)][0]);
    }

    [Fact]
    public void A_parameter_that_another_objective_needs_is_not_to_be_fixed()
    {
        var request = Request((x, _, _) => Math.Sin(x), 60);
        var two = request with { Objectives = [new Objective("a", Goal.Maximize), new Objective("b", Goal.Minimize)], Observations = [.. request.Observations.Select(o => o with { Values = [o.Values[0], o.Configuration["t"].Number / 100] })] };
        var checks = ModelReport.Of(two).Checks.Where(c => c.Id == "effects").ToList();
        Assert.Equal(["a", "b"], checks.Select(c => c.Objective));
        Assert.All(checks, c => Assert.Equal((HealthStatus.Ok, null), (c.Status, c.Remedy)));
        Assert.EndsWith("Other objectives depend on it.", checks[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_runs_through_the_best_result_and_a_contour_leaves_out_what_is_forbidden()
    {
        var space = Square with { Constraints = [new LinearConstraint([new LinearTerm("x", 20), new LinearTerm("t", 1)], Relation.AtMost, 300)] };
        var request = Request(Hill, 60);
        var report = ModelReport.Of(request with { Space = space });
        var anchor = report.BestRow(0);
        Assert.True(report.Rows.MayBeBest[anchor]);
        var slice = Slice.Of(report, 0, 1, anchor);
        Assert.Equal(41, slice.Points.Count);
        Assert.Equal((100.0, 300.0), (slice.Points[0].Value.Number, slice.Points[^1].Value.Number));
        Assert.Equal(12, slice.Nearby.Count);
        Assert.False(slice.Points[^1].Feasible);
        var contour = Contour.Of(report, 0, 0, 1, anchor);
        Assert.True(double.IsNaN(contour.Mean[^1][^1]));
        Assert.False(double.IsNaN(contour.Mean[0][0]));
        var (mean, sd) = report.Models[0].Predict([0, 0]);
        Assert.Equal((mean, sd), (contour.Mean[0][0], contour.Sd[0][0]));
    }

    /// <summary>A hill of height 10 at x = 7 mL, t = 250 °C.</summary>
    private static double Hill(double x, double t, SeededRandom random) => 10 * Math.Exp(-((x - 7) * (x - 7) / 12) - ((t - 250) * (t - 250) / 8000));

    private static Hyperparameters Rescaled(Hyperparameters hyper, TrainingSet rest)
    {
        // The subset is standardized once more: undo that in the variances and the mean.
        var square = rest.Deviation * rest.Deviation;
        return new Hyperparameters(hyper.LengthScales, hyper.OutputScale / square, hyper.Noise / square, (hyper.Mean - rest.Mean) / rest.Deviation);
    }

    private static HealthCheck Check(ModelReport report, string id) => report.Checks.Single(c => c.Id == id);

    private static ModelReport Report(Func<double, double, SeededRandom, double> f, int count, Func<int, double?>? temperature = null, (double X, double T)? extra = null)
    {
        var request = Request(f, count, temperature);
        if (extra is { } point)
            request = request with { Observations = [.. request.Observations, At(point.X, point.T, f(point.X, point.T, null!))] };
        return ModelReport.Of(request);
    }

    private static SuggestionRequest Request(Func<double, double, SeededRandom, double> f, int count, Func<int, double?>? temperature = null)
    {
        var random = new SeededRandom(7);
        var sequence = Sobol.Wide(2, 5);
        return ImportancesTests.Request(Square, [.. Enumerable.Range(0, count).Select(i =>
        {
            var u = sequence(i);
            var (x, t) = (10 * u[0], 100 + (200 * (temperature?.Invoke(i) ?? u[1])));
            return At(x, t, f(x, t, random));
        })]);
    }

    private static Observation At(double x, double t, double y) => new(new Configuration([new("x", x), new("t", t)]), [y]);
}
