using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Simulation.Studies;

public sealed class StudyFileTests
{
    private const string Campaign = """
        { "parameters": [ { "name": "heat", "kind": "continuous", "low": 0, "high": 10 }, { "name": "solvent", "kind": "categorical", "choices": ["water", "ethanol"] } ],
          "objectives": [ { "name": "yield", "unit": "%", "goal": "minimize" } ] }
        """;

    private const string Table = "heat,solvent,yield\n0,water,9\n2,ethanol,7\n4,water,5\n6,ethanol,4\n8,water,6\n10,ethanol,8\n";

    [Fact]
    public void A_study_file_says_what_is_compared_and_the_paper_fills_in_what_it_leaves_out()
    {
        var plan = StudyFile.ReadPlan("""
            { // a comment is fine
              "problems": [ { "name": "ackley", "dimensions": [3, 5] }, { "name": "levy", "dimensions": 3, "noise": 0.25, "shift": true }, { "name": "coating" } ],
              "delays": [0, 7], "strategies": ["random", "auto"], "seed": 5 }
            """, None);

        Assert.Equal([("ackley", 3), ("ackley", 5), ("levy-shifted", 3), ("coating", 7)], plan.Problems.Select(p => (p.Label, p.Dimensions)));
        Assert.Equal(new PlannedProblem("levy-shifted", "levy", 3, 0.25, Shift: true), plan.Problems[2]);
        Assert.Equal((30, 100, 10, 5L), (plan.Repetitions, plan.Observations, plan.Initial, plan.Seed));
        Assert.Equal(4 * 2 * 2, plan.Cells.Count());
    }

    [Fact]
    public void All_mistakes_are_named_at_once_with_their_places_and_remedies()
    {
        var (plan, problems) = StudyFile.Read("""
            { "problems": [
                { "name": "akley", "dimensions": 3 },
                { "name": "levy", "dimensions": [3, 0, "five"], "noise": -1 },
                { "name": "coating", "dimensions": 3 },
                { "name": "levy", "dimensions": 5, "label": "same" },
                { "name": "ackley", "dimensions": 5, "label": "same" },
                { "name": "table" },
                { "name": "table", "path": "none.csv", "campaign": "none.json" },
                { "name": "ackley", "dimensions": 2, "path": "x.csv", "shift": "yes" } ],
              "delays": [0, -1, 0, 100], "strategies": ["random", "bayes", "random"], "repetitions": 0, "observations": 50, "initial": 60, "sede": 1 }
            """, path => throw new FileNotFoundException($"Could not find file '{path}'."));

        Assert.Null(plan);
        Assert.Equal(
        [
            "problems[0].name", "problems[1].dimensions[2]", "problems[1].noise", "problems[1].dimensions", "problems[2].dimensions", "problems[5].path", "problems[5].campaign",
            "problems[6].path", "problems[6].campaign", "problems[7].shift", "problems[7].path", "problems", "sede", "delays[1]", "delays[2]", "delays[3]", "strategies[1]", "strategies[2]",
            "repetitions", "initial",
        ], problems.Select(p => p.Path));
        Assert.All(problems, p => Assert.True(p.Message.Length > 10 && p.Remedy.Length > 5, p.ToString()));
    }

    [Theory]
    [InlineData("{", "file")]
    [InlineData("[]", "file")]
    [InlineData("{}", "problems", "delays", "strategies")]
    [InlineData("""{ "problems": {}, "delays": 3, "strategies": "random" }""", "problems", "strategies", "strategies")]
    public void What_is_no_study_is_said_to_be_none(string json, params string[] paths) =>
        Assert.Equal(paths, StudyFile.Read(json, None).Problems.Select(p => p.Path));

    [Fact]
    public void A_table_is_taken_into_the_plan_with_the_campaign_file_that_describes_it()
    {
        var plan = StudyFile.ReadPlan("""{ "problems": [ { "name": "table", "path": "ovens/first.csv", "campaign": "space.json" } ], "delays": 0, "strategies": ["random"] }""",
            path => path == "space.json" ? Campaign : path == "ovens/first.csv" ? Table : throw new FileNotFoundException(path));

        Assert.Equal(new PlannedProblem("first", "table", 2) { Table = Table, Campaign = Campaign }, plan.Problems.Single());
        Assert.Equal(plan, StudyFile.ReadPlan(StudyFile.Write(plan), None));
    }

    [Fact]
    public void Mistakes_of_a_table_and_of_its_campaign_file_are_those_of_the_study()
    {
        const string json = """{ "problems": [ { "name": "table", "path": "t.csv", "campaign": "c.json", "shift": true } ], "delays": 0, "strategies": ["random"] }""";

        var ofTable = StudyFile.Read(json, path => path == "c.json" ? Campaign : "heat,solvent,yield\n1,water,x\n2,acid,3\n").Problems;
        Assert.Equal(3, ofTable.Count(p => p.Path == "problems[0].path"));
        var ofCampaign = StudyFile.Read(json, path => path == "c.json" ? Campaign.Replace("minimize", "lower", StringComparison.Ordinal).Replace("\"low\"", "\"least\"", StringComparison.Ordinal) : Table).Problems;
        Assert.Contains(ofCampaign, p => p.Message.Contains("parameters[0].low", StringComparison.Ordinal));
        Assert.Contains(ofCampaign, p => p.Message.Contains("objectives[0].goal", StringComparison.Ordinal));
        Assert.Contains(StudyFile.Read(json, path => path == "c.json" ? Campaign : Table).Problems, p => p.Path == "problems[0].shift");
    }

    [Fact]
    public void The_paper_has_35_problems_at_a_delay_and_378_000_proposals()
    {
        var paper = StudyPresets.Paper;

        Assert.Equal(35, paper.Problems.Count * paper.Delays.Count);
        Assert.Equal(35 * 4, paper.Cells.Distinct().Count());
        Assert.Equal(378_000, paper.Cells.Count() * paper.Repetitions * (paper.Observations - paper.Initial));
        Assert.Equal(["random", "ei", "qnei", "mode-cycle"], paper.Strategies);
        Assert.Equal(35 * 5, StudyPresets.Champion.Cells.Count());
        Assert.All(StudyPresets.ChampionShifted.Problems, p => Assert.True(p.Shift && p.Label.EndsWith("-shifted", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_preset_is_a_study_file_too()
    {
        foreach (var name in StudyPresets.Names)
        {
            var plan = StudyPresets.Find(name)!;
            Assert.Equal(plan, StudyFile.ReadPlan(StudyFile.Write(plan), None));
        }
    }

    [Fact]
    public void The_documented_example_is_read_without_a_problem_and_every_source_and_preset_is_documented()
    {
        var text = File.ReadAllText(Repository.File("docs", "study-file.md"));
        var start = text.IndexOf("```json\n", StringComparison.Ordinal) + 8;

        var plan = StudyFile.ReadPlan(text[start..text.IndexOf("```", start, StringComparison.Ordinal)], path => path.EndsWith(".json", StringComparison.Ordinal) ? Campaign : Table);

        Assert.Equal(["ackley", "ackley", "ackley", "results"], plan.Problems.Select(p => p.Label));
        foreach (var name in StudySource.Names.Concat(StudyPresets.Names))
            Assert.Contains($"`{name}`", text, StringComparison.Ordinal);
    }

    private static string None(string path) => throw new InvalidOperationException($"No file is to be read, but {path} is.");
}
