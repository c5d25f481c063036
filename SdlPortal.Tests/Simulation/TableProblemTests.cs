using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Benchmarks.Olympus;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Simulation;

public class TableProblemTests
{
    private static readonly Objective Down = new("cost", Goal.Minimize, "EUR");

    private static readonly SearchSpace Space = new(
        [new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1), new ContinuousParameter("c", 0, 1), new CategoricalParameter("kind", ["x", "y"])],
        [new LinearConstraint([new("a", 1), new("b", 1), new("c", 1)], Relation.Equal, 1)]);

    [Fact]
    public void A_table_of_a_smooth_surface_becomes_a_problem_whose_optimum_no_feasible_configuration_beats()
    {
        var problem = TableProblem.Of("table", Space, Down, Rows(60), noise: null);
        Assert.True(Space.Contains(problem.Best));
        Assert.Equal(problem.Optimum, problem.Truth.TrueValues(problem.Best)[0]);
        Assert.DoesNotContain(new FeasibleSampler(Space).Sample(3000, 9), c => problem.Truth.TrueValues(c)[0] < problem.Optimum);
        Assert.True(problem.Check!.IsReliable);
        Assert.InRange(problem.Check.R2!.Value, 0.9, 1);
        Assert.Contains(problem.Check.Remarks, r => r.Contains("The model's best is", StringComparison.Ordinal) && r.Contains("EUR", StringComparison.Ordinal));
        Assert.Contains($"r² {problem.Check.R2.Value.ToString("F3", CultureInfo.InvariantCulture)}", problem.Truth.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeats_say_how_large_the_noise_is_unless_it_is_given()
    {
        var random = new SeededRandom(3);
        var rows = Rows(30).SelectMany(r => Enumerable.Range(0, 4).Select(_ => new Observation(r.Configuration, [r.Values[0] + (0.2 * random.NextNormal())]))).ToList();
        var problem = TableProblem.Of("table", Space, Down, rows, noise: null);
        Assert.Equal(0.2, problem.Truth.NoiseSds[0], 0.04);
        Assert.Equal(90, problem.Check!.Freedom);
        Assert.Contains(problem.Check.Remarks, r => r.StartsWith("90 rows repeat the configuration of another with results that differ", StringComparison.Ordinal));
        Assert.Equal(0.5, TableProblem.Of("table", Space, Down, rows, noise: 0.5).Truth.NoiseSds[0]);
    }

    [Fact]
    public void Copies_of_rows_are_not_taken_for_exact_measurements()
    {
        var rows = Rows(30).Concat(Rows(15)).ToList();
        var check = TableCheck.Of(Space, Down, rows);
        Assert.Null(check.RepeatSd);
        Assert.Contains(check.Remarks, r => r.Contains("copies, which say nothing about the noise", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_of_chance_is_marked_unreliable()
    {
        var random = new SeededRandom(8);
        var check = TableProblem.Of("chance", Space, Down, [.. Rows(60).Select(r => new Observation(r.Configuration, [random.NextNormal()]))], noise: null).Check!;
        Assert.True(check.R2 < TableCheck.LeastR2);
        Assert.False(check.IsReliable);
        Assert.StartsWith("Unreliable", check.Remarks[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Repeats_of_a_row_do_not_make_a_model_of_chance_look_good()
    {
        var random = new SeededRandom(8);
        var rows = Rows(25).Select(r => new Observation(r.Configuration, [random.NextNormal()])).SelectMany(r => Enumerable.Repeat(r, 4)).ToList();
        var cube = new UnitCube(Space);
        var r2 = CrossValidation.RSquared([.. rows.Select(r => cube.Encode(r.Configuration))], [.. rows.Select(r => r.Values[0])], cube.Categorical, 10, new FitOptions(), 1);
        Assert.True(r2 < 0.1, $"{r2}");
    }

    [Fact]
    public void What_forbids_a_table_is_told_all_at_once_with_remedies()
    {
        var few = Rows(3).Select(r => new Observation(r.Configuration, [2])).ToList();
        var problems = TableCheck.Of(Space, Down, few).Problems;
        Assert.Contains(problems, p => p.Message.Contains("There are 3 rows", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Path == "cost" && p.Message.Contains("in every row", StringComparison.Ordinal));
        var far = Rows(20).Select(r => new Observation(r.Configuration.With("a", 7.0), r.Values)).ToList();
        Assert.Contains("None of the 20 rows lies in the space", Assert.Single(TableCheck.Of(Space, Down, far).Problems).Message, StringComparison.Ordinal);
        var message = Assert.Throws<GroundTruthException>(() => TableProblem.Of("few", Space, Down, few, null)).Message;
        Assert.Contains("3 rows", message, StringComparison.Ordinal);
        Assert.Contains("in every row", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_inputs_rows_outside_and_few_rows_are_told()
    {
        var rows = Rows(8).Select((r, i) => new Observation(r.Configuration.With("kind", "x").With("b", i == 0 ? 3.0 : r.Configuration["b"].Number), r.Values)).ToList();
        var check = TableCheck.Of(Space, Down, rows);
        Assert.Empty(check.Problems);
        Assert.Contains(check.Remarks, r => r.StartsWith("8 rows are few for 4 parameters", StringComparison.Ordinal));
        Assert.Contains(check.Remarks, r => r.StartsWith("kind is x in every row", StringComparison.Ordinal));
        Assert.Contains(check.Remarks, r => r.StartsWith("1 of 8 rows lie outside the space (the first because b = 3", StringComparison.Ordinal));
    }

    [Fact]
    public void Sums_that_miss_their_equality_by_rounding_lie_in_the_space()
    {
        var rows = Rows(20).Select(r => new Observation(r.Configuration.With("a", r.Configuration["a"].Number + 0.004), r.Values)).ToList();
        var check = TableCheck.Of(Space, Down, rows);
        Assert.DoesNotContain(check.Remarks, r => r.Contains("outside", StringComparison.Ordinal));
        Assert.Empty(check.Problems);
    }

    [Fact]
    public void A_planned_table_is_the_problem_of_its_campaign_file_and_a_bad_one_says_everything()
    {
        var csv = "a,b,c,kind,cost\n" + string.Concat(Rows(25).Select(r => string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', r.Configuration.Select(v => v.Value.ToString()))},{r.Values[0]:R}\n")));
        var campaign = """
            { "parameters": [ { "name": "a", "kind": "continuous", "low": 0, "high": 1 }, { "name": "b", "kind": "continuous", "low": 0, "high": 1 },
                { "name": "c", "kind": "continuous", "low": 0, "high": 1 }, { "name": "kind", "kind": "categorical", "choices": ["x", "y"] } ],
              "constraints": [ { "terms": { "a": 1, "b": 1, "c": 1 }, "relation": "=", "value": 1 } ],
              "objectives": [ { "name": "cost", "goal": "minimize", "unit": "EUR" } ] }
            """;
        var planned = new PlannedProblem("mine", StudySource.Table, 4, 0.3) { Table = csv, Campaign = campaign };
        var problem = StudyProblem.Of(planned);
        Assert.Equal(("mine", 0.3, 4), (problem.Name, problem.Truth.NoiseSds[0], problem.Space.Parameters.Count));
        Assert.Throws<GroundTruthException>(() => problem.Moved(1));

        var broken = Assert.Throws<GroundTruthException>(() => StudyProblem.Of(planned with { Table = csv.Replace(",x,", ",z,", StringComparison.Ordinal) + "1,0,0,y,\n" })).Message;
        Assert.Contains("kind is 'z'", broken, StringComparison.Ordinal);
        Assert.Contains("cost is empty", broken, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Every_real_table_becomes_a_campaign_file_and_wrong_declarations_are_named()
    {
        var tables = Directory.GetFiles(SharedData.Path("olympus"), "*.csv").Select(f => OlympusTable.Read(SharedData.Path("olympus"), Path.GetFileNameWithoutExtension(f))).ToDictionary(t => t.Name);
        Assert.Equal(34, tables.Count);
        foreach (var table in tables.Values)
        {
            var definition = CampaignFile.ReadDefinition(CampaignFile.Write(table.Campaign));
            using var text = new StringReader(table.Csv);
            Assert.Empty(TableCheck.Of(definition.Space, definition.Objectives[0], ResultTable.Read(text, definition.Space, definition.Objectives).Rows).Problems);
        }

        Assert.Equal(["oer_plate_3496", "oer_plate_3851", "oer_plate_3860", "oer_plate_4098", "p3ht", "photo_pce10", "photo_wf3", "thin_film"],
            tables.Values.Where(t => t.Campaign.Constraints.Count > 0).Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Contains(tables["colors_bob"].Remarks, r => r.Contains("declared to add up to 1, but their sums lie between 0.64 and 4.4", StringComparison.Ordinal));
        Assert.Contains(tables["p3ht"].Remarks, r => r.Contains("add up to 100, which is not declared", StringComparison.Ordinal));
        Assert.Contains(tables["vapdiff_crystal"].Remarks, r => r.Contains("beta_vial_volume is declared between 0.001 and 0.0008", StringComparison.Ordinal));
    }

    [SharedDataFact]
    public void Real_tables_with_choices_and_with_a_sum_become_problems_that_random_search_does_not_beat()
    {
        foreach (var (name, reliable) in new[] { ("perovskites", true), ("thin_film", true), ("liquid_thf_100", false) })
        {
            var table = OlympusTable.Read(SharedData.Path("olympus"), name);
            var problem = StudyProblem.Of(new PlannedProblem(name, StudySource.Table, table.Campaign.Parameters.Count) { Table = table.Csv, Campaign = CampaignFile.Write(table.Campaign) });
            Assert.Equal(reliable, problem.Check!.IsReliable);
            Assert.DoesNotContain(new FeasibleSampler(problem.Space).Sample(5000, 2), c => problem.Truth.Objectives[0].IsBetter(problem.Truth.TrueValues(c)[0], problem.Optimum));
        }
    }

    /// <summary>Compositions on the simplex with a smooth cost.</summary>
    private static List<Observation> Rows(int count) =>
        [.. new FeasibleSampler(Space).Sample(count, 4).Select(c => new Observation(c, [Math.Sin(5 * c["a"].Number) + (2 * c["b"].Number) + (c["kind"].Text == "x" ? 1 : 0)]))];
}
