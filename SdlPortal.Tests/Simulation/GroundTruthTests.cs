using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Simulation;

public class GroundTruthTests
{
    private static readonly Objective Up = new("f", Goal.Maximize);

    [Fact]
    public void Ackley_and_Levy_agree_with_botorch_when_maximized_and_are_negated_when_minimized()
    {
        foreach (var golden in GoldenFile.Read("functions_sobol").GetProperty("test_functions").EnumerateArray())
        {
            var bounds = golden.GetProperty("bounds").Vector();
            var space = Box(golden.GetProperty("d").GetInt32(), bounds[0], bounds[1]);
            var name = golden.GetProperty("function").GetString()!.ToLowerInvariant();
            var (points, expected) = (golden.GetProperty("points").Matrix(), golden.GetProperty("negated_value").Vector());
            for (var i = 0; i < points.Length; i++)
            {
                var configuration = new Configuration(points[i].Select((v, j) => KeyValuePair.Create("x" + j, ParameterValue.Of(v))));
                GoldenFile.Close(expected[i], GroundTruth.BuiltIn(name, space, [Up]).TrueValues(configuration)[0], 1e-12, name);
                GoldenFile.Close(-expected[i], GroundTruth.BuiltIn(name, space, [Up with { Goal = Goal.Minimize }]).TrueValues(configuration)[0], 1e-12, name);
            }
        }
    }

    [Fact]
    public void Measurements_repeat_by_seed_and_scatter_by_the_noise()
    {
        var truth = GroundTruth.BuiltIn("levy", Box(3, -10, 10), [Up]);
        var at = new Configuration([new("x0", 1.0), new("x1", 1.0), new("x2", 1.0)]);
        Assert.Equal(0, truth.Optimum);
        Assert.Equal(truth.Measure(at, 4), truth.Measure(at, 4));
        Assert.Equal(0.25, Enumerable.Range(0, 4000).Average(seed => Math.Pow(truth.Measure(at, seed)[0], 2)), 0.03);
    }

    [Fact]
    public void Coating_recognizes_its_inputs_by_name_or_by_position_and_peaks_at_four_million()
    {
        double[] peak = [0.12, 15, 5, 85, 5, 16, 265];
        string[] named = ["DMSO content", "precursor concentration", "spray flow rate", "air flow rate", "number of passes", "spray height", "hotplate temperature"];
        foreach (var names in new[] { named, ["a", "b", "c", "d", "e", "f", "g"] })
        {
            var space = new SearchSpace([.. names.Select(n => (Parameter)new ContinuousParameter(n, 0, 300))], []);
            var truth = GroundTruth.BuiltIn("coating", space, [Up]);
            var at = new Configuration(names.Zip(peak, (n, v) => KeyValuePair.Create(n, ParameterValue.Of(v))));
            Assert.Equal(4e6, truth.TrueValues(at)[0], 1e-6);
            Assert.Equal(2e5, truth.NoiseSds[0]);
            Assert.All(names, n => Assert.True(truth.TrueValues(at.With(n, 1.05 * at[n].Number))[0] < 4e6));
        }
    }

    [Fact]
    public void Misfits_are_refused_with_a_remedy()
    {
        var mixed = new SearchSpace([new ContinuousParameter("x", 0, 1), new CategoricalParameter("solvent", ["water", "oil"])], []);
        Assert.Contains("solvent", Assert.Throws<GroundTruthException>(() => GroundTruth.BuiltIn("ackley", mixed, [Up])).Message);
        Assert.Contains("solvent", Assert.Throws<GroundTruthException>(() => GroundTruth.BuiltIn("coating", mixed, [Up])).Message);
        Assert.Contains("ackley, levy, branin, hartmann, coating", Assert.Throws<GroundTruthException>(() => GroundTruth.BuiltIn("moon", mixed, [Up])).Message);
    }

    [Fact]
    public void Table_of_a_smooth_function_is_learned_with_a_high_cross_validated_share()
    {
        var space = Box(2, 0, 1);
        var rows = new FeasibleSampler(space).Sample(60, 1).Select(c => new Observation(c, [Math.Sin(4 * c["x0"].Number) + c["x1"].Number])).ToList();
        var truth = TableGroundTruth.Fit(space, [Up], rows, [0.1], 1);
        Assert.True(truth.LeaveOneOutR2[0] > 0.98);
        Assert.Equal(rows[7].Values[0], truth.TrueValues(rows[7].Configuration)[0], 0.02);
        Assert.Equal(0.1, truth.NoiseSds[0]);
    }

    [Fact]
    public void Every_problem_of_a_table_is_told_at_once_with_its_line()
    {
        var space = Box(2, 0, 1);
        Assert.Equal(2, Problems("x0,f\n1,2\n", new SearchSpace([.. space.Parameters, new ContinuousParameter("y", 0, 1)], [])).Count);
        var problems = Problems("x0,x1,f\n0.1,0.2,5\noops,0.2,5\n\n0.1,NaN,5\n0.3,,5\n", space);
        Assert.Contains("line 3: x0 is 'oops', not a finite number", problems);
        Assert.Contains("line 5: x1 is 'NaN', not a finite number", problems);
        Assert.Contains("line 6: x1 is empty", problems);
        Assert.Contains("there are 4 rows; at least 5 are needed", problems);
        Assert.Contains(Problems("x0,x1,f\n" + string.Concat(Enumerable.Range(0, 6).Select(i => $"0.{i},0.5,3\n")), space), p => p.Contains("has to change"));
    }

    [Fact]
    public void Rows_outside_the_space_are_kept_and_counted()
    {
        using var text = new StringReader("f,x1,note,x0\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i},0.5,\"a, b\",{i / 4.0}\n")));
        var table = ResultTable.Read(text, Box(2, 0, 1), [Up]);
        Assert.Equal((8, 3), (table.Rows.Count, table.OutsideSpace));
    }

    [SharedDataFact]
    public void Expected_improvement_beats_random_on_a_lab_made_from_real_crossed_barrels()
    {
        var space = new SearchSpace([new ContinuousParameter("n", 6, 12), new ContinuousParameter("theta", 0, 200), new ContinuousParameter("r", 1.5, 2.5), new ContinuousParameter("t", 0.7, 1.4)], []);
        using var file = File.OpenText(SharedData.Path("olympus/crossed_barrel.csv"));
        var objective = new Objective("toughness", Goal.Maximize);
        var truth = TableGroundTruth.Fit(space, [objective], ResultTable.Read(file, space, [objective]).Rows, null, 1);
        Assert.True(truth.LeaveOneOutR2[0] > 0.7, truth.Description);

        double Best(string strategy, long seed)
        {
            var done = new List<Observation>();
            for (var index = 0; index < 60; index++)
            {
                var known = Math.Max(0, index - 3);
                var c = Strategies.Suggest(new SuggestionRequest(space, [objective], done[..known], [.. done[known..].Select(o => o.Configuration)], new InitialDesign(InitialDesignKind.Random, 10), new StrategyChoice(strategy), seed, index)).Configuration;
                done.Add(new Observation(c, [.. truth.Measure(c, SeededRandom.DeriveSeed(seed, index))]));
            }

            return done.Max(o => truth.TrueValues(o.Configuration)[0]);
        }

        Assert.True(Enumerable.Range(1, 3).Average(s => Best("ei", s)) > 1 + Enumerable.Range(1, 3).Average(s => Best("random", s)));
    }

    private static IReadOnlyList<string> Problems(string csv, SearchSpace space)
    {
        using var text = new StringReader(csv);
        return Assert.Throws<ResultTableException>(() => ResultTable.Read(text, space, [Up])).Problems;
    }

    private static SearchSpace Box(int d, double low, double high) =>
        new([.. Enumerable.Range(0, d).Select(i => (Parameter)new ContinuousParameter("x" + i, low, high))], []);
}
