using System.Text.Json.Nodes;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Models;

/// <summary>What each family promises whatever it is.</summary>
public sealed class EveryFamilyTests
{
    public static TheoryData<string, TargetKind> Families
    {
        get
        {
            var data = new TheoryData<string, TargetKind>();
            foreach (var family in ModelFamilies.All)
            {
                foreach (var target in Enum.GetValues<TargetKind>())
                {
                    if (family.Serves(target))
                        data.Add(family.Key, target);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Keys_and_titles_are_different_and_found_again()
    {
        Assert.Equal(ModelFamilies.All.Count, ModelFamilies.All.Select(f => f.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(ModelFamilies.All.Count, ModelFamilies.All.Select(f => f.Title).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ModelFamilies.All, f => Assert.Same(f, ModelFamilies.Find(f.Key)));
        Assert.All(ModelFamilies.All, f => Assert.Matches("^[a-z-]+$", f.Key));
        Assert.Null(ModelFamilies.Find("crystal ball"));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_model_that_was_written_and_read_predicts_the_same_to_the_last_bit(string key, TargetKind target)
    {
        var family = ModelFamilies.Find(key)!;
        var (x, y, classes) = Sample(90, 5, target);
        var (news, _, _) = Sample(40, 5, target, seed: 99);
        foreach (var candidate in family.Candidates(target, 90, 5))
        {
            var model = candidate.Fit(x, 5, y, classes, 3, AnalysisStep.Quiet);
            var again = family.Read(JsonNode.Parse(family.Write(model).ToJsonString())!);
            Assert.Equal(model.Predict(news, 5), again.Predict(news, 5));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_number_of_threads_changes_no_bit(string key, TargetKind target)
    {
        var (x, y, classes) = Sample(90, 5, target);
        var candidate = ModelFamilies.Find(key)!.Candidates(target, 90, 5)[^1];
        var alone = candidate.Fit(x, 5, y, classes, 3, AnalysisStep.Quiet);
        var together = candidate.Fit(x, 5, y, classes, 3, AnalysisStep.Quiet with { Threads = 3 });
        Assert.Equal(alone.Predict(x, 5), together.Predict(x, 5));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void It_learns_what_columns_tell_and_probabilities_have_the_sum_one(string key, TargetKind target)
    {
        var family = ModelFamilies.Find(key)!;
        var (x, y, classes) = Sample(300, 4, target);
        var (news, truth, _) = Sample(200, 4, target, seed: 77);

        // One of the settings that may be chosen is good.
        var best = family.Candidates(target, 300, 4).Max(candidate =>
        {
            var predicted = candidate.Fit(x, 4, y, classes, 3, AnalysisStep.Quiet).Predict(news, 4);
            if (target == TargetKind.Number)
                return Reactions.RSquared(truth, predicted);
            Assert.Equal(200 * classes, predicted.Length);
            Assert.All(predicted, p => Assert.InRange(p, 0, 1));
            Assert.All(predicted.Chunk(classes), row => Assert.Equal(1, row.Sum(), 1e-9));
            return predicted.Chunk(classes).Select((row, i) => Array.IndexOf(row, row.Max()) == truth[i] ? 1.0 : 0.0).Average();
        });
        Assert.True(best > (target == TargetKind.Number ? 0.8 : 0.78), $"{best}");
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void One_row_and_constant_targets_are_foretold_as_they_are(string key, TargetKind target)
    {
        var family = ModelFamilies.Find(key)!;
        foreach (var (n, d) in new[] { (1, 1), (1, 3), (2, 1), (30, 2) })
        {
            var random = new SeededRandom(5);
            double[] x = [.. Enumerable.Range(0, n * d).Select(_ => random.NextNormal())];
            double[] y = [.. Enumerable.Repeat(target == TargetKind.Number ? 4.25 : 1, n)];
            var predicted = family.Candidates(target, n, d)[0].Fit(x, d, y, target == TargetKind.Number ? 0 : 2, 1, AnalysisStep.Quiet).Predict(x, d);
            for (var i = 0; i < n; i++)
                Assert.Equal(target == TargetKind.Number ? 4.25 : 1, target == TargetKind.Number ? predicted[i] : predicted[(2 * i) + 1], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Constant_and_doubled_columns_and_more_columns_than_rows_are_borne(string key, TargetKind target)
    {
        var family = ModelFamilies.Find(key)!;
        var (x, y, classes) = Sample(24, 4, target);
        double[] wide = [.. x.Chunk(4).SelectMany(row => Enumerable.Repeat(row, 10).SelectMany(r => r).Append(7.0))];
        var predicted = family.Candidates(target, 24, 41)[0].Fit(wide, 41, y, classes, 3, AnalysisStep.Quiet).Predict(wide, 41);
        Assert.All(predicted, p => Assert.True(double.IsFinite(p)));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void What_is_none_of_its_models_is_refused_by_name(string key, TargetKind target)
    {
        var family = ModelFamilies.Find(key)!;
        Assert.True(family.Serves(target));
        foreach (var text in new[] { "{}", "[1, 2]", "\"x\"", """{"width": 2, "classes": 0, "trees": "AAAA"}""" })
            Assert.Contains(key, Assert.Throws<InvalidDataException>(() => family.Read(JsonNode.Parse(text)!)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_fit_stops_when_asked_to(string key, TargetKind target)
    {
        var (x, y, classes) = Sample(200, 4, target);
        var step = AnalysisStep.Quiet with { Cancellation = new CancellationToken(canceled: true) };
        Assert.ThrowsAny<OperationCanceledException>(() => ModelFamilies.Find(key)!.Candidates(target, 200, 4)[^1].Fit(x, 4, y, classes, 3, step));
    }

    /// <summary>Numbers: 3 x₀ − 2 x₁ with a little noise. Classes: which third of that, three of them.</summary>
    private static (double[] X, double[] Y, int Classes) Sample(int n, int d, TargetKind target, long seed = 1)
    {
        var random = new SeededRandom(seed);
        double[] x = [.. Enumerable.Range(0, n * d).Select(_ => random.NextNormal())];
        double[] y = [.. Enumerable.Range(0, n).Select(i => (3 * x[i * d]) - (2 * x[(i * d) + 1]) + (0.2 * random.NextNormal()))];
        return target == TargetKind.Number ? (x, y, 0) : (x, [.. y.Select(v => v < -1.5 ? 0.0 : v < 1.5 ? 1 : 2)], 3);
    }
}
