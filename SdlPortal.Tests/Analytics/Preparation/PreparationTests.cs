using System.Text.Json;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Analytics.Preparation;

public sealed class PreparationTests
{
    private const double None = double.NaN;

    private static TableColumn Number(string name, string? unit = null) => new() { Name = name, Kind = ColumnKind.Number, Unit = unit };

    private static TableColumn Category(string name, params string[] levels) => new() { Name = name, Kind = ColumnKind.Category, Levels = levels };

    private static MemoryTable Table(params (TableColumn Column, double[] Values)[] columns) => new("test", [.. columns.Select(c => c.Column)], [.. columns.Select(c => c.Values)]);

    [Fact]
    public void Standard_scaling_is_that_of_the_peer()
    {
        var data = GoldenFile.Read("e_ml_snar").GetProperty("data");
        var x = data.GetProperty("X").Matrix();
        var table = Table([.. data.GetProperty("columns").EnumerateArray().Select((n, j) => (Number(n.GetString()!), x.Select(r => r[j]).ToArray()))]);
        var fitted = FittedPreparation.Fit(table, null, new PreparationSettings(), AnalysisStep.Quiet);
        for (var j = 0; j < 4; j++)
        {
            GoldenFile.Close(data.GetProperty("mean")[j].GetDouble(), fitted.Columns[j].Center, 1e-14, "mean");
            GoldenFile.Close(data.GetProperty("std_ddof0")[j].GetDouble(), fitted.Columns[j].Scale, 1e-14, "sd");
        }

        var rows = fitted.Apply(table, [3, 7], AnalysisStep.Quiet);
        Assert.Equal([3, 7], rows.Rows);
        Assert.Equal((x[7][2] - fitted.Columns[2].Center) / fitted.Columns[2].Scale, rows[1][2]);
    }

    [Fact]
    public void Only_the_rows_learned_from_decide()
    {
        var random = new SeededRandom(1);
        double[] a = [.. Enumerable.Range(0, 40).Select(_ => random.NextNormal())];
        double[] b = [.. a];
        for (var i = 20; i < 40; i++)
            b[i] = 1000 * random.NextNormal();
        int[] training = [.. Enumerable.Range(0, 20)];
        foreach (var missing in Enum.GetValues<MissingPolicy>())
        {
            var settings = new PreparationSettings(null, missing);
            Assert.Equal(Json(FittedPreparation.Fit(Table((Number("x"), a)), training, settings, AnalysisStep.Quiet)), Json(FittedPreparation.Fit(Table((Number("x"), b)), training, settings, AnalysisStep.Quiet)));
        }
    }

    [Fact]
    public void Missing_values_become_the_mean_or_the_median_of_what_is_known()
    {
        var table = Table((Number("x"), [1, 2, None, 9]));
        Assert.Equal([1, 2, 4, 9], FittedPreparation.FitAndApply(table, null, new PreparationSettings(null, MissingPolicy.Mean, Scaling.None), AnalysisStep.Quiet).Values);
        var median = FittedPreparation.FitAndApply(table, null, new PreparationSettings(null, MissingPolicy.Median, Scaling.None), AnalysisStep.Quiet);
        Assert.Equal([1, 2, 2, 9], median.Values);
        Assert.Equal("1 of 4 values of 'x' are missing; the median, 2, stands for them.", Assert.Single(median.Remarks));
    }

    [Fact]
    public void Rows_with_a_missing_value_are_left_out_where_wished_and_nothing_is_learned_from_them()
    {
        var rows = FittedPreparation.FitAndApply(Table((Number("x"), [1, 2, 3, 100]), (Number("y"), [5, 6, 7, None])), null, new PreparationSettings(null, MissingPolicy.LeaveOut, Scaling.Range), AnalysisStep.Quiet);
        Assert.Equal([0, 1, 2], rows.Rows);
        Assert.Equal([0, 0, 0.5, 0.5, 1, 1], rows.Values);
        Assert.Contains("1 of 4 rows have a missing value and are left out.", rows.Remarks);
    }

    [Fact]
    public void A_missing_value_is_the_mean_of_the_five_nearest_rows_that_have_it()
    {
        // By hand: on x alone, scaled by its sd, the row at 3.2 is nearest to 3, 4, 2, 5 and 1 (not to 50); 3.9 has no y to give.
        var table = Table((Number("x"), [1, 2, 3, 4, 5, 50, 3.2, 3.9]), (Number("y"), [10, 20, 30, 40, 50, 1000, None, None]));
        var rows = FittedPreparation.FitAndApply(table, null, new PreparationSettings(null, MissingPolicy.Neighbors, Scaling.None), AnalysisStep.Quiet);
        Assert.Equal(30, rows[6][1], 12);
        Assert.Equal(30, rows[7][1], 12);
        Assert.Equal(1000, rows[5][1]);
    }

    [Fact]
    public void Distances_count_the_values_that_both_rows_have()
    {
        // By hand, sd of a and b 1 each (of the known values −1 and 1 in equal numbers): the row with a = −1 alone is at distance 0 from the rows with a = −1, whatever their b.
        var table = Table((Number("a"), [-1, -1, -1, -1, -1, 1, 1, 1, 1, 1, -1]), (Number("b"), [-1, 1, -1, 1, None, 1, -1, 1, -1, None, None]), (Number("c"), [1, 2, 3, 4, 5, 60, 70, 80, 90, 100, None]));
        var rows = FittedPreparation.FitAndApply(table, null, new PreparationSettings(null, MissingPolicy.Neighbors, Scaling.None), AnalysisStep.Quiet);
        Assert.Equal(3, rows[10][2], 12);
    }

    [Fact]
    public void A_missing_level_is_the_most_frequent_of_the_neighbors()
    {
        var table = Table((Number("x"), [1, 1.1, 1.2, 1.3, 1.4, 9, 9.1, 9.2, 9.3, 9.4, 9.5]), (Category("solvent", "DMF", "water"), [0, 0, 1, 0, 1, 1, 1, 1, 1, 1, None]));
        var settings = new PreparationSettings(["x", "solvent"], MissingPolicy.Neighbors, Scaling.None);
        var rows = FittedPreparation.FitAndApply(table, null, settings, AnalysisStep.Quiet);
        Assert.Equal(["x", "solvent = water", "solvent = DMF"], rows.Features);
        Assert.Equal([9.5, 1, 0], rows[10].ToArray());
        var near = FittedPreparation.Fit(table, null, settings, AnalysisStep.Quiet).Apply(Table((Number("x"), [1.2]), (Category("solvent"), [None])), null, AnalysisStep.Quiet);
        Assert.Equal([1.2, 0, 1], near.Values);
    }

    [Fact]
    public void Categories_become_features_of_their_levels_and_rare_ones_share_one()
    {
        var table = Table((Category("base", "A", "B", "C", "D"), [0, 0, 1, 1, 1, 2, 3, None]));
        var fitted = FittedPreparation.Fit(table, null, new PreparationSettings(["base"]) { MostLevels = 2 }, AnalysisStep.Quiet);
        Assert.Equal(["base = B", "base = A", "base = (other)"], fitted.Features);
        var rows = fitted.Apply(Table((Category("base", "Z", "A"), [0, 1, None])), null, AnalysisStep.Quiet);
        Assert.Equal([0, 0, 1, 0, 1, 0, 1, 0, 0], rows.Values);
    }

    [Fact]
    public void A_level_never_seen_is_none_of_the_known_ones_and_that_is_said()
    {
        var fitted = FittedPreparation.Fit(Table((Category("base", "A", "B"), [0, 1, 1])), null, new PreparationSettings(["base"]), AnalysisStep.Quiet);
        var rows = fitted.Apply(Table((Category("base", "B", "K2CO3"), [1, 0])), null, AnalysisStep.Quiet);
        Assert.Equal([0, 0, 1, 0], rows.Values);
        Assert.Contains("K2CO3", Assert.Single(rows.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_and_empty_columns_are_left_out_with_a_remark_each()
    {
        var fitted = FittedPreparation.Fit(
            Table((Number("x"), [1, 2]), (Number("same", "mg"), [3, 3]), (Number("blank"), [None, None]), (new TableColumn { Name = "void", Kind = ColumnKind.Empty }, [None, None])),
            null, new PreparationSettings(["x", "same", "blank", "void", "nowhere"]), AnalysisStep.Quiet);
        Assert.Equal(["x"], fitted.Features);
        Assert.Equal(["There is no column 'nowhere'.", "'same' is constant (3\u00a0mg) and left out.", "'blank' has no value in the 2 rows and is left out.", "'void' is empty and left out."], fitted.Remarks);
    }

    [Fact]
    public void Logarithms_are_taken_first_and_only_where_they_exist()
    {
        var fitted = FittedPreparation.Fit(Table((Number("x"), [1, Math.E]), (Number("z"), [0, 1])), null, new PreparationSettings(null, MissingPolicy.Mean, Scaling.None) { Logarithms = ["x", "z"] }, AnalysisStep.Quiet);
        Assert.Contains("'z' has values of 0 or less", Assert.Single(fitted.Remarks), StringComparison.Ordinal);
        var rows = fitted.Apply(Table((Number("x"), [Math.E, -1]), (Number("z"), [0, 1])), null, AnalysisStep.Quiet);
        Assert.Equal([1, 0, 0.5, 1], rows.Values);
        Assert.Contains("have no logarithm", rows.Remarks[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Another_table_is_converted_to_the_units_learned()
    {
        var fitted = FittedPreparation.Fit(Table((Number("t", "s"), [0, 60])), null, new PreparationSettings(null, MissingPolicy.Mean, Scaling.None), AnalysisStep.Quiet);
        var rows = fitted.Apply(Table((Number("t", "min"), [1, 2])), null, AnalysisStep.Quiet);
        Assert.Equal([60, 120], rows.Values);
        Assert.Equal("'t' is converted from min to s.", Assert.Single(rows.Remarks));
    }

    [Fact]
    public void What_cannot_be_prepared_is_named_all_at_once()
    {
        var fitted = FittedPreparation.Fit(Table((Number("t", "s"), [0, 60]), (Number("x"), [1, 2]), (Number("y"), [1, 2])), null, new PreparationSettings(), AnalysisStep.Quiet);
        var refused = Assert.Throws<TableRefusedException>(() => fitted.Apply(Table((Number("t", "mL"), [1]), (Category("y", "a"), [0])), null, AnalysisStep.Quiet));
        Assert.Equal(["The column 't' is in mL, which cannot be converted to s.", "The column 'x' is missing.", "The column 'y' holds texts; numbers are needed."], refused.Problems);
    }

    [Fact]
    public void Written_and_read_again_it_makes_the_same_features_with_any_number_of_threads()
    {
        var random = new SeededRandom(3);
        double[] Values(double scale) => [.. Enumerable.Range(0, 5000).Select(_ => random.NextDouble() < 0.1 ? None : scale * random.NextNormal())];
        var table = Table((Number("a"), Values(1)), (Number("b"), Values(1e200)), (Category("c", "p", "q", "r"), [.. Enumerable.Range(0, 5000).Select(_ => random.NextDouble() < 0.1 ? None : random.NextInt(3))]), (Number("d"), Values(1e-9)));
        foreach (var missing in Enum.GetValues<MissingPolicy>())
        {
            var fitted = FittedPreparation.Fit(table, null, new PreparationSettings(["a", "b", "c", "d"], missing), AnalysisStep.Quiet);
            var again = JsonSerializer.Deserialize<FittedPreparation>(Json(fitted), AnalysisJson.Options)!;
            var features = fitted.Apply(table, null, AnalysisStep.Quiet);
            Assert.All(features.Values, v => Assert.True(double.IsFinite(v)));
            Assert.Equal(features.Values, again.Apply(table, null, AnalysisStep.Quiet with { Threads = 4 }).Values);
        }
    }

    private static string Json(FittedPreparation fitted) => JsonSerializer.Serialize(fitted, AnalysisJson.Options);
}
