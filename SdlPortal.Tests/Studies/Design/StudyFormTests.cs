using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Studies.Design;

namespace SdlPortal.Tests.Studies.Design;

public sealed class StudyFormTests
{
    [Theory]
    [InlineData("taste")]
    [InlineData("paper")]
    [InlineData("champion")]
    [InlineData("champion-shifted")]
    public void A_preset_comes_through_the_form_unchanged(string name)
    {
        var preset = StudyPresets.Find(name)!;
        var (plan, problems) = StudyForm.Of(preset, "Any").Check();
        Assert.Empty(problems);
        Assert.Equal(preset, plan);
    }

    [Fact]
    public void Problems_that_differ_in_their_dimensions_alone_stand_in_one_row() =>
        Assert.Equal(["3, 5, 7", "3, 5, 7", "7"], StudyForm.Of(StudyPresets.Paper, "Any").Problems.Select(p => p.Dimensions));

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_and_at_its_field()
    {
        var form = StudyForm.Of(StudyPresets.Taste, " ");
        form.Problems[0].Dimensions = "3, many";
        form.Problems[0].Noise = "0,5";
        form.Delays = "0, 0";
        form.Repetitions = "";
        form.Initial = "50";
        form.Strategies.Clear();
        var (plan, problems) = form.Check();
        Assert.Null(plan);
        Assert.Equal(["delays[1]", "initial", "name", "problems[0].dimensions", "problems[0].noise", "repetitions", "strategies"], problems.Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.Contains(problems, p => p.Message == "'many' is not a whole number of usual size.");
        Assert.Contains(problems, p => p.Path == "problems[0].noise" && p.Remedy == "Write it with a point: 0.5.");
        Assert.All(problems, p => Assert.NotEmpty(p.Remedy));
    }

    [Fact]
    public void A_table_needs_its_text_and_what_describes_it()
    {
        var form = StudyForm.Of(StudyPresets.Taste, "Any");
        form.Problems[0] = new StudyProblemForm { Source = "table", TableName = "plates" };
        Assert.Equal(["problems[0].path", "problems[0].campaign"], form.Check().Problems.Select(p => p.Path));
    }

    [Fact]
    public void A_table_becomes_part_of_the_plan_under_its_own_name()
    {
        var form = StudyForm.Of(StudyPresets.Taste, "Any");
        form.Problems[0] = new StudyProblemForm { Source = "table", TableName = "plates", TableText = "t,yield\n10,1\n20,3\n30,4\n40,3.5\n50,2\n", CampaignText = Described };
        var (plan, problems) = form.Check();
        Assert.Empty(problems);
        Assert.Equal(("plates", "table", 1), (plan!.Problems[0].Label, plan.Problems[0].Source, plan.Problems[0].Dimensions));
        var again = StudyForm.Of(plan, "Again");
        Assert.Equal(plan, again.Check().Plan);
    }

    [Fact]
    public void A_table_that_does_not_fit_its_campaign_is_said_at_the_table()
    {
        var form = StudyForm.Of(StudyPresets.Taste, "Any");
        form.Problems[0] = new StudyProblemForm { Source = "table", TableName = "plates", TableText = "t,other\n10,1\n", CampaignText = Described };
        var problem = Assert.Single(form.Check().Problems);
        Assert.Equal("problems[0].path", problem.Path);
        Assert.Contains("there is no column 'yield'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_size_of_the_paper_is_known_before_it_is_run()
    {
        var estimate = StudyEstimate.Of(StudyPresets.Paper, threads: 1);
        Assert.Equal((4200, 378_000), (estimate.Campaigns, estimate.Proposals));
        Assert.InRange(estimate.Time.TotalMinutes, 5, 60);
        Assert.Equal(estimate.Time / 2, StudyEstimate.Of(StudyPresets.Paper, threads: 2).Time);
    }

    private const string Described = """{ "parameters": [ { "name": "t", "kind": "continuous", "low": 0, "high": 60 } ], "objectives": [ { "name": "yield", "goal": "maximize" } ] }""";
}
