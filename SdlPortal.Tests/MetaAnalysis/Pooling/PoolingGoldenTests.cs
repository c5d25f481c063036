using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.MetaAnalysis.Pooling;

/// <summary>Against R's metafor 3.8 with solvers driven to 1e-12 (see Golden/ORIGIN.md).</summary>
public sealed class PoolingGoldenTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string, string, PoolingMethod> Methods()
    {
        var data = new TheoryData<string, string, PoolingMethod>();
        foreach (var file in (string[])["a_meta_bcg", "a_meta_homogeneous"])
        {
            data.Add(file, "fixed", PoolingMethod.Fixed);
            data.Add(file, "DL", PoolingMethod.DerSimonianLaird);
            data.Add(file, "REML", PoolingMethod.RestrictedMaximumLikelihood);
            data.Add(file, "PM", PoolingMethod.PauleMandel);
            data.Add(file, "ML", PoolingMethod.MaximumLikelihood);
            data.Add(file, "HE", PoolingMethod.Hedges);
            data.Add(file, "SJ", PoolingMethod.SidikJonkman);
            data.Add(file, "EB", PoolingMethod.EmpiricalBayes);
        }

        return data;
    }

    public static TheoryData<string> Files => ["a_meta_bcg", "a_meta_homogeneous"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_estimator_agrees_with_metafor(string file, string key, PoolingMethod method)
    {
        var golden = GoldenFile.Read(file);
        var expected = golden.GetProperty(key);

        Agrees(expected, Pool(golden, method, false), key);
        if (expected.TryGetProperty("knapp_hartung", out var adjusted))
            Agrees(adjusted, Pool(golden, method, true), key + " Knapp-Hartung");
    }

    private static void Agrees(JsonElement expected, PooledEffect actual, string what)
    {
        void Same(string name, double value) => Close(expected, name, value, what);
        Same("beta", actual.Estimate);
        Same("se", actual.StandardError);
        Same("stat", actual.Statistic);
        Same("ci_lb", actual.Interval.Low);
        Same("ci_ub", actual.Interval.High);
        Same("tau2", actual.TauSquared);
        Same("I2", actual.ISquared);
        Same("H2", actual.HSquared);
        Same("Q", actual.Q);
        Same("Q_df", actual.QDegreesOfFreedom);
        Same("logLik", actual.LogLikelihood);
        Relative(expected, "p", actual.PValue, what);
        Relative(expected, "Q_p", actual.QPValue, what);
        if (expected.TryGetProperty("prediction", out var plain))
        {
            Close(plain, "pi_lb", actual.PlainPrediction.Low, what);
            Close(plain, "pi_ub", actual.PlainPrediction.High, what);
        }

        if (expected.TryGetProperty("prediction_riley_t_kminus2", out var riley))
        {
            Close(riley, "pi_lb", actual.Prediction!.Value.Low, what);
            Close(riley, "pi_ub", actual.Prediction!.Value.High, what);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_interval_of_the_variance_between_studies_is_that_of_the_q_profile(string file)
    {
        var golden = GoldenFile.Read(file);
        var pooled = Pool(golden, PoolingMethod.RestrictedMaximumLikelihood, false);
        var profile = golden.GetProperty("REML_tau2_qprofile_ci");

        Close(profile.GetProperty("tau^2"), "ci.lb", pooled.TauSquaredInterval.Low, "tau2");
        Close(profile.GetProperty("tau^2"), "ci.ub", pooled.TauSquaredInterval.High, "tau2");
        Close(profile.GetProperty("I^2(%)"), "ci.lb", pooled.ISquaredInterval.Low, "I2");
        Close(profile.GetProperty("I^2(%)"), "ci.ub", pooled.ISquaredInterval.High, "I2");
        Close(profile.GetProperty("tau"), "estimate", pooled.Tau, "tau");
    }

    /// <summary>The estimating equations solved to 1e-16 by scipy, not by metafor, whose own solver stops early by default.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Solvers_go_to_the_root(string file)
    {
        var golden = GoldenFile.Read(file);
        var roots = golden.GetProperty("root_find_check");

        GoldenFile.Close(roots.GetProperty("PM_tau2").GetDouble(), Pool(golden, PoolingMethod.PauleMandel, false).TauSquared, 1e-12, "PM");
        GoldenFile.Close(roots.GetProperty("REML_tau2").GetDouble(), Pool(golden, PoolingMethod.RestrictedMaximumLikelihood, false).TauSquared, 1e-12, "REML");
        GoldenFile.Close(roots.GetProperty("ML_tau2").GetDouble(), Pool(golden, PoolingMethod.MaximumLikelihood, false).TauSquared, 1e-12, "ML");
        var interval = Pool(golden, PoolingMethod.DerSimonianLaird, false).TauSquaredInterval;
        var expected = roots.GetProperty("Qprofile_tau2_ci95").Vector();
        GoldenFile.Close(expected[0], interval.Low, 1e-11, "low");
        GoldenFile.Close(expected[1], interval.High, 1e-11, "high");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Leaving_one_out_and_influence_agree(string file)
    {
        var golden = GoldenFile.Read(file);
        foreach (var (key, method) in new[] { ("leave_one_out_REML", PoolingMethod.RestrictedMaximumLikelihood), ("leave_one_out_DL", PoolingMethod.DerSimonianLaird) })
        {
            var list = LeaveOneOut.Of(Studies(golden), Plain(method)).Value;
            var expected = golden.GetProperty(key);
            Vectors(expected, "estimate", list.Select(i => i.Without.Estimate));
            Vectors(expected, "se", list.Select(i => i.Without.StandardError));
            Vectors(expected, "tau2", list.Select(i => i.Without.TauSquared));
            Vectors(expected, "I2", list.Select(i => i.Without.ISquared));
            Vectors(expected, "Q", list.Select(i => i.Without.Q));
        }

        var influence = LeaveOneOut.Of(Studies(golden), Plain(PoolingMethod.RestrictedMaximumLikelihood)).Value;
        var golden2 = golden.GetProperty("influence_REML");
        Vectors(golden2, "rstudent", influence.Select(i => i.StudentizedResidual));
        Vectors(golden2, "dffits", influence.Select(i => i.Dffits));
        Vectors(golden2, "cook_d", influence.Select(i => i.CookDistance));
        Vectors(golden2, "hat", influence.Select(i => i.Weight));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Shrunken_effects_and_weights_agree(string file)
    {
        var golden = GoldenFile.Read(file);
        var pooled = Pool(golden, PoolingMethod.RestrictedMaximumLikelihood, false);
        var blup = golden.GetProperty("blup_REML");

        Vectors(blup, "pred", pooled.Shrunken.Select(s => s.Value));
        Vectors(blup, "se", pooled.Shrunken.Select(s => s.StandardError));
        Vectors(blup, "pi_lb", pooled.Shrunken.Select(s => s.Interval.Low));
        Vectors(golden, "weights_REML_pct", pooled.Weights.Select(w => 100 * w));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Meta_regression_agrees(string file)
    {
        var golden = GoldenFile.Read(file);
        foreach (var (key, method, adjusted) in new[] { ("metareg_REML", PoolingMethod.RestrictedMaximumLikelihood, false), ("metareg_REML_KH", PoolingMethod.RestrictedMaximumLikelihood, true), ("metareg_DL", PoolingMethod.DerSimonianLaird, false) })
        {
            var fit = MetaRegression.Fit(Studies(golden), [new Moderator("x", golden.GetProperty("input").GetProperty("moderator").Vector())], Plain(method) with { KnappHartung = adjusted }).Value;
            var expected = golden.GetProperty(key);
            Vectors(expected, "beta", fit.Coefficients.Select(c => c.Estimate));
            Vectors(expected, "se", fit.Coefficients.Select(c => c.StandardError));
            Vectors(expected, "p", fit.Coefficients.Select(c => c.PValue));
            Vectors(expected, "ci_lb", fit.Coefficients.Select(c => c.Interval.Low));
            Close(expected, "tau2", fit.TauSquared, key);
            Close(expected, "I2", fit.ISquared, key);
            Close(expected, "H2", fit.HSquared, key);
            Close(expected, "R2", fit.RSquared, key);
            Close(expected, "Q", fit.QResidual, key);
            Relative(expected, "Q_p", fit.QResidualPValue, key);
            Close(expected, "QM", fit.QModerators, key);
            Relative(expected, "QM_p", fit.QModeratorsPValue, key);
            Close(expected, "logLik", fit.LogLikelihood, key);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Tests_of_small_studies_agree(string file)
    {
        var golden = GoldenFile.Read(file);
        var studies = Studies(golden);
        var egger = SmallStudies.Egger(studies).Value;
        var expected = golden.GetProperty("egger_lm");
        Close(expected, "t", egger.Statistic, "t");
        Close(expected, "p", egger.PValue, "p");
        Close(expected, "df", egger.DegreesOfFreedom!.Value, "df");
        Close(expected, "intercept_of_limit", egger.Limit, "limit");
        var interval = expected.GetProperty("est_ci").Vector();
        GoldenFile.Close(interval[0], egger.LimitInterval.Low, Tolerance, "limit");
        GoldenFile.Close(interval[1], egger.LimitInterval.High, Tolerance, "limit");
        Close(golden.GetProperty("egger_classic"), "intercept", egger.Slope, "the classic test's intercept is the slope");
        Close(golden.GetProperty("egger_classic"), "intercept_se", egger.SlopeStandardError, "se");

        var mixed = SmallStudies.EggerMixed(studies, Plain(PoolingMethod.RestrictedMaximumLikelihood)).Value;
        Close(golden.GetProperty("egger_mixed_REML"), "z", mixed.Statistic, "z");
        Close(golden.GetProperty("egger_mixed_REML"), "p", mixed.PValue, "p");
        Close(golden.GetProperty("egger_mixed_REML"), "est", mixed.Limit, "limit");

        var begg = SmallStudies.Begg(studies).Value;
        Close(golden.GetProperty("begg_rank"), "tau", begg.Tau, "tau");
        Close(golden.GetProperty("begg_rank"), "p", begg.PValue, "p");

        var filled = SmallStudies.TrimAndFill(studies, Plain(PoolingMethod.RestrictedMaximumLikelihood)).Value;
        var trim = golden.GetProperty("trimfill_REML");
        Assert.Equal(trim.GetProperty("k0").GetInt32(), filled.Missing);
        Assert.Equal(trim.GetProperty("side").GetString(), filled.OnTheRight ? "right" : "left");
        // metafor fits again inside trimfill with its default threshold of 1e-5, so its last digits are not those of the root.
        GoldenFile.Close(trim.GetProperty("beta").GetDouble(), filled.Adjusted.Estimate, 1e-6, "beta");
        GoldenFile.Close(trim.GetProperty("se").GetDouble(), filled.Adjusted.StandardError, 1e-6, "se");
        GoldenFile.Close(trim.GetProperty("tau2").GetDouble(), filled.Adjusted.TauSquared, 1e-6, "tau2");
        Assert.Equal(studies.Count + filled.Missing, filled.Funnel.Count);
    }

    internal static IReadOnlyList<StudyEffect> Studies(JsonElement golden)
    {
        var input = golden.GetProperty("input");
        return [.. input.GetProperty("yi").Vector().Zip(input.GetProperty("vi").Vector(), (y, v) => (y, v)).Select((s, i) => new StudyEffect($"study {i + 1}", s.y, s.v))];
    }

    /// <summary>As metafor does by default: Knapp and Hartung, where asked for, without a floor.</summary>
    private static PoolingOptions Plain(PoolingMethod method) => new() { Method = method, KnappHartung = false, NeverBelowPlain = false };

    private static PooledEffect Pool(JsonElement golden, PoolingMethod method, bool adjusted) => RandomEffects.Pool(Studies(golden), Plain(method) with { KnappHartung = adjusted }).Value;

    private static void Close(JsonElement expected, string name, double value, string what) => GoldenFile.Close(expected.GetProperty(name).GetDouble(), value, Tolerance, $"{what} {name}");

    private static void Relative(JsonElement expected, string name, double value, string what)
    {
        var number = expected.GetProperty(name).GetDouble();
        Assert.True(Math.Abs(number - value) <= 1e-8 * number, $"{what} {name}: expected {number:R}, got {value:R}");
    }

    private static void Vectors(JsonElement expected, string name, IEnumerable<double> values)
    {
        var numbers = expected.GetProperty(name).Vector();
        double[] actual = [.. values];
        Assert.Equal(numbers.Length, actual.Length);
        for (var i = 0; i < numbers.Length; i++)
            GoldenFile.Close(numbers[i], actual[i], Tolerance, $"{name}[{i}]");
    }
}
