using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Reviews.Deciding;

namespace SdlPortal.Tests.Reviews;

public sealed class DocumentFormTests
{
    private readonly RecommendationDocument document = Recommended.Document();
    private readonly DocumentForm form;

    public DocumentFormTests() => form = DocumentForm.Of(document);

    [Fact]
    public void A_form_that_nobody_touched_is_the_same_version()
    {
        var (read, problems) = form.Read(document);

        Assert.Empty(problems);
        Assert.Equal(RecommendationHash.Of(document), RecommendationHash.Of(read!));
        var remembered = JsonSerializer.Deserialize<DocumentForm>(JsonSerializer.Serialize(form))!;
        Assert.Equal(RecommendationHash.Of(document), RecommendationHash.Of(remembered.Read(document).Document!));
    }

    [Theory]
    [InlineData("temperature", "warm", "288", "boxes[0].temperature.low", "not a number")]
    [InlineData("temperature", "219", "288", "boxes[0].temperature.low", "outside of what was declared for temperature: 220 to 300\u00a0°C")]
    [InlineData("temperature", "280", "262", "boxes[0].temperature.high", "below where it begins")]
    [InlineData("temperature", "", "", "boxes[0].temperature.low", "neither a lower nor an upper end")]
    [InlineData("passes", "2.5", "4", "boxes[0].passes.low", "whole numbers")]
    [InlineData("dmso", "0", "0.1", "boxes[0].dmso.low", "outside of what was declared")]
    public void A_side_that_is_no_part_of_the_declared_space_says_what_is_wrong_with_it_once(string parameter, string low, string high, string path, string message)
    {
        var side = form.Boxes[0].Sides.Single(s => s.Parameter == parameter);
        (side.IsNamed, side.Low, side.High) = (true, low, high);
        var (read, problems) = form.Read(document);

        Assert.Null(read);
        var problem = Assert.Single(problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void A_region_without_any_side_or_a_choice_without_any_level_is_no_region()
    {
        foreach (var side in form.Boxes[0].Sides)
            side.IsNamed = false;
        Assert.Contains("nothing lies outside to compare with", Assert.Single(form.Read(document).Problems).Message, StringComparison.Ordinal);
        var additive = form.Boxes[0].Sides.Single(s => s.Parameter == "additive");
        additive.IsNamed = true;
        additive.Levels.Clear();
        Assert.Contains("no choice left", Assert.Single(form.Read(document).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Moved_sides_are_remarked_and_the_evidence_stays()
    {
        form.Boxes[0].Sides.Single(s => s.Parameter == "temperature").Low = "270";
        form.Boxes[0].Sides.Single(s => s.Parameter == "spray_rate").IsNamed = false;
        form.WhatWouldChangeIt = "One thing.\n\n  Another.  ";
        var read = form.Read(document).Document!;

        Assert.Equal("temperature 270 to 288\u00a0°C, additive DMSO or EG", read.Evidence.Region.Sentence);
        Assert.Equal([new NumberSide("temperature", 270, 288, "°C", false), new ChoiceSide("additive", ["DMSO", "EG"], false)], read.Evidence.Region.Boxes[0].Sides);
        Assert.Equal(["One thing.", "Another."], read.WhatWouldChangeIt);
        Assert.Contains(EditedRegion.Remark, read.Evidence.Remarks);
        Assert.Same(document.Forecast, read.Forecast);
        // Moved twice is said once.
        Assert.Single(DocumentForm.Of(read).Read(read).Document!.Evidence.Remarks, EditedRegion.Remark);
    }
}
