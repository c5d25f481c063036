using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Recommendations;

public sealed class ValidationCampaignTests
{
    private static readonly Guid Id = Guid.Parse("0197d1f0-0000-7000-8000-000000000001");

    [Fact]
    public void It_has_as_many_points_inside_and_outside_as_agreed_and_nothing_else_to_choose() => Prop.ForAll(Gen.Choose(1, 12).Two().ToArbitrary(), counts =>
    {
        var campaign = Of(Recommended.Document() with { Validation = new ValidationDesign(counts.Item1, counts.Item2, 7) });
        var start = campaign.WarmStart!;
        var inside = start.InitialPoints.Count(p => RegionMembership.Of(start, p)!.Value);
        return inside == counts.Item1 && start.InitialPoints.Count == counts.Item1 + counts.Item2 && start.InitialPoints.Distinct().Count() == start.InitialPoints.Count
            && start.InitialPoints.All(campaign.Space.Contains) && campaign.InitialDesign.Count == start.InitialPoints.Count && campaign.Budget == new Budget(start.InitialPoints.Count, null)
            && start.InitialPoints.All(p => RegionMembership.Of(start, p) == RegionMembership.Of(Recommended.Document(), p));
    }).Check(Cases.Drawn(100));

    [Fact]
    public void It_names_its_recommendation_and_takes_the_lab_of_its_base()
    {
        var basis = CampaignDefinition.From(Recommended.Campaign());
        var campaign = Of(Recommended.Document());

        Assert.Equal(new WarmStartOrigin("Anneal hot, spray slowly", WarmStartPurpose.Validate, Id, 3), campaign.WarmStart!.Origin);
        Assert.Equal((basis.Space, basis.Workflow, basis.MaxInFlight, 41L), (campaign.Space, campaign.Workflow, campaign.MaxInFlight, campaign.Seed));
        Assert.Equal("Validation of Anneal hot, spray slowly", campaign.Name);
        Assert.Empty(campaign.WarmStart.Donors);
    }

    [Fact]
    public void The_seed_decides_every_point_and_both_kinds_are_mixed_over_any_stretch_of_time()
    {
        var document = Recommended.Document() with { Validation = new ValidationDesign(20, 20, 5) };
        var campaign = Of(document);

        Assert.Equal(campaign, Of(document));
        Assert.NotEqual(campaign.WarmStart!.InitialPoints, Of(document with { Validation = new ValidationDesign(20, 20, 6) }).WarmStart!.InitialPoints);
        var sides = campaign.WarmStart.InitialPoints.Select(p => RegionMembership.Of(campaign.WarmStart, p)!.Value).ToList();
        foreach (var block in sides.Chunk(4))
            Assert.Equal(2, block.Count(s => s));
        Assert.True(sides.Chunk(4).Select(b => string.Concat(b)).Distinct().Count() > 2);
    }

    [Fact]
    public void Points_are_spread_evenly_over_the_union_of_overlapping_boxes()
    {
        // Two boxes of x over [0, 0.5] and [0.25, 0.75] of the range: evenly means a third in each quarter.
        var space = new SearchSpace([new ContinuousParameter("x", 0, 1)], []);
        var draw = new EvenDraw(space, [new PriorRegion([new PriorSide("x", null, 0.5, [])], 0.5), new PriorRegion([new PriorSide("x", 0.25, 0.75, [])], 0.4)]);
        var random = new Domain.Numerics.SeededRandom(3);
        var points = Enumerable.Range(0, 6000).Select(_ => draw.Next(true, random, new HashSet<Configuration>())!["x"].Number).ToList();

        foreach (var quarter in new[] { 0, 0.25, 0.5 })
            Assert.InRange(points.Count(x => x >= quarter && x < quarter + 0.25), 1850, 2150);
        Assert.All(Enumerable.Range(0, 200), _ => Assert.True(draw.Next(false, random, new HashSet<Configuration>())!["x"].Number > 0.75));
    }

    [Fact]
    public void What_is_in_the_evidence_or_was_tried_before_is_not_fresh()
    {
        var document = Recommended.Document();
        var first = Of(document).WarmStart!.InitialPoints;
        var evidence = document.Evidence with { DonorRuns = [new DonorRuns("batch A", 1, 8, [.. first.Take(8).Select(p => new DonorConfiguration(p, 1))])] };

        var again = ValidationCampaign.Of(document with { Evidence = evidence }, Id, 3, CampaignDefinition.From(Recommended.Campaign()), [.. first.Skip(8)]).WarmStart!.InitialPoints;

        Assert.Empty(first.Intersect(again));
        Assert.Equal(16, again.Count);
    }

    [Fact]
    public void A_region_that_covers_all_of_the_base_cannot_be_tried_there()
    {
        var draft = Recommended.Campaign();
        (draft.Parameters[0].Low, draft.Parameters[0].High, draft.Parameters[1].High) = (265, 280, 4);
        draft.Parameters[3].Choices = ["DMSO", "EG"];

        var refusal = Assert.Throws<RefusedException>(() => Of(Recommended.Document(), draft));

        Assert.Contains("The region covers all of this campaign's space", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_space_with_too_few_fresh_configurations_is_refused_with_their_number()
    {
        var draft = Recommended.Campaign();
        foreach (var (i, levels) in new (int, List<double>)[] { (0, [230, 270]), (1, [3]), (2, [4]), (4, [0.1]) })
            draft.Parameters[i] = new ParameterDraft { Name = draft.Parameters[i].Name, Kind = "discrete", Levels = levels, Unit = draft.Parameters[i].Unit };

        var refusal = Assert.Throws<RefusedException>(() => Of(Recommended.Document(), draft));

        Assert.Contains("leaves only 2 fresh configurations to try, and the validation needs 8", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_unit_a_missing_parameter_and_the_other_direction_are_all_said_at_once()
    {
        var draft = Recommended.Campaign();
        draft.Parameters[0].Unit = "bar";
        draft.Parameters.RemoveAt(3);
        draft.Objectives[0].Goal = "minimize";

        var messages = Assert.Throws<DefinitionException>(() => Of(Recommended.Document(), draft)).Problems.Select(p => p.ToString()).ToList();

        Assert.Equal(3, messages.Count);
        foreach (var word in new[] { "bar", "additive", "minimizes" })
            Assert.Contains(messages, m => m.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Units_are_converted_and_membership_holds_in_the_campaigns_own()
    {
        var draft = Recommended.Campaign();
        draft.Parameters[0] = new ParameterDraft { Name = "temperature", Kind = "continuous", Low = 493.15, High = 573.15, Unit = "K" };

        var start = Of(Recommended.Document(), draft).WarmStart!;

        var side = start.Regions[0].Sides.Single(s => s.Parameter == "temperature");
        Assert.Equal((535.15, 561.15), (Math.Round(side.Low!.Value, 9), Math.Round(side.High!.Value, 9)));
        Assert.All(start.InitialPoints, p => Assert.InRange(p["temperature"].Number, 493.15, 573.15));
        Assert.Equal(8, start.InitialPoints.Count(p => RegionMembership.Of(start, p)!.Value));
    }

    [Fact]
    public void Constraints_of_the_base_are_kept_inside_and_outside()
    {
        var draft = Recommended.Campaign();
        draft.Constraints = [new ConstraintDraft { Terms = [new TermDraft { Parameter = "spray_rate", Coefficient = 1 }, new TermDraft { Parameter = "passes", Coefficient = 1 }], Relation = "<=", Value = 8 }];

        Assert.All(Of(Recommended.Document(), draft).WarmStart!.InitialPoints, p => Assert.True(p["spray_rate"].Number + p["passes"].Number <= 8));
        draft.Constraints[0] = new ConstraintDraft { Terms = [new TermDraft { Parameter = "temperature", Coefficient = 1 }], Relation = "<=", Value = 250 };
        Assert.Throws<DefinitionException>(() => Of(Recommended.Document(), draft));
    }

    [Fact]
    public void Membership_follows_the_boxes_of_the_document_also_for_parameters_that_are_not_active()
    {
        var document = Recommended.Document();
        var box = new ConfigurationBox([new NumberSide("temperature", 250, null, "°C", true), new ChoiceSide("additive", ["EG"], false)]);
        var evidence = document.Evidence with { Region = document.Evidence.Region with { Boxes = [box] } };
        Configuration At(params (string, ParameterValue)[] values) => new(values.Select(v => KeyValuePair.Create(v.Item1, v.Item2)));

        Assert.True(RegionMembership.Of(evidence, At(("additive", "EG"))));
        Assert.True(RegionMembership.Of(evidence, At(("temperature", 250), ("additive", "EG"))));
        Assert.False(RegionMembership.Of(evidence, At(("temperature", 249), ("additive", "EG"))));
        Assert.False(RegionMembership.Of(evidence, At(("temperature", 260))));
    }

    [Fact]
    public void A_variant_is_not_prepared_and_one_side_alone_shows_nothing()
    {
        Assert.Throws<RefusedException>(() => Of(Recommended.Document() with { Subject = RecommendationSubject.Variant, Variant = "EG" }));
        Assert.Throws<RefusedException>(() => Of(Recommended.Document() with { Validation = new ValidationDesign(5, 0, 1) }));
    }

    [Fact]
    public void A_recommendation_about_another_objective_is_followed_only_where_one_alone_is_sought()
    {
        var evidence = Recommended.Evidence();
        var draft = Recommended.Campaign();
        draft.Objectives[0].Name = "haze";
        var alone = CampaignDefinition.From(draft);
        Assert.True(RecommendedStart.Fit(alone.Space, alone.Objectives, evidence).IsPossible);

        draft.Objectives.Add(new ObjectiveDraft { Name = "conductivity", Unit = "S/m", Goal = "maximize" });
        var two = CampaignDefinition.From(draft);
        Assert.Equal("Put 'conductivity' first.", RecommendedStart.Fit(two.Space, two.Objectives, evidence).Problems[0].Remedy);
    }

    private static CampaignDefinition Of(RecommendationDocument document, CampaignDraft? basis = null) => ValidationCampaign.Of(document, Id, 3, CampaignDefinition.From(basis ?? Recommended.Campaign()));
}
