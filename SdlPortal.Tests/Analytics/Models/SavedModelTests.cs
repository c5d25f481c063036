using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Preparation;
using static SdlPortal.Tests.Analytics.Models.ModelTables;

namespace SdlPortal.Tests.Analytics.Models;

public sealed class SavedModelTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static SavedModel Fit(int rows = 80, string family = "ridge", MissingPolicy missing = MissingPolicy.Median) =>
        SavedModel.Fit(StraightLine(rows, 0.5), new ComparisonSettings("y") { Missing = missing }, family, null, "Ana", At, AnalysisStep.Quiet);

    [Fact]
    public void A_model_read_from_its_file_says_the_same_to_the_last_bit()
    {
        var table = StraightLine(30, 0.5, seed: 50);
        foreach (var family in ModelFamilies.All.Where(f => f.Serves(TargetKind.Number)))
        {
            var model = Fit(60, family.Key, MissingPolicy.Neighbors);
            var text = model.Write();
            var again = SavedModel.Read(text);
            Assert.Equal(text, again.Write());
            Assert.Equal(model.Predict(table, AnalysisStep.Quiet).Values, again.Predict(table, AnalysisStep.Quiet with { Threads = 3 }).Values);
            Assert.Equal(("Ana", At, "y", "g"), (again.By, again.At, again.Target, again.Unit));
        }
    }

    [Fact]
    public void Intervals_hold_nine_of_ten_new_rows()
    {
        var fresh = StraightLine(2000, 0.5, seed: 70);
        var said = Fit(150).Predict(fresh, AnalysisStep.Quiet);
        var y = fresh.Values(4);
        Assert.Equal(0.9, said.Coverage);
        Assert.InRange(y.Where((v, i) => v >= said.Low[i] && v <= said.High[i]).Count() / 2000.0, 0.84, 0.96);
    }

    [Fact]
    public void Rows_outside_of_what_was_learned_from_are_flagged_by_column()
    {
        var model = Fit();
        var table = Of((Number("b"), [0, 0, 0]), (Number("a", "g"), [0, 1, double.NaN]), (Number("c"), [0, 0, -50]), (Category("solvent", "ethanol", "water", "DMF"), [1, 2, 0]));
        var said = model.Predict(table, AnalysisStep.Quiet);
        Assert.Equal([1, 2], said.Outside.Select(o => o.At));
        Assert.Equal(["a"], said.Outside[0].Columns);
        Assert.Equal(["c", "solvent"], said.Outside[1].Columns);
        Assert.Contains("'a' is converted from g to mg.", said.Remarks);
        Assert.Contains(said.Remarks, r => r.StartsWith("2 of 3 rows lie outside", StringComparison.Ordinal));
        // 1 g is 1000 mg: a slope of 3 a mg.
        Assert.InRange(said.Values[1] - said.Values[0], 2700, 3300);
    }

    [Fact]
    public void A_table_without_its_columns_is_refused_with_all_of_them_named()
    {
        var refused = Assert.Throws<TableRefusedException>(() => Fit().Predict(Of((Number("b"), [0])), AnalysisStep.Quiet));
        Assert.Equal(["The column 'a' is missing.", "The column 'c' is missing.", "The column 'solvent' is missing."], refused.Problems);
    }

    [Fact]
    public void Classes_come_with_probabilities()
    {
        var (a, e) = (Normals(1, 100), Normals(3, 100));
        var table = Of((Number("a"), a), (Category("phase", "amorphous", "crystal"), [.. a.Select((v, i) => v + (0.5 * e[i]) > 0 ? 1.0 : 0)]));
        var said = SavedModel.Fit(table, new ComparisonSettings("phase"), "forest", null, "Ana", At, AnalysisStep.Quiet).Predict(Of((Number("a"), [-2, 2])), AnalysisStep.Quiet);
        Assert.Equal([0, 1], said.Values);
        Assert.Equal(1, said.Probabilities[0] + said.Probabilities[1], 12);
        Assert.True(said.Probabilities[0] > 0.9);
        Assert.Empty(said.Low);
    }

    [Fact]
    public void Scores_and_interval_come_from_the_comparison_where_there_was_one()
    {
        var table = StraightLine(60, 0.5);
        var settings = new ComparisonSettings("y") { Families = ["ridge"] };
        var compared = ModelComparison.Definition.Do(table, settings, AnalysisStep.Quiet);
        var model = SavedModel.Fit(table, settings, "ridge", compared, "Ana", At, AnalysisStep.Quiet);
        Assert.Equal(compared.Standings.Value.Best!.Scores, model.Scores);
        Assert.Equal(60, model.Residuals.Count);
    }

    [Fact]
    public void What_is_no_model_or_a_newer_one_is_refused_with_a_sentence()
    {
        var text = Fit(20).Write();
        Assert.Contains("has format 2; this program reads formats 1 to 1", Refused(text.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("family 'crystal ball', which this program does not know", Refused(text.Replace("\"family\": \"ridge\"", "\"family\": \"crystal ball\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("it names no format", Refused("{}"), StringComparison.Ordinal);
        Assert.Contains("or was damaged", Refused(text[..200]), StringComparison.Ordinal);
        Assert.Contains("or was damaged", Refused("{\"format\": 1}"), StringComparison.Ordinal);

        static string Refused(string text) => Assert.Throws<InvalidDataException>(() => SavedModel.Read(text)).Message;
    }

    [Fact]
    public void What_cannot_be_learned_is_refused_with_the_reason()
    {
        Assert.Contains("There is no family 'oracle' for numbers", Refused(StraightLine(30, 1), "y", "oracle"), StringComparison.Ordinal);
        Assert.Contains("There is no column 'z'.", Refused(StraightLine(30, 1), "z", "ridge"), StringComparison.Ordinal);

        static string Refused(Domain.Analytics.Tables.DataTable table, string target, string family) =>
            Assert.Throws<TableRefusedException>(() => SavedModel.Fit(table, new ComparisonSettings(target), family, null, "Ana", At, AnalysisStep.Quiet)).Message;
    }
}
