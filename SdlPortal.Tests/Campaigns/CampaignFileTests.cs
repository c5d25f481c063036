using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Campaigns;

public sealed class CampaignFileTests
{
    [Fact]
    public void Every_draft_comes_back_from_its_file_unchanged() => Prop.ForAll(AnyDraft.ToArbitrary(), draft =>
    {
        var text = CampaignFile.Write(draft);
        var (again, problems) = CampaignFile.Read(text);
        return problems.Count == 0 && CampaignFile.Write(again) == text && DraftCheck.Problems(again).SequenceEqual(DraftCheck.Problems(draft));
    }).Check(Cases.Drawn(100));

    [Fact]
    public void A_definition_comes_back_from_its_draft_and_its_file()
    {
        var definition = CampaignDefinition.From(Drafts.Small(robotSeconds: 15));

        Assert.Equal(definition, CampaignDefinition.From(definition.ToDraft()));
        Assert.Equal(definition, CampaignFile.ReadDefinition(CampaignFile.Write(definition)));
    }

    [Fact]
    public void Targets_desirability_and_bounds_on_outcomes_come_back_from_the_file()
    {
        var draft = Drafts.Small();
        draft.Objectives =
        [
            new ObjectiveDraft { Name = "y", Unit = "g", Goal = "target", Target = 5, Low = 4, High = 7, Weight = 2 },
            new ObjectiveDraft { Name = "cost", Goal = "minimize", Low = 0, High = 10 },
            new ObjectiveDraft { Name = "viscosity", Goal = "measure" },
        ];
        draft.Combine = "desirability";
        draft.OutcomeConstraints = [new OutcomeConstraintDraft { Outcome = "viscosity", Relation = "<=", Value = 3 }];
        var definition = CampaignDefinition.From(draft);

        Assert.Equal(definition, CampaignFile.ReadDefinition(CampaignFile.Write(definition)));
        Assert.Equal(new Objective("y", Goal.Target, "g") { Target = 5, Desirability = new Desirability(4, 7, 2) }, definition.Objectives[0]);
        Assert.Equal(Combination.Desirability, definition.Combination);
        Assert.Equal([new OutcomeConstraint("viscosity", Relation.AtMost, 3)], definition.OutcomeConstraints);
    }

    [Fact]
    public void What_is_wrong_with_targets_ranges_and_bounds_is_said_at_once()
    {
        var draft = Drafts.Small();
        draft.Objectives =
        [
            new ObjectiveDraft { Name = "y", Goal = "measure" },
            new ObjectiveDraft { Name = "a", Goal = "target" },
            new ObjectiveDraft { Name = "b", Goal = "maximize", Target = 1, Low = 2, High = 1 },
            new ObjectiveDraft { Name = "c", Goal = "target", Target = 9, Low = 0, High = 1, Weight = -1 },
            new ObjectiveDraft { Name = "d", Goal = "minimize", Low = 0 },
        ];
        draft.Combine = "desirability";
        draft.OutcomeConstraints =
        [
            new OutcomeConstraintDraft { Outcome = "ghost", Relation = "=", Value = double.NaN },
            new OutcomeConstraintDraft { Outcome = "y", Relation = "<=", Value = 1 },
            new OutcomeConstraintDraft { Outcome = "y", Relation = ">=", Value = 2 },
        ];

        var paths = DraftCheck.Problems(draft).Select(p => p.Path).ToHashSet();
        Assert.Superset(new HashSet<string>
        {
            "objectives[0].goal", "objectives[1].target", "objectives[2].target", "objectives[2].low", "objectives[3].target", "objectives[3].weight", "objectives[4].high",
            "outcomeConstraints[0].outcome", "outcomeConstraints[0].relation", "outcomeConstraints[0].value", "outcomeConstraints[2].value",
        }, paths);
        draft.Combine = "average";
        Assert.Contains("combine", DraftCheck.Problems(draft).Select(p => p.Path));
    }

    [Fact]
    public void A_file_with_many_mistakes_lists_all_of_them_with_their_paths()
    {
        const string Text = """
            {
              "schema": 1,
              "name": "",
              "parameters": [
                { "name": "a", "kind": "continuous", "low": 5, "high": 1 },
                { "name": "A", "kind": "integer", "low": 0.5, "high": "ten" },
                { "name": "b", "kind": "sideways" },
                { "name": "c", "kind": "categorical", "choices": ["x", "X"], "colour": 1 }
              ],
              "constraints": [{ "terms": { "ghost": 1 }, "relation": "<", "value": null }],
              "objectives": [{ "name": "a", "goal": "up" }],
              "workflow": { "stages": [{ "name": "s", "seconds": -3, "measures": ["nothing"] }], "transfer": { "stationKind": "robot" } },
              "strategy": { "name": "magic" },
              "initialDesign": { "kind": "random", "count": -1 },
              "budget": { "experiments": 10, "hours": 0 },
              "maxInFlight": 0,
              "groundTruth": { "kind": "function", "name": "parabola" }
            }
            """;

        var problems = Assert.Throws<DefinitionException>(() => CampaignFile.ReadDefinition(Text)).Problems;

        Assert.Superset(new HashSet<string>
        {
            "name", "parameters[0].low", "parameters[1].name", "parameters[1].high", "parameters[2].kind", "parameters[3].choices", "parameters[3].colour",
            "constraints[0].relation", "constraints[0].value", "constraints[0].terms[0]", "objectives[0].goal", "objectives[0].name",
            "workflow.stages[0].stationKind", "workflow.stages[0].seconds", "workflow.stages[0].measures", "workflow.transfer.seconds",
            "strategy.name", "initialDesign.count", "budget.hours", "maxInFlight", "seed", "groundTruth.name",
        }, problems.Select(p => p.Path).ToHashSet());
        Assert.All(problems, p => Assert.False(string.IsNullOrWhiteSpace(p.Message) || string.IsNullOrWhiteSpace(p.Remedy)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("\u0000\u0001binary")]
    public void What_is_no_campaign_file_is_one_problem_of_the_file(string text) => Assert.Equal("file", CampaignFile.Read(text).Problems[0].Path);

    [Fact]
    public void A_newer_schema_is_named() =>
        Assert.Equal("schema: This file has schema 2; this program reads schema 1. Update the program.", CampaignFile.Read("""{ "schema": 2 }""").Problems[0].ToString());

    [Theory]
    [InlineData("parameters[0].low", "11", "The lower bound 11 is above the upper bound 10.")]
    [InlineData("maxInFlight", "0", "The number of experiments in flight is 0; it must be between 1 and 1000.")]
    [InlineData("budget.experiments", "-1", "The budget of experiments is -1; it must be between 1 and 100000.")]
    [InlineData("workflow.stages[0].seconds", "-3", "A duration of -3 s is not possible.")]
    public void A_message_names_the_value_and_comes_with_a_remedy(string path, string value, string message)
    {
        var draft = Drafts.Small();
        var number = double.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        switch (path)
        {
            case "parameters[0].low": draft.Parameters[0].Low = number; break;
            case "maxInFlight": draft.MaxInFlight = (int)number; break;
            case "budget.experiments": draft.BudgetExperiments = (int)number; break;
            default: draft.Stages[0].Seconds = number; break;
        }

        var problem = Assert.Single(DraftCheck.Problems(draft), p => p.Path == path);

        Assert.Equal(message, problem.Message);
        Assert.NotEqual("", problem.Remedy);
    }

    private static Gen<string?> Word(params string[] words) => Gen.Elements([null, "", .. words]);

    private static readonly Gen<double?> AnyNumber = Gen.Elements<double?>(null, 0, 1, -2.5, 1e300, 5e-324, 0.1 + 0.2, 1e-7);

    private static readonly Gen<ParameterDraft> AnyParameter =
        from name in Word("a", "b", "\"quoted\" µ", "sum")
        from kind in Gen.Elements("continuous", "integer", "discrete", "categorical")
        from low in AnyNumber
        from high in AnyNumber
        from scale in Gen.Elements(null, "log")
        from levels in Gen.Elements(0.1, 2, 3e8).ListOf()
        from choices in Gen.Elements("x", "y,z", "ü").ListOf()
        select new ParameterDraft
        {
            Name = name,
            Kind = kind,
            Low = kind is "continuous" or "integer" ? low : null,
            High = kind is "continuous" or "integer" ? high : null,
            Scale = kind == "categorical" ? null : scale,
            Levels = kind == "discrete" ? [.. levels] : [],
            Choices = kind == "categorical" ? [.. choices] : [],
        };

    private static readonly Gen<CampaignDraft> AnyDraft =
        from name in Word("One", "Two\nlines")
        from parameters in AnyParameter.ListOf()
        from value in AnyNumber
        from goals in Word("maximize", "minimize", "target", "measure", "sideways").ListOf()
        from combine in Word("trade-off", "desirability", "magic")
        from seconds in AnyNumber.ListOf()
        from robot in Gen.Elements(true, false)
        from strategy in Word("ei", "magic")
        from count in Gen.Elements<int?>(null, 0, 7, 1_000_000)
        from seed in Gen.Elements<long?>(null, 1, long.MaxValue, long.MinValue)
        from approval in Gen.Elements(null, "required")
        select new CampaignDraft
        {
            Name = name,
            Parameters = [.. parameters],
            Constraints = value is null ? [] : [new ConstraintDraft { Terms = [new TermDraft { Parameter = "a", Coefficient = value }], Relation = "<=", Value = value }],
            Objectives = [.. goals.Select(g => new ObjectiveDraft { Name = "y", Goal = g, Unit = "S/m", Target = g == "target" ? value : null, Low = value, High = value + 1, Weight = value })],
            Combine = combine,
            OutcomeConstraints = value is null ? [] : [new OutcomeConstraintDraft { Outcome = "y", Relation = ">=", Value = value }],
            Stages = [.. seconds.Select(s => new StageDraft { Name = "s", StationKind = "k", Seconds = s, Measures = ["y"] })],
            Transfer = robot ? new TransferDraft { StationKind = "robot", Seconds = value } : null,
            Strategy = strategy,
            InitialKind = "sobol",
            InitialCount = count,
            BudgetExperiments = count,
            BudgetHours = value,
            MaxInFlight = count,
            Seed = seed,
            Approval = approval,
            GroundTruth = robot ? new GroundTruthDraft { Kind = "table", Path = "a.csv", Noise = value } : null,
        };
}
