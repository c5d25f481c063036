using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Tests.MetaAnalysis.Analysis;

namespace SdlPortal.Tests.MetaAnalysis.Recommendations;

/// <summary>What is written is read back, and what is not a recommendation is refused with every reason and its place.</summary>
public sealed class RecommendationFileTests
{
    private static readonly Lazy<string> Written = new(() => RecommendationFile.Write(RegionRecommendation.Of("tiny", TinyAnalysis.Report).Value));

    [Fact]
    public void A_recommendation_is_read_back_as_it_was_written()
    {
        var (read, problems) = RecommendationFile.Read(Written.Value);

        Assert.Empty(problems);
        Assert.Equal(Written.Value, RecommendationFile.Write(read!));
        Assert.NotEmpty(read!.DonorRuns);
        Assert.NotNull(read.Forecast);
    }

    [Fact]
    public void A_file_of_the_first_form_is_still_read()
    {
        var (read, problems) = RecommendationFile.Read(Changed(root =>
        {
            root["version"] = 1;
            foreach (var name in new[] { "donorRuns", "forecast", "whyNoForecast", "variantForecast", "whyNoVariantForecast" })
                root.Remove(name);
        }));

        Assert.Empty(problems);
        Assert.Empty(read!.DonorRuns);
        Assert.Null(read.Forecast);
    }

    [Theory]
    [InlineData("", "file", "not JSON")]
    [InlineData("[1, 2]", "file", "not a recommendation")]
    [InlineData("""{ "name": "Coatings", "workflow": [] }""", "file", "not a recommendation")]
    [InlineData("""{ "version": 3, "region": 1, "what": 2 }""", "version", "form 3")]
    public void What_is_no_recommendation_is_said_in_one_sentence(string text, string path, string message)
    {
        var (read, problems) = RecommendationFile.Read(text);

        Assert.Null(read);
        var problem = Assert.Single(problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_off_is_refused_wherever_it_ends()
    {
        foreach (var share in new[] { 0.1, 0.5, 0.9, 0.999 })
            Assert.Contains("cut off", Assert.Single(Problems(Written.Value[..(int)(share * Written.Value.Length)])).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_of_the_wrong_kind_is_named_at_once()
    {
        var problems = Problems(Changed(root =>
        {
            root["project"] = 7;
            root.Remove("basis");
            root["region"]!["boxes"]![0]!["sides"]![0]!["kind"] = "sphere";
            root["metric"]!["goal"] = "upward";
            root["donorRuns"]![1]!["runs"]![0]!["outcome"] = "high";
            root["parameters"]![0] = null;
            root["colour"] = "blue";
            root["avoid"] = new JsonObject();
        }));

        Assert.Equal(["avoid", "basis", "colour", "donorRuns[1].runs[0].outcome", "metric.goal", "parameters[0]", "project", "region.boxes[0].sides[0].kind"], problems.Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.All(problems, p => Assert.NotEmpty(p.Remedy));
    }

    [Fact]
    public void All_that_makes_no_sense_is_named_at_once()
    {
        var problems = Problems(Changed(root =>
        {
            var side = root["region"]!["boxes"]![0]!["sides"]!.AsArray().First(s => (string?)s!["kind"] == "number")!;
            (side["low"], side["high"]) = (2, 1);
            root["region"]!["boxes"]![0]!["sides"]!.AsArray().Add(new JsonObject { ["kind"] = "number", ["parameter"] = "speed", ["low"] = 1, ["high"] = 2, ["unit"] = null, ["takesInactive"] = false });
            root["donorRuns"]![0]!["runs"]![0]!["outcome"] = "NaN";
            root["donorRuns"]![0]!["runs"]![1]!["configuration"]!["solvent"] = "honey";
            root["donorRuns"]![0]!["weight"] = -1;
            root["forecast"]!["superiority"]!["high"] = 1.5;
        }));

        Assert.Equal(6, problems.Count);
        foreach (var words in new[] { "Low 2 is above high 1", "no parameter 'speed'", "NaN is not a result", "'honey' is not a choice", "-1 is not a weight", "not an interval" })
            Assert.Contains(problems, p => p.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_too_large_to_be_kept_is_refused()
    {
        var text = Changed(root => root["donorRuns"]![0]!["runs"]![0]!["outcome"] = "MARK").Replace("\"MARK\"", "1e999", StringComparison.Ordinal);

        Assert.Equal("donorRuns[0].runs[0].outcome", Assert.Single(Problems(text)).Path);
    }

    private static IReadOnlyList<Problem> Problems(string text)
    {
        var (read, problems) = RecommendationFile.Read(text);
        Assert.Null(read);
        return problems;
    }

    private static string Changed(Action<JsonObject> change)
    {
        var root = JsonNode.Parse(Written.Value)!.AsObject();
        change(root);
        return root.ToJsonString();
    }
}
