using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.MetaAnalysis.Library;

namespace SdlPortal.Tests.MetaAnalysis.Harmonization;

/// <summary>What rules make of the runs of two campaigns, "a" and "b".</summary>
public sealed class HarmonizedTableTests : IDisposable
{
    private readonly Dictionary<string, RunItem[]> items = [];
    private readonly LibraryFolder folder;

    public HarmonizedTableTests() => folder = new LibraryFolder((id, _) => new CampaignRead(id, 1, "h", items[id]));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Names_units_and_bounds_become_one()
    {
        Source("a", [Declared("T", "K", 273.15, 473.15)], Run(1, [new("T", 300)]), Run(2, [new("T", 373.15)]));
        Source("b", [Declared("temp", "°C", 0, 300)], Run(1, [new("temp", 25)]));

        var table = Load(new HarmonizationRules { Parameters = [new ParameterRule("temperature") { From = ["T"], FromUnit = "K", Unit = "°C" }, new ParameterRule("temperature") { From = ["temp"] }] }).Table;

        var column = Assert.Single(table.Parameters);
        Assert.Equal(new ParameterShape("temperature", ParameterKind.Number, Scale.Linear, "°C", 0, 300), column.Shape);
        Assert.Equal([26.85, 100, 25], column.Values.Select(v => Math.Round(v, 10)));
    }

    [Fact]
    public void A_metric_is_turned_around_with_its_goal()
    {
        Source("a", [new MetricDeclared(new MetricShape("accuracy", MetricGoal.Maximize), 0)], Run(1, [], new("accuracy", [0.9, 0.75])), Run(2, [], new("accuracy", 0.5)));
        Source("b", [new MetricDeclared(new MetricShape("error", MetricGoal.Minimize), 0)], Run(1, [], new("error", 0.25)));

        var loaded = Load(new HarmonizationRules { Metrics = [new MetricRule("error") { From = ["accuracy"], Factor = -1, Offset = 1 }] });

        var column = Assert.Single(loaded.Table.Metrics);
        Assert.Equal(new MetricShape("error", MetricGoal.Minimize), column.Shape);
        Assert.Equal([0.1, 0.5, 0.25], column.Replicates[0].Select(v => Math.Round(v, 10)));
        Assert.Equal([0.25, double.NaN, double.NaN], column.Replicates[1]);
        Assert.Empty(loaded.Remarks);
    }

    [Fact]
    public void Sources_that_disagree_are_told_and_nothing_is_guessed()
    {
        Source("a", [Declared("x", "s", 0, 1), new MetricDeclared(new MetricShape("m", MetricGoal.Maximize, "V"), 0)], Run(1, [new("x", 1)], new("m", 1)));
        Source("b", [Declared("x", "min", 0, null, Scale.Log), new MetricDeclared(new MetricShape("m", MetricGoal.Minimize, "mV"), 0)], Run(1, [new("x", 2)], new("m", 1)));

        var loaded = Load(HarmonizationRules.None);

        Assert.Equal(new ParameterShape("x", ParameterKind.Number, Scale.Log, null, 0), loaded.Table.Parameters[0].Shape);
        Assert.Equal(new MetricShape("m", null), loaded.Table.Metrics[0].Shape);
        Assert.Equal(
        [
            "Parameter 'x' is logarithmic in some sources and linear in others; it is taken as logarithmic. A rule can say the scale.",
            "Parameter 'x' has several units: min, s. Its values are mixed until a rule converts them.",
            "Metric 'm' is maximized in some sources and minimized in others. A rule must say its goal before it can be analyzed, or turn one of them around.",
            "Metric 'm' has several units: V, mV. Its values are mixed until a rule converts them.",
        ], loaded.Remarks);
    }

    [Fact]
    public void Columns_that_become_one_in_a_run_keep_the_first_that_the_rule_names()
    {
        Source("a", [], Run(1, [new("lr", 1), new("rate", 2), new("eta", 3)]), Run(2, [new("eta", 4)]), Run(3, [new("rate", 5), new("eta", 6)]));
        var rules = new HarmonizationRules { Parameters = [new ParameterRule("lr") { From = ["rate", "eta"] }] };

        var loaded = Load(rules);

        Assert.Equal([1, 4, 5], Assert.Single(loaded.Table.Parameters).Values);
        Assert.Equal(["Several columns of a run became 'lr': the first that its rule names was kept, 3 values were left out."], loaded.Remarks);
        var effect = folder.Project.TryRules(rules, CancellationToken.None);
        Assert.Equal([new RuleEffect("parameters[0]", "'lr': 'rate', 'eta' becomes 'lr'", 2, 3)], effect.Rules);
    }

    [Fact]
    public void Levels_and_numbers_are_told_apart_by_rules()
    {
        Source("a", [], Run(1, [new("k", 5), new("s", "Adam"), new("f", "none")]), Run(2, [new("k", "5"), new("s", "adam"), new("f", 0.5)]), Run(3, [new("k", "five"), new("s", "ADAM"), new("f", "many")]));

        var loaded = Load(new HarmonizationRules
        {
            Parameters =
            [
                new ParameterRule("k") { Levels = [new NameAlias("five", ["5"])] },
                new ParameterRule("s") { Levels = [new NameAlias("adam", ["Adam", "ADAM"])] },
                new ParameterRule("f") { Kind = ParameterKind.Number, Levels = [new NameAlias("0", ["none"])] },
            ],
        });

        Assert.Equal([0, 0.5, double.NaN], loaded.Table.Parameters[0].Values);
        Assert.Equal(["five"], loaded.Table.Parameters[1].Shape.Levels);
        Assert.Equal([0.0, 0, 0], loaded.Table.Parameters[1].Values);
        Assert.Equal(["adam"], loaded.Table.Parameters[2].Shape.Levels);
        Assert.Equal(["Parameter 'f': 1 values are texts that are no numbers; they are left out, as its rule says that it is a number."], loaded.Remarks);
    }

    [Fact]
    public void A_column_of_numbers_and_texts_is_taken_as_names_and_told()
    {
        Source("a", [], Run(1, [new("f", 0.5)]), Run(2, [new("f", "sqrt")]));
        var loaded = Load(HarmonizationRules.None);
        Assert.Equal(["0.5", "sqrt"], loaded.Table.Parameters[0].Shape.Levels);
        Assert.StartsWith("Parameter 'f' is a number in 1 runs and a text in 1: all are taken as names.", Assert.Single(loaded.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_and_parameters_become_fields_and_parameters()
    {
        Source("a", [], Run(1, [new("model", "MLP"), new("seed", 3)], notes: [new("n", 100), new("part", "test")]), Run(2, [new("model", "mlp")], notes: [new("n", 200)]));

        var loaded = Load(new HarmonizationRules
        {
            Parameters = [new ParameterRule("samples") { From = ["n"], FromNotes = true }],
            Variants = [new NameAlias("mlp", ["MLP"])],
            Tasks = [new NameAlias("iris", ["t1"])],
            Fields = [new FieldRule(RunField.Variant, "model"), new FieldRule(RunField.Seed, "seed"), new FieldRule(RunField.Split, "part", IsNote: true)],
        });

        Assert.Equal("samples", Assert.Single(loaded.Table.Parameters).Shape.Name);
        Assert.Equal([100.0, 200], loaded.Table.Parameters[0].Values);
        Assert.Equal(["mlp"], loaded.Table.Variants.Labels);
        Assert.Equal(("3", null, "test", null), (loaded.Table.Seeds[0], loaded.Table.Seeds[1], loaded.Table.Splits[0], loaded.Table.Splits[1]));
        Assert.Equal(["iris", "t2"], loaded.Table.Tasks.Labels);
    }

    [Fact]
    public void A_parameter_is_left_out_where_it_was_not_active()
    {
        Source("a", [], Run(1, [new("momentum", 0.9), new("solver", "SGD")]), Run(2, [new("momentum", 0.5), new("solver", "adam")]), Run(3, [new("momentum", 0.1)]));

        var loaded = Load(new HarmonizationRules { Parameters = [new ParameterRule("momentum") { ActiveWhen = new ActiveWhen("solver", ["sgd"]) }, new ParameterRule("solver") { Levels = [new NameAlias("sgd", ["SGD"])] }] });

        Assert.Equal([0.9, double.NaN, double.NaN], loaded.Table.Parameters[0].Values);
        Assert.Equal(["'momentum' is left out in 2 runs in which 'solver' is none of sgd."], loaded.Remarks);
    }

    [Fact]
    public void Rules_for_a_source_leave_the_others_alone_and_columns_can_be_dropped()
    {
        Source("a", [], Run(1, [new("t", 60), new("junk", 1)]));
        Source("b", [], Run(1, [new("t", 1)]));

        var table = Load(new HarmonizationRules { Parameters = [new ParameterRule("t") { Sources = ["campaign-a"], FromUnit = "s", Unit = "min" }, new ParameterRule("junk") { Drop = true }] }).Table;

        Assert.Equal([1.0, 1], Assert.Single(table.Parameters).Values);
    }

    [Fact]
    public void Problems_are_shown_with_the_effect_and_a_rule_without_a_name_has_none()
    {
        Source("a", [], Run(1, [new("t", 60)]));
        var effect = folder.Project.TryRules(new HarmonizationRules { Parameters = [new ParameterRule("x") { From = ["T"] }] }, CancellationToken.None);
        Assert.Equal((1, 0), (effect.Problems.Count, effect.Rules[0].Runs));
        Assert.Empty(folder.Project.TryRules(new HarmonizationRules { Parameters = [new ParameterRule("")] }, CancellationToken.None).Rules);
    }

    private LoadedRuns Load(HarmonizationRules rules)
    {
        folder.Project.SaveRules(rules, "", People.Ada);
        return folder.Load();
    }

    private void Source(string id, RunItem[] declared, params RunRecord[] runs)
    {
        items[id] = [.. declared, .. runs.Select(r => new RunRead(r, 1))];
        folder.Project.AddCampaign(id, id, People.Ada);
    }

    private static ParameterDeclared Declared(string name, string? unit, double? low, double? high, Scale scale = Scale.Linear) => new(new ParameterShape(name, ParameterKind.Number, scale, unit, low, high), 0);

    private static RunRecord Run(int n, NamedValue[] parameters, MetricReading? metric = null, NamedValue[]? notes = null) =>
        new() { Key = $"r{n}", Task = $"t{n}", Origin = "", Parameters = parameters, Metrics = metric is { } m ? [m] : [], Notes = notes ?? [] };
}
