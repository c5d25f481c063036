using System.Text.Json;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using static SdlPortal.Tests.Analytics.Models.ModelTables;

namespace SdlPortal.Tests.Analytics.Models;

public sealed class ModelComparisonTests
{
    private static ComparisonResult Compare(DataTable table, ComparisonSettings settings, int threads = 1) => ModelComparison.Definition.Do(table, settings, AnalysisStep.Quiet with { Threads = threads });

    [Fact]
    public void A_straight_line_is_found_and_beats_the_naive_model()
    {
        var found = Compare(StraightLine(120, 0.5), new ComparisonSettings("y") { Families = ["ridge", "k-nn"] }).Standings.Value;
        Assert.Equal("ridge", found.Best!.Family);
        Assert.Equal(["ridge", "k-nn", "naive"], found.Models.Select(m => m.Family));
        Assert.True(found.Best.BeatsNaive);
        Assert.False(found.Models[2].BeatsNaive);
        Assert.InRange(found.Best.Of("rmse")!.Mean, 0.4, 0.65);
        Assert.InRange(found.Best.Of("r2")!.Mean, 0.97, 1);
        Assert.True(found.Best.Of("rmse")!.Low < found.Best.Of("rmse")!.Mean);
        Assert.Equal(["a", "b", "c", "solvent"], found.Features.Order(StringComparer.Ordinal));
        Assert.Equal(["a", "b"], found.Importances.Take(2).Select(i => i.Column));
        Assert.InRange(found.Importances.Single(i => i.Column == "c").Mean, -0.05, 0.05);
        Assert.Equal(120, found.Predictions.Rows.Count);
        Assert.Equal(3, found.Differences.Count);
        Assert.All(found.Differences, d => Assert.True(d.Mean <= 0));
    }

    [Fact]
    public void Noise_with_many_columns_is_foretold_no_better_than_by_chance()
    {
        var table = Of([(Number("y"), Normals(99, 60)), .. Enumerable.Range(0, 100).Select(k => (Number($"x{k}"), Normals(k, 60)))]);
        var found = Compare(table, new ComparisonSettings("y") { Families = ["ridge", "k-nn"], Repeats = 2 }).Standings.Value;
        Assert.All(found.Models, m => Assert.False(m.BeatsNaive));
        Assert.All(found.Models, m => Assert.True(m.Of("r2")!.Mean < 0.05, $"{m.Family} {m.Of("r2")!.Mean}"));
    }

    [Theory]
    [InlineData(MissingPolicy.Median)]
    [InlineData(MissingPolicy.Neighbors)]
    public void What_is_said_of_a_held_out_row_hangs_on_no_other_held_out_row_and_on_no_outcome_of_theirs(MissingPolicy missing)
    {
        var table = StraightLine(60, 0.5);
        double[] holed = [.. table.Values(1).Select((v, i) => i % 7 == 0 ? double.NaN : v)];
        var before = With(table, "b", holed);
        var settings = new ComparisonSettings("y") { Families = ["ridge", "k-nn", "forest"], Missing = missing, InnerFolds = 3 };
        var first = Compare(before, settings).Standings.Value.Predictions;

        // Everything about row 10 changes: its outcome, its features, what its missing value says.
        var changed = With(With(With(before, "y", Set(before, "y", 10, 1e4)), "a", Set(before, "a", 10, -700)), "b", Set(before, "b", 10, 900));
        var second = Compare(changed, settings).Standings.Value.Predictions;
        var fold = first.Folds[10];
        Assert.Equal(first.Folds, second.Folds);
        var differ = 0;
        for (var m = 0; m < first.Models.Count; m++)
        {
            Assert.Equal(first.Models[m].Family, second.Models[m].Family);
            for (var i = 0; i < 60; i++)
            {
                if (first.Folds[i] == fold && i != 10)
                    Assert.Equal(first.Models[m].Values[i], second.Models[m].Values[i]);
                else if (first.Models[m].Values[i] != second.Models[m].Values[i])
                    differ++;
            }
        }

        // Rows of the other folds are foretold by models that did learn from row 10.
        Assert.True(differ > 60, $"{differ}");
    }

    [Fact]
    public void Classes_are_told_apart_with_probabilities_that_can_be_trusted()
    {
        var (a, b, e) = (Normals(1, 200), Normals(2, 200), Normals(3, 200));
        var table = Of((Number("a"), a), (Number("b"), b), (Category("phase", "amorphous", "crystal"), [.. a.Select((v, i) => v + (0.7 * e[i]) > 0 ? 1.0 : 0)]));
        var found = Compare(table, new ComparisonSettings("phase") { Families = ["k-nn", "forest"] }).Standings.Value;
        Assert.Equal("brier", found.Deciding);
        Assert.True(found.Best!.BeatsNaive);
        Assert.InRange(found.Best.Of("auc")!.Mean, 0.8, 0.97);
        Assert.InRange(found.Best.Of("balanced_accuracy")!.Mean, 0.7, 0.9);
        Assert.InRange(found.Models.Single(m => m.Family == "naive").Of("auc")!.Mean, 0.5, 0.5);
        Assert.Equal(200, found.Best.Calibration.Sum(c => c.Count));
        Assert.Equal(400, found.Predictions.Models[0].Values.Count);
        Assert.Equal("a", found.Importances[0].Column);
    }

    [Fact]
    public void A_column_that_gives_the_target_away_is_named_and_left_out_unless_somebody_insists()
    {
        var table = StraightLine(80, 0.5);
        double[] grams = [.. table.Values(4).Select(v => (1000 * v) + 1)];
        var with = new MemoryTable("test", [.. table.Columns, Number("y_mg"), Number("run")], [.. Enumerable.Range(0, 5).Select(table.Values), grams, [.. Enumerable.Range(1, 80).Select(i => (double)i)]]);
        var result = Compare(with, new ComparisonSettings("y") { Families = ["ridge"] });
        var away = Assert.Single(result.LeftOut, c => c.GivesTargetAway);
        Assert.Equal("y_mg", away.Name);
        Assert.Contains("rank correlation 1", away.Reason, StringComparison.Ordinal);
        Assert.Contains(result.LeftOut, c => c is { Name: "run", Reason: "it numbers the rows" });
        Assert.DoesNotContain("y_mg", result.Standings.Value.Features);
        var insisted = Compare(with, new ComparisonSettings("y") { Families = ["ridge"], Insisted = ["y_mg"] });
        Assert.Contains("y_mg", insisted.Standings.Value.Features);
        Assert.Contains(insisted.Remarks, r => r.Contains("all but perfectly", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_class_is_given_away_by_is_named_too()
    {
        double[] failed = [.. Enumerable.Range(0, 60).Select(i => i % 4 == 0 ? 1.0 : 0)];
        var table = Of(
            (Number("x"), Normals(1, 60)), (Category("state", "ok", "failed"), failed),
            (Category("reason", "clogged", "spilled"), [.. failed.Select((f, i) => f == 0 ? double.NaN : i % 3 == 0 ? 1 : 0)]),
            (Category("code", "0", "17"), failed), (Number("signal"), [.. failed.Select((f, i) => f + (0.001 * i))]));
        var result = Compare(table, new ComparisonSettings("state") { Families = ["k-nn"] });
        Assert.Equal(["reason", "code", "signal"], result.LeftOut.Where(c => c.GivesTargetAway).Select(c => c.Name));
        Assert.Equal(["x"], result.Standings.Value.Features);
    }

    [Fact]
    public void What_cannot_be_foretold_is_answered_with_a_sentence()
    {
        var (x, nan) = (Normals(1, 12), double.NaN);
        var column = (Number("x"), x);
        Refused("There is no column 'y'.", column);
        Refused("'y' is 3 in every row, so there is nothing to foretell.", column, (Number("y"), [.. x.Select(_ => 3.0)]));
        Refused("'y' is 'a' in every row: one class is nothing to tell apart.", column, (Category("y", "a"), [.. x.Select(_ => 0.0)]));
        Refused("9 rows have 'y'; at least 10 are needed to compare models.", (Number("x"), x[..9]), (Number("y"), x[..9]));
        Refused("Every cell of 'y' is missing, so there is nothing to learn from.", column, (Number("y"), [.. x.Select(_ => nan)]));
        Refused("'y' has 12 different values in 12 rows: it names the rows rather than classes of them.", column, (Category("y", [.. x.Select((_, i) => $"s{i}")]), [.. x.Select((_, i) => (double)i)]));
        Refused("No column is left to foretell 'y' from.", (Number("y"), x));
        Refused("'y' holds points in time; a target is a number or a class.", column, (new TableColumn { Name = "y", Kind = ColumnKind.Time }, x));

        static void Refused(string sentence, params (TableColumn, double[])[] columns) => Assert.Equal(sentence, Compare(Of(columns), new ComparisonSettings("y")).Standings.WhyNot);
    }

    [Fact]
    public void Rows_and_rare_classes_that_take_no_part_are_counted()
    {
        double[] classes = [.. Enumerable.Range(0, 30).Select(i => i == 0 ? 2.0 : i == 1 ? double.NaN : i % 2)];
        var result = Compare(Of((Number("x"), Normals(4, 30)), (Category("y", "a", "b", "rare"), classes)), new ComparisonSettings("y") { Families = ["k-nn"] });
        Assert.Equal(28, result.Standings.Value.Rows);
        Assert.Equal(["a", "b"], result.Standings.Value.Classes);
        Assert.Equal(["1 of 30 rows have no 'y' and take no part.", "The class 'rare' has 1 row; fewer than 3 cannot be learned and tested, so it takes no part."], result.Remarks);
    }

    [Fact]
    public void A_family_that_cannot_take_part_is_left_out_with_its_reason()
    {
        var found = Compare(StraightLine(40, 0.5), new ComparisonSettings("y") { Families = ["ridge", "oracle"] }).Standings.Value;
        Assert.Equal(["oracle"], found.Refused.Select(r => r.Family));
        Assert.StartsWith("There is no such family; there are ", found.Refused[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_are_the_same_bytes_for_any_number_of_threads_and_can_be_read_again()
    {
        var table = StraightLine(50, 1);
        var settings = new ComparisonSettings("y") { Families = ["ridge", "forest"], Folds = 3, InnerFolds = 3 };
        var text = JsonSerializer.Serialize(Compare(table, settings), AnalysisJson.Options);
        Assert.Equal(text, JsonSerializer.Serialize(Compare(table, settings, threads: 4), AnalysisJson.Options));
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<ComparisonResult>(text, AnalysisJson.Options), AnalysisJson.Options));
        Assert.NotEqual(text, JsonSerializer.Serialize(Compare(table, settings with { Seed = 2 }), AnalysisJson.Options));
    }

    [Fact]
    public void Groups_make_an_honest_answer_of_repeated_measurements()
    {
        // 20 samples, each measured 5 times with the same features and its own level that no feature explains.
        var (levels, noise) = (Normals(1, 20), Normals(2, 100));
        double[] sample = [.. Enumerable.Range(0, 100).Select(i => (double)(i / 5))];
        double[] x = [.. sample.Select(s => Normals(3, 20)[(int)s])];
        double[] y = [.. sample.Select((s, i) => levels[(int)s] + (0.05 * noise[i]))];
        var table = Of((Number("x"), x), (Category("sample", [.. Enumerable.Range(0, 20).Select(i => $"s{i}")]), sample), (Number("y"), y));
        var settings = new ComparisonSettings("y") { Families = ["k-nn"], Excluded = ["sample"] };
        var torn = Compare(table, settings);
        Assert.True(torn.Standings.Value.Best!.Of("r2")!.Mean > 0.9);
        Assert.Contains(torn.Remarks, r => r.StartsWith("80 of 100 rows repeat the features of another row", StringComparison.Ordinal));
        Assert.False(Compare(table, settings with { Group = "sample" }).Standings.Value.Best!.BeatsNaive);
    }

    private static double[] Set(DataTable table, string column, int row, double value)
    {
        var values = table.Values(table.IndexOf(column));
        values[row] = value;
        return values;
    }
}
