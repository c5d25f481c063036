using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Campaigns;

public sealed class WarmStartFileTests
{
    [Fact]
    public void Every_warm_start_comes_back_from_its_file_unchanged() => Prop.ForAll(AnyStart.ToArbitrary(), start =>
    {
        var draft = WarmStartDrafts.Small();
        draft.WarmStart = start;
        var text = CampaignFile.Write(draft);
        var (again, problems) = CampaignFile.Read(text);
        return problems.Count == 0 && CampaignFile.Write(again) == text && DraftCheck.Problems(again).SequenceEqual(DraftCheck.Problems(draft));
    }).Check(Cases.Drawn(100));

    [Fact]
    public void A_definition_with_a_warm_start_comes_back_from_its_draft_its_file_and_the_log()
    {
        var definition = CampaignDefinition.From(WarmStartDrafts.Small());

        Assert.Equal(definition, CampaignDefinition.From(definition.ToDraft()));
        Assert.Equal(definition, CampaignFile.ReadDefinition(CampaignFile.Write(definition)));
        var (type, version, json) = EventSerializer.Write(new CampaignCreated(definition));
        Assert.Equal(definition, ((CampaignCreated)EventSerializer.Read(type, version, json)).Definition);
        Assert.Equal(2, definition.WarmStart!.Donors.Count);
        Assert.Same(definition.WarmStart, definition.Ask([], [], 0).WarmStart);
    }

    [Fact]
    public void Files_and_logs_from_before_warm_starts_have_none()
    {
        var definition = CampaignDefinition.From(Drafts.Small());
        var text = CampaignFile.Write(definition);

        Assert.DoesNotContain("warmStart", text, StringComparison.Ordinal);
        Assert.Null(CampaignFile.ReadDefinition(text).WarmStart);
        Assert.Null(((CampaignCreated)EventSerializer.Read("CampaignCreated", 1, EventSerializer.Write(new CampaignCreated(definition)).Json)).Definition.WarmStart);
    }

    [Fact]
    public void Values_are_taken_in_the_order_of_the_campaigns_parameters()
    {
        var draft = WarmStartDrafts.Small();
        draft.WarmStart!.InitialPoints = [new Configuration(WarmStartDrafts.At(2, 3, 40, "water").Reverse())];

        Assert.Equal(WarmStartDrafts.At(2, 3, 40, "water"), CampaignDefinition.From(draft).WarmStart!.InitialPoints[0]);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_warm_start_is_said_at_once()
    {
        var draft = WarmStartDrafts.Small();
        var start = draft.WarmStart!;
        start.Origin = new WarmStartOriginDraft { Title = " ", Purpose = "copy", Recommendation = "42", Version = 0 };
        start.InitialPoints.Add(WarmStartDrafts.At(9, 5, 40, "water"));
        start.InitialPoints.Add(WarmStartDrafts.At(20, 3, 41, "milk"));
        start.Regions[0].Sides[0] = new PriorSideDraft { Parameter = "x", Low = 1000, High = 4000 };
        start.Regions[0].Sides.Add(new PriorSideDraft { Parameter = "solvant", Choices = ["water"] });
        start.Regions[0].Sides.Add(new PriorSideDraft { Parameter = "n", Low = 4, High = 3 });
        start.Regions[0].Sides.Add(new PriorSideDraft { Parameter = "t" });
        start.Regions[0].Sides[2].Choices.Add("watr");
        start.Regions[1].Probability = 1;
        start.Regions.Add(new PriorRegionDraft { Probability = 0.1 });
        start.Regions.Add(new PriorRegionDraft { Sides = [new PriorSideDraft { Parameter = "x", Low = 9 }, new PriorSideDraft { Parameter = "n", Low = 4 }], Probability = 0.5 });
        start.Donors[0].Weight = -1;
        start.Donors[0].Runs[1].Configuration = WarmStartDrafts.At(3, 2, 20, "milk");
        start.Donors[0].Runs[2].Value = null;
        start.Donors[1].Task = "batch A";
        start.Donors.Add(new DonorDraft { Task = "batch C", Weight = 1 });
        draft.Objectives.Add(new ObjectiveDraft { Name = "cost", Goal = "minimize" });

        var problems = DraftCheck.Problems(draft);

        Assert.Superset(new HashSet<string>
        {
            "warmStart", "warmStart.origin.title", "warmStart.origin.purpose", "warmStart.origin.recommendation", "warmStart.origin.version", "warmStart.initialPoints[1]", "warmStart.initialPoints[2]",
            "warmStart.regions[0].sides[0]", "warmStart.regions[0].sides[3].parameter", "warmStart.regions[0].sides[4].parameter", "warmStart.regions[0].sides[4].low", "warmStart.regions[0].sides[5]",
            "warmStart.regions[0].sides[2].choices[2]", "warmStart.regions[1].probability", "warmStart.regions[2].sides", "warmStart.regions[3]", "warmStart.regions",
            "warmStart.donors[0].weight", "warmStart.donors[0].runs", "warmStart.donors[0].runs[2].value", "warmStart.donors[1].task", "warmStart.donors[2].runs",
        }, problems.Select(p => p.Path).ToHashSet());
        Assert.Contains("x 1000 to 4000 mL lies outside the campaign's space: x is between 0 and 10 mL.", problems.Select(p => p.Message));
        Assert.Contains("1 of 6 runs of 'batch A' do not fit the campaign's parameters; the first is run 2: solvent = milk is not one of water, ethanol, toluene.", problems.Select(p => p.Message));
        Assert.All(problems, p => Assert.False(string.IsNullOrWhiteSpace(p.Message) || string.IsNullOrWhiteSpace(p.Remedy)));
    }

    [Fact]
    public void More_donor_runs_than_a_campaign_may_have_are_refused()
    {
        var draft = WarmStartDrafts.Small();
        var run = draft.WarmStart!.Donors[0].Runs[0];
        draft.WarmStart.Donors[0].Runs = [.. Enumerable.Repeat(run, 1995)];

        Assert.Equal("The donors have 2001 runs together.", Assert.Single(DraftCheck.Problems(draft)).Message);
    }

    [Fact]
    public void A_recommendation_that_was_not_read_is_no_warm_start()
    {
        var (draft, problems) = CampaignFile.Read(CampaignFile.Write(WarmStartDrafts.Small()).Replace("\"origin\": {", "\"recommendation\": \"films.json\", \"origin\": {", StringComparison.Ordinal));

        Assert.Empty(problems);
        Assert.Equal("warmStart.recommendation", Assert.Single(DraftCheck.Problems(draft)).Path);
    }

    [Fact]
    public void A_file_with_wrong_types_inside_a_warm_start_names_each_place()
    {
        const string Text = """
            { "warmStart": { "origin": "here", "initialPoints": [{ "x": true }, 7], "regions": [{ "sides": [{ "parameter": 1, "choices": "a" }], "likely": 1 }], "donors": [{ "task": "a", "runs": [{ "configuration": [], "value": "2" }] }] } }
            """;

        Assert.Equal(
            new HashSet<string>
            {
                "warmStart.origin", "warmStart.initialPoints[0].x", "warmStart.initialPoints[1]", "warmStart.regions[0].sides[0].parameter", "warmStart.regions[0].sides[0].choices", "warmStart.regions[0].likely",
                "warmStart.donors[0].runs[0].configuration", "warmStart.donors[0].runs[0].value",
            },
            CampaignFile.Read(Text).Problems.Select(p => p.Path).ToHashSet());
    }

    [Fact]
    public void With_a_warm_start_nobody_has_to_say_how_many_initial_experiments_there_are()
    {
        var draft = WarmStartDrafts.Small();
        draft.InitialCount = null;

        Assert.Equal(5, CampaignDefinition.From(draft).InitialDesign.Count);
        draft.WarmStart = null;
        Assert.Equal("initialDesign.count", Assert.Single(DraftCheck.Problems(draft)).Path);
    }

    [Fact]
    public void A_campaign_that_validates_names_its_recommendation_and_can_pay_for_all_points()
    {
        var draft = WarmStartDrafts.Small(experiments: 1);
        draft.WarmStart!.Origin!.Purpose = "validate";
        draft.WarmStart.InitialPoints.Add(WarmStartDrafts.At(3, 3, 40, "water"));

        Assert.Equal(["warmStart.origin.recommendation", "budget.experiments"], DraftCheck.Problems(draft).Select(p => p.Path));
        draft.WarmStart.Origin.Recommendation = Guid.NewGuid().ToString();
        draft.BudgetExperiments = 2;
        Assert.Equal(WarmStartPurpose.Validate, CampaignDefinition.From(draft).WarmStart!.Origin.Purpose);
    }

    [Fact]
    public void A_box_narrows_each_kind_of_parameter_to_what_lies_in_it()
    {
        var space = CampaignDefinition.From(WarmStartDrafts.Small()).Space;
        var box = new PriorRegion([new PriorSide("x", -3, 2.5, []), new PriorSide("n", 1.5, 3.5, []), new PriorSide("t", 30, null, []), new PriorSide("solvent", null, null, ["toluene", "oil"])], 0.5);

        var narrowed = NarrowedSpace.Of(space, box)!;

        Assert.Equal([new ContinuousParameter("x", 0, 2.5, Unit: "mL"), new IntegerParameter("n", 2, 3), new DiscreteParameter("t", [40, 80], Unit: "°C"), new CategoricalParameter("solvent", ["toluene"])], narrowed.Parameters);
        Assert.True(NarrowedSpace.Contains(box, WarmStartDrafts.At(2.5, 2, 40, "toluene")));
        Assert.False(NarrowedSpace.Contains(box, WarmStartDrafts.At(2.5, 2, 20, "toluene")));
        Assert.Null(NarrowedSpace.Of(space, new PriorRegion([new PriorSide("n", 2.1, 2.9, [])], 0.5)));
    }

    private static readonly Gen<double?> AnyNumber = Gen.Elements<double?>(null, 0, 1, -2.5, 1e300, 5e-324, 0.1 + 0.2);

    private static readonly Gen<Configuration> AnyPoint =
        from x in Gen.Elements(0.1, 2, 1e9)
        from word in Gen.Elements("water", "\"quoted\" µ", "")
        from isWhole in Gen.Elements(true, false)
        select isWhole ? WarmStartDrafts.At(x, 2, 40, word) : new Configuration([KeyValuePair.Create<string, ParameterValue>("value", x)]);

    private static readonly Gen<WarmStartDraft> AnyStart =
        from title in Gen.Elements(null, "", "One", "Two\nlines")
        from purpose in Gen.Elements(null, "validate", "copy")
        from points in AnyPoint.ListOf()
        from numbers in AnyNumber.ListOf()
        from choices in Gen.Elements("water", "ü").ListOf()
        from weight in AnyNumber
        select new WarmStartDraft
        {
            Origin = title is null ? null : new WarmStartOriginDraft { Title = title, Purpose = purpose, Recommendation = purpose, Version = 3 },
            InitialPoints = [.. points],
            Regions = [.. numbers.Select(n => new PriorRegionDraft { Sides = [new PriorSideDraft { Parameter = "x", Low = n, High = weight }, new PriorSideDraft { Parameter = "solvent", Choices = [.. choices] }], Probability = n })],
            Donors = [.. points.Select(p => new DonorDraft { Task = title, Weight = weight, Runs = [new DonorRunDraft { Configuration = p, Value = weight }, new DonorRunDraft()] })],
        };
}
