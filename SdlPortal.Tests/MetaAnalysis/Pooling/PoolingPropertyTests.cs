using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;
using Interval = SdlPortal.Domain.MetaAnalysis.Pooling.Interval;

namespace SdlPortal.Tests.MetaAnalysis.Pooling;

public sealed class PoolingPropertyTests
{
    private static readonly Config Quick = Fakes.Cases.Drawn(60);

    private static readonly Gen<(List<StudyEffect> Studies, PoolingOptions Options, long Seed)> Some =
        from seed in Gen.Choose(0, int.MaxValue)
        from method in Gen.Elements(Enum.GetValues<PoolingMethod>())
        from adjusted in Gen.Elements(true, false)
        select (Draw(seed), new PoolingOptions { Method = method, KnappHartung = adjusted }, (long)seed);

    private static List<StudyEffect> Draw(long seed)
    {
        var random = new SeededRandom(seed);
        var spread = random.NextDouble() * 2;
        return [.. Enumerable.Range(0, 2 + (int)random.NextInt(12)).Select(i => new StudyEffect($"task {i}", 0.3 + (spread * random.NextNormal()), 0.02 + random.NextDouble()))];
    }

    [Fact]
    public void The_order_of_studies_changes_nothing() => Prop.ForAll(Some.ToArbitrary(), sample =>
    {
        var shuffled = sample.Studies.ToArray();
        new SeededRandom(sample.Seed).Shuffle<StudyEffect>(shuffled);
        var (a, b) = (RandomEffects.Pool(sample.Studies, sample.Options).Value, RandomEffects.Pool(shuffled, sample.Options).Value);
        Assert.Equal(Numbers(a), Numbers(b));
        Assert.Equal(a.Shrunken.OrderBy(s => s.Name, StringComparer.Ordinal), b.Shrunken.OrderBy(s => s.Name, StringComparer.Ordinal));
    }).Check(Quick);

    [Fact]
    public void The_negation_of_all_effects_is_the_negated_result_to_the_last_bit() => Prop.ForAll(Some.ToArbitrary(), sample =>
    {
        List<StudyEffect> negated = [.. sample.Studies.Select(s => s with { Value = -s.Value })];
        var (a, b) = (RandomEffects.Pool(sample.Studies, sample.Options).Value, RandomEffects.Pool(negated, sample.Options).Value);
        Assert.Equal(-a.Estimate, b.Estimate);
        Assert.Equal(a.Interval, new Interval(-b.Interval.High, -b.Interval.Low));
        Assert.Equal((a.StandardError, a.TauSquared, a.PValue, a.Q, a.ISquared), (b.StandardError, b.TauSquared, b.PValue, b.Q, b.ISquared));
        if (sample.Studies.Count >= 3)
        {
            var (left, right) = (SmallStudies.TrimAndFill(sample.Studies, sample.Options).Value, SmallStudies.TrimAndFill(negated, sample.Options).Value);
            Assert.Equal((left.Missing, -left.Adjusted.Estimate), (right.Missing, right.Adjusted.Estimate));
            Assert.Equal(SmallStudies.Begg(sample.Studies).Value.PValue, SmallStudies.Begg(negated).Value.PValue);
        }
    }).Check(Quick);

    [Fact]
    public void A_change_of_unit_and_a_shift_do_what_they_must() => Prop.ForAll(Some.ToArbitrary(), sample =>
    {
        const double Unit = 1024, Shift = 3;
        var a = RandomEffects.Pool(sample.Studies, sample.Options).Value;
        var scaled = RandomEffects.Pool([.. sample.Studies.Select(s => s with { Value = s.Value * Unit, Variance = s.Variance * Unit * Unit })], sample.Options).Value;
        Assert.Equal((a.Estimate * Unit, a.TauSquared * Unit * Unit, a.PValue, a.ISquared), (scaled.Estimate, scaled.TauSquared, scaled.PValue, scaled.ISquared));
        var shifted = RandomEffects.Pool([.. sample.Studies.Select(s => s with { Value = s.Value + Shift })], sample.Options).Value;
        Assert.Equal(a.Estimate + Shift, shifted.Estimate, 1e-9);
        Assert.Equal(a.TauSquared, shifted.TauSquared, 1e-8);
    }).Check(Quick);

    /// <summary>Of the likelihood's peaks the highest is found: no tau² on a fine grid does better.</summary>
    [Fact]
    public void No_other_variance_between_studies_is_more_likely() => Prop.ForAll(Some.ToArbitrary(), sample =>
    {
        var best = RandomEffects.Pool(sample.Studies, sample.Options with { Method = PoolingMethod.MaximumLikelihood }).Value;
        for (var t = 0.0; t < 20; t = (t * 1.1) + 1e-3)
        {
            var (sum, weighted) = (sample.Studies.Sum(s => 1 / (s.Variance + t)), sample.Studies.Sum(s => s.Value / (s.Variance + t)));
            var likelihood = sample.Studies.Sum(s => -0.5 * (Math.Log(2 * Math.PI * (s.Variance + t)) + (Math.Pow(s.Value - (weighted / sum), 2) / (s.Variance + t))));
            Assert.True(likelihood <= best.LogLikelihood + 1e-9);
        }
    }).Check(Quick);

    [Fact]
    public void What_cannot_be_pooled_is_named_and_one_study_is_not_enough()
    {
        StudyEffect good = new("good", 1, 0.5), other = new("other", 2, 0.5), exact = new("exact", 3, 0), unknown = new("unknown", double.NaN, 1);

        Assert.Equal("1 of 3 studies has an effect with a standard error; at least 2 are needed to pool.", RandomEffects.Pool([good, exact, unknown]).WhyNot);
        Assert.Equal("0 of 0 studies have an effect with a standard error; at least 2 are needed to pool.", RandomEffects.Pool([]).WhyNot);
        var pooled = RandomEffects.Pool([good, exact, other, unknown]).Value;
        Assert.Equal(["exact", "unknown"], pooled.LeftOut.Select(s => s.Name));
        Assert.Equal(1.5, pooled.Estimate);
        Assert.Null(pooled.Prediction);
        Assert.Contains("at least 3", LeaveOneOut.Of([good, other]).WhyNot);
        Assert.Contains("at least 3", SmallStudies.Egger([good, other]).WhyNot);
        Assert.Contains("same standard error", SmallStudies.Egger([good, other, good with { Name = "third", Value = 5 }]).WhyNot);
        Assert.Contains("same standard error", SmallStudies.Begg([good, other, good with { Name = "third", Value = 5 }]).WhyNot);
    }

    [Theory]
    [InlineData(PoolingMethod.SidikJonkman)]
    [InlineData(PoolingMethod.RestrictedMaximumLikelihood)]
    public void Equal_effects_have_no_variance_between_them(PoolingMethod method)
    {
        var pooled = RandomEffects.Pool([new("a", 2, 0.1), new("b", 2, 0.4), new("c", 2, 0.2)], new PoolingOptions { Method = method }).Value;

        Assert.Equal((2.0, 0.0, 0.0, 0.0), (pooled.Estimate, pooled.TauSquared, pooled.ISquared, pooled.Q));
        Assert.True(pooled.StandardError > 0);
    }

    [Fact]
    public void Studies_that_agree_by_chance_do_not_narrow_the_interval_unless_asked_to()
    {
        var studies = PoolingGoldenTests.Studies(GoldenFile.Read("a_meta_homogeneous"));
        var (floor, free, plain) = (RandomEffects.Pool(studies).Value, RandomEffects.Pool(studies, new PoolingOptions { NeverBelowPlain = false }).Value, RandomEffects.Pool(studies, new PoolingOptions { KnappHartung = false }).Value);

        Assert.Equal(plain.StandardError, floor.StandardError, 12);
        Assert.True(free.StandardError < 0.5 * floor.StandardError);
    }

    /// <summary>Simulated meta-analyses of 8 studies with moderate heterogeneity: the 95 % interval holds the mean about as often as it says; the prediction interval holds a further study somewhat less often (Partlett and Riley 2017), here 90 %.</summary>
    [Fact]
    public void Intervals_hold_as_often_as_they_say()
    {
        var random = new SeededRandom(11);
        var (mean, further) = (0, 0);
        const int Rounds = 600;
        for (var round = 0; round < Rounds; round++)
        {
            List<StudyEffect> studies = [.. Enumerable.Range(0, 8).Select(i =>
            {
                var variance = 0.05 + (0.4 * random.NextDouble());
                return new StudyEffect($"task {i}", 1 + (0.6 * random.NextNormal()) + (Math.Sqrt(variance) * random.NextNormal()), variance);
            })];
            var pooled = RandomEffects.Pool(studies).Value;
            mean += pooled.Interval.Holds(1) ? 1 : 0;
            further += pooled.Prediction!.Value.Holds(1 + (0.6 * random.NextNormal())) ? 1 : 0;
        }

        Assert.InRange((double)mean / Rounds, 0.925, 0.985);
        Assert.InRange((double)further / Rounds, 0.88, 0.98);
    }

    /// <summary>Effects that differ by a million standard errors: the solvers still go to the root, at every scale of τ² against the variances.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void Very_large_differences_between_studies_are_solved_to_the_root(double spread)
    {
        double[] values = [-1.3, 0.2, 0.9, 1.4, -0.4], variances = [0.7, 1.1, 0.3, 2, 0.9];
        List<StudyEffect> studies = [.. values.Select((y, i) => new StudyEffect($"task {i}", spread * y, variances[i]))];
        double Q(double t)
        {
            var mean = studies.Sum(s => s.Value / (s.Variance + t)) / studies.Sum(s => 1 / (s.Variance + t));
            return studies.Sum(s => Math.Pow(s.Value - mean, 2) / (s.Variance + t));
        }

        var pooled = RandomEffects.Pool(studies, new PoolingOptions { Method = PoolingMethod.PauleMandel }).Value;
        Assert.Equal(spread < 1 ? Q(0) : 4, Q(pooled.TauSquared), 1e-9);
        Assert.Equal(spread < 1 ? Q(0) : 0.484418557, Q(pooled.TauSquaredInterval.High), 1e-8);
        Assert.Equal(spread < 1 ? Q(0) : 11.143286782, Q(pooled.TauSquaredInterval.Low), 1e-8);
        Assert.Equal(spread < 1 ? 0 : 1, RandomEffects.Pool(studies).Value.TauSquared / Math.Max(1, pooled.TauSquared), 0.2);
    }

    private static double[] Numbers(PooledEffect p) =>
        [p.Estimate, p.StandardError, p.PValue, p.Interval.Low, p.Interval.High, p.TauSquared, p.TauSquaredInterval.Low, p.TauSquaredInterval.High, p.ISquared, p.HSquared, p.Q, p.QPValue, p.PlainPrediction.Low, p.LogLikelihood];
}
