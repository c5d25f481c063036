using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class SuggestCommandTests : IDisposable
{
    private const string Headings = "a,b,solvent,yield\n";
    private const string Results = Headings + "0.1,2,water,3\n0.5,7,ethanol,5\n0.9,4,water,1.5\n0.3,9,ethanol,4\n0.7,1,water,2\n";

    private readonly TemporaryFolder folder = new();
    private readonly CampaignDraft draft = Drafts.Small();

    public SuggestCommandTests()
    {
        draft.Name = "Test";
        draft.Parameters =
        [
            new ParameterDraft { Name = "a", Kind = "continuous", Low = 0, High = 1, Unit = "M" },
            new ParameterDraft { Name = "b", Kind = "integer", Low = 1, High = 10 },
            new ParameterDraft { Name = "solvent", Kind = "categorical", Choices = ["water", "ethanol"] },
        ];
        draft.Objectives = [new ObjectiveDraft { Name = "yield", Goal = "maximize", Unit = "%" }];
        draft.Strategy = "ei";
        draft.InitialCount = 3;
        draft.BudgetExperiments = 30;
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Suggestions_are_json_with_configuration_and_rationale()
    {
        var (code, output, error) = await RunAsync(Results, "--pending", Table("pending.csv", "a,b,solvent\n0.45,8,ethanol\n"), "--abandoned", Table("abandoned.csv", "a,b,solvent\n0.95,1,water\n"));

        Assert.Equal((0, ""), (code, error));
        var json = JsonNode.Parse(output)!.AsObject();
        Assert.Equal(["schema", "campaign", "strategy", "seed", "observations", "pending", "abandoned", "suggestions"], json.Select(p => p.Key));
        Assert.Equal((1, "Test", "ei", 1), (json["schema"]!.GetValue<int>(), json["campaign"]!.GetValue<string>(), json["strategy"]!.GetValue<string>(), json["seed"]!.GetValue<long>()));
        Assert.Equal((5, 1, 1), (json["observations"]!.GetValue<int>(), json["pending"]!.GetValue<int>(), json["abandoned"]!.GetValue<int>()));
        var suggestion = Assert.Single(json["suggestions"]!.AsArray())!;
        Assert.Equal(7, suggestion["index"]!.GetValue<int>());
        Assert.InRange(suggestion["configuration"]!["a"]!.GetValue<double>(), 0, 1);
        Assert.Contains(suggestion["configuration"]!["solvent"]!.GetValue<string>(), new[] { "water", "ethanol" });
        Assert.Equal("ei", suggestion["rationale"]!["strategy"]!.GetValue<string>());
        Assert.Equal(5, suggestion["rationale"]!["observed"]!.GetValue<int>());
        Assert.Equal("yield", suggestion["rationale"]!["predicted"]![0]!["objective"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_batch_is_what_single_calls_with_a_growing_pending_table_give()
    {
        var batch = await SuggestionsAsync(Results, "--count", "3");
        Assert.Equal([5, 6, 7], batch.Select(s => s["index"]!.GetValue<int>()));
        Assert.Equal([0, 1, 2], batch.Select(s => s["rationale"]!["pending"]!.GetValue<int>()));

        var pending = "a,b,solvent\n";
        foreach (var expected in batch)
        {
            var single = Assert.Single(await SuggestionsAsync(Results, "--pending", Table("pending.csv", pending)));
            Assert.Equal(expected.ToJsonString(), single.ToJsonString());
            var configuration = single["configuration"]!;
            pending += $"{configuration["a"]!.ToJsonString()},{configuration["b"]!.ToJsonString()},{configuration["solvent"]}\n";
        }
    }

    [Fact]
    public async Task The_initial_design_applies_while_the_index_lies_in_it()
    {
        var strategies = (await SuggestionsAsync(Headings + "0.1,2,water,3\n", "--count", "3")).Select(s => s["rationale"]!["strategy"]!.GetValue<string>());
        Assert.Equal(["initial random", "initial random", "ei"], strategies);

        Assert.Equal("initial random", (await SuggestionsAsync(Results, "--index", "2"))[0]["rationale"]!["strategy"]!.GetValue<string>());
        var campaign = CampaignDefinition.From(draft);
        var none = await SuggestionsAsync(Headings);
        var same = Strategies.Suggest(new SuggestionRequest(campaign.Space, campaign.Objectives, [], [], campaign.InitialDesign, campaign.Strategy, 1, 0));
        Assert.Equal(same.Configuration["a"].Number, none[0]["configuration"]!["a"]!.GetValue<double>());
    }

    [Fact]
    public async Task Strategy_and_seed_replace_those_of_the_file()
    {
        var one = await SuggestionsAsync(Results, "--strategy", "random", "--seed", "-5");
        Assert.Equal("random", one[0]["rationale"]!["strategy"]!.GetValue<string>());
        Assert.Equal(one[0].ToJsonString(), (await SuggestionsAsync(Results, "--strategy", "random", "--seed", "-5"))[0].ToJsonString());
        Assert.NotEqual(one[0].ToJsonString(), (await SuggestionsAsync(Results, "--strategy", "random", "--seed", "6"))[0].ToJsonString());
    }

    [Fact]
    public async Task Every_problem_of_every_file_is_said_at_once_and_nothing_is_suggested()
    {
        var (code, output, error) = await RunAsync(
            Headings + "0.1,2,water,3\n1.5,2.5,acetone,nan\n\n0.2,3,water,\n0,3,3,water,1\n",
            "--pending", Path.Combine(folder.Path, "none.csv"), "--abandoned", Table("abandoned.csv", "a (mM),solvent,Solvent\n1,water,water\n"), "--strategy", "ei");

        Assert.Equal((2, ""), (code, output));
        foreach (var line in new[]
        {
            "observations.csv: 3 of 4 lines cannot be used:",
            "  line 3, a: 1.5 is not between 0 and 1 M",
            "  line 3, b: 2.5 is not a whole number between 1 and 10",
            "  line 3, solvent: acetone is not one of water, ethanol",
            "  line 3, yield: 'nan' is not a finite number",
            "  line 5, yield: the cell is empty",
            "  line 6, line: 5 cells stand under 4 headings; a decimal comma or a missing quotation mark is the usual cause",
            "  Correct or remove these lines, or leave them out with --skip-faulty.",
            "The table none.csv cannot be read:",
            "abandoned.csv has 3 problems:",
            "  column b: missing. The first line names a (mM), solvent, Solvent; add what is missing or rename the columns that hold it.",
            "  column a: 'a (mM)' is in mM, the campaign uses M. Convert the values and correct the heading.",
            "  column solvent: there are 2, 'solvent' and 'Solvent'. Keep one of them.",
        })
            Assert.Contains(line + (line.EndsWith("read:", StringComparison.Ordinal) ? "" : Environment.NewLine), error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faulty_lines_are_left_out_with_a_warning_where_that_was_asked_for()
    {
        var (code, output, error) = await RunAsync(Results + "5,2,water,3\n0.2,3,water,oops\n", "--skip-faulty");

        Assert.Equal(0, code);
        Assert.Equal(5, JsonNode.Parse(output)!["observations"]!.GetValue<int>());
        Assert.Contains("observations.csv: 2 of 7 lines left out:", error, StringComparison.Ordinal);
        Assert.Contains("  line 8, yield: 'oops' is not a number", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_campaign_file_strategy_or_number_is_said_plainly()
    {
        draft.MaxInFlight = 0;
        var (code, output, error) = await RunAsync("", "--strategy", "magic");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--strategy: 'magic' is not a known choice. Choose one of: ", error, StringComparison.Ordinal);
        Assert.Contains(".json has 1 problem:", error, StringComparison.Ordinal);
        Assert.Contains("  maxInFlight:", error, StringComparison.Ordinal);
        Assert.Contains("observations.csv: The file is empty.", error, StringComparison.Ordinal);

        draft.MaxInFlight = 1;
        (code, output, error) = await RunAsync(Results, "--count", "0", "--index", "-1", "--seed", "1.5");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--count 0 is not possible: give a whole number between 1 and 1000.", error, StringComparison.Ordinal);
        Assert.Contains("--index -1 is not possible", error, StringComparison.Ordinal);
        Assert.Contains("--seed 1.5 is not possible", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constraints_in_conflict_are_named()
    {
        draft.Constraints = [Constraint("a", ">=", 0.8), Constraint("a", "<=", 0.9), Constraint("a", "<=", 0.2)];
        Assert.Equal(
            (2, "", $"These constraints cannot hold together inside the bounds: a >= 0.8; a <= 0.2. Loosen or remove one of them, or widen a bound.{Environment.NewLine}"),
            await RunAsync(Headings));

        draft.Constraints = [Constraint("a", ">=", 2)];
        Assert.Contains("constraints[0].value: No configuration keeps the constraint", (await RunAsync(Headings)).Error, StringComparison.Ordinal);

        static ConstraintDraft Constraint(string parameter, string relation, double value) =>
            new() { Terms = [new TermDraft { Parameter = parameter, Coefficient = 1 }], Relation = relation, Value = value };
    }

    [Fact]
    public async Task Further_columns_are_ignored_and_named()
    {
        var (code, _, error) = await RunAsync("operator,a (M),B,solvent,Yield,note\nAnn,0.1,2,Water,3,x\nBob,0.5,7,ethanol,5,\n");
        Assert.Equal((0, $"observations.csv: ignored columns operator, note.{Environment.NewLine}"), (code, error));
    }

    [Fact]
    public void The_documented_example_has_the_form_that_is_printed()
    {
        var text = File.ReadAllText(Repository.File("docs", "suggest.md"));
        var start = text.IndexOf("```json\n", StringComparison.Ordinal) + 8;
        var example = JsonNode.Parse(text[start..text.IndexOf("```", start, StringComparison.Ordinal)])!;
        var request = new SuggestionRequest(CampaignDefinition.From(draft).Space, [], [], [], new InitialDesign(InitialDesignKind.Random, 0), new StrategyChoice("ei"), 1, 0);
        var rationale = new Rationale
        {
            Strategy = "ei",
            Observed = 1,
            Pending = 1,
            Predicted = [new Prediction("y", 1, 1)],
            Acquisition = "a",
            AcquisitionValue = 1,
            Incumbent = 1,
            NoiseSd = 1,
            LengthScales = [new LengthScale("a", 1)],
            PendingPolicy = PendingPolicy.Joint,
            AcquisitionShare = 1,
            RunnerUp = new Alternative(new Configuration([]), 0.5),
        };
        var printed = JsonNode.Parse(SuggestOutput.Write(CampaignDefinition.From(draft), request, [new Suggestion(new Configuration([]), rationale)]))!;

        Assert.Equal(example.AsObject().Select(p => p.Key), printed.AsObject().Select(p => p.Key));
        Assert.Equal(example["suggestions"]![0]!.AsObject().Select(p => p.Key), printed["suggestions"]![0]!.AsObject().Select(p => p.Key));
        var fields = example["suggestions"]![0]!["rationale"]!.AsObject().Select(p => p.Key);
        Assert.Empty(fields.Except(printed["suggestions"]![0]!["rationale"]!.AsObject().Select(p => p.Key)));
        foreach (var field in typeof(Rationale).GetProperties().Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]))
            Assert.True(text.Contains($"`{field}`", StringComparison.Ordinal) || text.Contains($"`{field}[]`", StringComparison.Ordinal), $"docs/suggest.md does not explain '{field}'");
    }

    [Fact]
    public async Task Standard_errors_stand_beside_their_objective_and_may_be_unknown()
    {
        var read = await ReadAsync("a,b,solvent,yield,yield_se (%)\n0.1,2,water,3,0.2\n0.5,7,ethanol,5,\n");
        Assert.Equal([[0.2], []], read.Observations!.Select(o => o.StandardErrors.ToArray()));

        var (_, error) = await ReadAsync("a,b,solvent,yield,yield_se\n0.1,2,water,3,-0.2\n");
        Assert.Contains("line 2, yield_se: -0.2 is below 0", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_errors_are_given_for_all_objectives_or_for_none()
    {
        draft.Objectives = [.. draft.Objectives, new ObjectiveDraft { Name = "cost", Goal = "minimize" }];
        var (_, error) = await ReadAsync("a,b,solvent,yield,cost,yield_se\n0.1,2,water,3,1,0.2\n");
        Assert.Contains("column cost_se: missing, while yield_se is there.", error, StringComparison.Ordinal);

        var (read, said) = await ReadAsync("a,b,solvent,yield,cost,yield_se,cost_se\n0.1,2,water,3,1,0.2,0\n0.1,2,water,3,1,,0\n");
        Assert.Null(read);
        Assert.Contains("line 3, yield_se: the cell is empty, but another standard error of this line is known", said, StringComparison.Ordinal);

        draft.Objectives = [draft.Objectives[0], new ObjectiveDraft { Name = "yield_se", Goal = "minimize" }];
        Assert.Empty((await ReadAsync("a,b,solvent,yield,yield_se\n0.1,2,water,3,1\n")).Observations![0].StandardErrors);
    }

    private async Task<(IReadOnlyList<Observation>? Observations, string Error)> ReadAsync(string text)
    {
        var error = new StringWriter();
        return (await new SuggestTables(CampaignDefinition.From(draft), error, skipFaulty: false).ReadAsync(new FileInfo(Table("observations.csv", text)), hasResults: true, default), error.ToString());
    }

    private async Task<List<JsonNode>> SuggestionsAsync(string observations, params string[] options)
    {
        var (code, output, error) = await RunAsync(observations, options);
        Assert.Equal((0, ""), (code, error));
        return [.. JsonNode.Parse(output)!["suggestions"]!.AsArray().Select(s => s!)];
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string observations, params string[] options)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCli.RunAsync(["suggest", Table("campaign.json", CampaignFile.Write(draft)), "--observations", Table("observations.csv", observations), .. options], output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string Table(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
