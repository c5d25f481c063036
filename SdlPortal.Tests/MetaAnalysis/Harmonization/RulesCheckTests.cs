using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.MetaAnalysis.Harmonization;

public sealed class RulesCheckTests
{
    private static readonly SourceNames Names = new(["csv-1", "csv-2"], ["Learning Rate", "T", "depth", "lr", "solver"], ["acc", "loss"], ["model"], ["Iris", "iris"]);

    [Fact]
    public void Rules_in_order_have_no_problems() => Assert.Empty(RulesCheck.Problems(new HarmonizationRules
    {
        Parameters =
        [
            new ParameterRule("learning_rate") { From = ["lr", "Learning Rate"], Scale = Scale.Log },
            new ParameterRule("temperature") { From = ["T"], FromUnit = "K", Unit = "°C", Sources = ["csv-1"] },
            new ParameterRule("temperature") { From = ["T"], Unit = "celsius", Sources = ["csv-2"] },
            new ParameterRule("depth") { ActiveWhen = new ActiveWhen("solver", ["adam"]) },
        ],
        Metrics = [new MetricRule("error") { From = ["acc"], Factor = -1, Offset = 1 }],
        Tasks = [new NameAlias("iris", ["Iris"])],
        Fields = [new FieldRule(RunField.Variant, "model", IsNote: true)],
    }, Names));

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var problems = RulesCheck.Problems(new HarmonizationRules
        {
            Parameters =
            [
                new ParameterRule("") { From = ["lr"] },
                new ParameterRule("a") { From = ["lr", "LR"], Sources = ["csv-9"] },
                new ParameterRule("t") { From = ["T"], FromUnit = "K", Unit = "s" },
                new ParameterRule("depth") { Factor = 0, Kind = ParameterKind.Category, ActiveWhen = new ActiveWhen("nothing", []) },
            ],
            Metrics = [new MetricRule("x") { From = ["acc"], FromUnit = "%" }],
            Tasks = [new NameAlias("wine", ["Wine"]), new NameAlias("iris", [])],
            Fields = [new FieldRule(RunField.Seed, "T")],
            Features = [new TaskFeature("iris", "rows", 150), new TaskFeature("iris", "rows", 151), new TaskFeature(" ", "", 1)],
        }, Names);

        Assert.Equal(
        [
            "parameters[0].name: The parameter has no name. Give the name that it shall have.",
            "parameters[1].from: No source has a parameter 'LR'. Perhaps 'lr' is meant; capitals and blanks count.",
            "parameters[1].sources: There is no source 'csv-9'. Known are: csv-1, csv-2.",
            "parameters[2].fromUnit: K cannot be converted to s. Units of the same quantity are: s, ms, µs, min, h, d. For others give factor and offset.",
            "parameters[3].factor: The factor is 0. Give a finite number other than 0.",
            "parameters[3].kind: Categories cannot be converted. Leave out the kind, or the conversion.",
            "parameters[3].activeWhen.levels: No level is named. Name the levels with which the parameter is active.",
            "parameters[3].activeWhen.parameter: There is no parameter 'nothing'. Known are: Learning Rate, T, depth, lr, solver.",
            "metrics[0].unit: Values come in %, but the unit afterwards is missing. Name it.",
            "parameters[1].from: 'lr' is taken by parameters[0] already. Leave it in one of the two rules, or name different sources.",
            "fields[0].from: 'T' is taken by parameters[2] already. Leave it in one of the two rules, or name different sources.",
            "tasks[0].from: No source has a task 'Wine'. Known are: Iris, iris.",
            "tasks[1].from: Nothing becomes 'iris'. Name at least one task.",
            "features[1]: 'rows' of 'iris' is given twice. Leave one of them out.",
            "features[2].task: No task is named. Name the task by the name it has after the rules.",
            "features[2].name: The feature has no name. Give the name that it shall have.",
        ], problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Names_that_go_round_in_a_circle_are_told_with_the_circle()
    {
        var problems = RulesCheck.Problems(new HarmonizationRules { Parameters = [new ParameterRule("depth") { From = ["solver"] }, new ParameterRule("lr") { From = ["depth"] }, new ParameterRule("solver") { From = ["lr"] }] }, Names);
        Assert.Contains(problems, p => p.ToString() == "parameters: Names go round in a circle: depth → lr → solver → depth. Rename to a name that is not renamed itself.");
        Assert.Contains(RulesCheck.Problems(new HarmonizationRules { Tasks = [new NameAlias("a", ["b"]), new NameAlias("b", ["a"])] }, null), p => p.Path == "tasks" && p.Message.Contains("a → b → a", StringComparison.Ordinal));
        Assert.Empty(RulesCheck.Problems(new HarmonizationRules { Parameters = [new ParameterRule("rate") { From = ["lr", "rate"] }] }, null));
    }

    [Fact]
    public void Names_that_collide_after_normalization_are_told()
    {
        var problems = RulesCheck.Problems(new HarmonizationRules { Parameters = [new ParameterRule("learning_rate") { From = ["lr"] }] }, Names);
        Assert.Equal("parameters[0].name: After the rules there would be parameters that differ by capitals, blanks or underscores alone: 'Learning Rate', 'learning_rate'. Bring them to one name, or choose names that differ.", Assert.Single(problems).ToString());
    }

    [Fact]
    public void Rules_that_make_one_parameter_must_agree_on_it()
    {
        var problems = RulesCheck.Problems(new HarmonizationRules
        {
            Parameters = [new ParameterRule("t") { From = ["T"], Unit = "K" }, new ParameterRule("t") { From = ["depth"], Unit = "°C" }],
            Metrics = [new MetricRule("m") { From = ["acc"], Goal = MetricGoal.Maximize }, new MetricRule("m") { From = ["loss"], Goal = MetricGoal.Minimize }],
        }, Names);
        Assert.Equal(["parameters[1]", "metrics[1]"], problems.Select(p => p.Path));
    }

    [Fact]
    public void Names_that_look_alike_are_proposed_as_one()
    {
        var proposed = RulesProposal.Of(new SourceNames([], ["Learning Rate", "depth", "learningRate", "learning_rate"], ["Acc", "acc"], [], ["Iris", "iris", "wine"]));

        Assert.Equal([new ParameterRule("learning_rate") { From = ["learning_rate", "Learning Rate", "learningRate"] }], proposed.Parameters);
        Assert.Equal([new MetricRule("acc") { From = ["acc", "Acc"] }], proposed.Metrics);
        Assert.Equal([new NameAlias("iris", ["Iris"])], proposed.Tasks);
        Assert.Empty(RulesCheck.Problems(proposed, null));
    }
}
