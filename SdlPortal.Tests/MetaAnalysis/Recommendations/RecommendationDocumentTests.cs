using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Recommendations;

public sealed class RecommendationDocumentTests
{
    private readonly RecommendationDocument document = Recommended.Document();

    [Fact]
    public void The_hash_names_the_content_and_survives_storage()
    {
        var hash = RecommendationHash.Of(document);
        var stored = JsonSerializer.Deserialize<RecommendationDocument>(JsonSerializer.Serialize(document, AnalysisJson.Indented), AnalysisJson.Options)!;

        Assert.Matches("^[0-9A-F]{64}$", hash);
        Assert.Equal(hash, RecommendationHash.Of(document with { }));
        Assert.Equal(hash, RecommendationHash.Of(stored));
        string[] others =
        [
            RecommendationHash.Of(document with { Title = "Anneal hot, spray slow" }), RecommendationHash.Of(document with { Rationale = "" }), RecommendationHash.Of(document with { ProjectSequence = 13 }),
            RecommendationHash.Of(document with { Validation = new ValidationDesign(8, 9, 41) }), RecommendationHash.Of(document with { WhatWouldChangeIt = [.. document.WhatWouldChangeIt.Reverse()] }),
            RecommendationHash.Of(document with { Evidence = document.Evidence with { Basis = document.Evidence.Basis with { DataHash = new string('8', 64) } } }),
        ];
        Assert.Equal(others.Length, others.Append(hash).Distinct().Count() - 1);
    }

    [Fact]
    public void What_differs_between_two_versions_is_said_field_by_field()
    {
        var box = new ConfigurationBox([new NumberSide("temperature", 262, 280, "°C", false), Recommended.Box.Sides[1]]);
        var after = document with
        {
            Title = "Anneal hot",
            WhatWouldChangeIt = [document.WhatWouldChangeIt[0], "A new nozzle.", "Humid days."],
            Evidence = document.Evidence with { Region = document.Evidence.Region with { Boxes = [box] } },
            Validation = document.Validation with { Inside = 12 },
        };

        Assert.Empty(DocumentDiff.Of(document, document with { }));
        Assert.Equal(
        [
            new FieldChange("Title", "Anneal hot, spray slowly", "Anneal hot"),
            new FieldChange("What would change it", "A batch with another polymer grade.", "A new nozzle."),
            new FieldChange("What would change it", null, "Humid days."),
            new FieldChange("Region: temperature", "temperature 262 to 288 °C", "temperature 262 to 280 °C"),
            new FieldChange("Region: additive", "additive DMSO or EG", null),
            new FieldChange("Validation: experiments inside", "8", "12"),
        ], DocumentDiff.Of(document, after).Select(c => c with { Before = c.Before?.Replace('\u00a0', ' '), After = c.After?.Replace('\u00a0', ' ') }));
    }

    [Fact]
    public void A_draft_says_the_claim_with_its_interval_and_what_would_change_it()
    {
        var forecast = Recommended.Forecast();
        var evidence = Recommended.Evidence("batch F") with { Forecast = forecast };

        var draft = RecommendationDrafting.From(evidence, Recommended.Project, 12);

        Assert.Empty(DocumentCheck.Problems(draft));
        Assert.Equal((RecommendationSubject.Region, Recommended.Project, 12, ""), (draft.Subject, draft.ProjectId, draft.ProjectSequence, draft.Rationale));
        Assert.StartsWith("For high conductivity of batch F: temperature 262 to 288", draft.Title, StringComparison.Ordinal);
        Assert.Matches(@"^On batch F an experiment with temperature .* comes out better than one elsewhere with probability 0\.\d+ \(0\.\d+ to 0\.\d+\), 95 % interval for one such task; 0\.5 would say nothing\.$", draft.Claim);
        Assert.Contains(draft.WhatWouldChangeIt, s => s.StartsWith("Fresh experiments inside that are not better than the others, or whose gain lies outside of 0.", StringComparison.Ordinal));
        Assert.Contains("The first runs of batch F: there are none yet, so it is only believed to be like the others.", draft.WhatWouldChangeIt);
        Assert.Contains("Runs of more tasks: it rests on 5, and one more can move it far.", draft.WhatWouldChangeIt);
        Assert.Equal(draft.Validation, RecommendationDrafting.From(evidence, Recommended.Project, 12).Validation);
        Assert.Equal(draft.Validation.Inside, draft.Validation.Outside);
    }

    [Fact]
    public void The_validation_is_large_enough_for_a_verdict()
    {
        int Each(double shift) => RecommendationDrafting.From(Recommended.Evidence() with { Forecast = Recommended.Forecast(shift) }, Recommended.Project, 12).Validation.Inside;

        Assert.True(Each(0.5) > Each(1.2), $"{Each(0.5)} {Each(1.2)}");
        var forecast = Recommended.Forecast(0.7);
        Assert.True(ValidationSize.Power(Each(0.7), Each(0.7), forecast.Superiority.Mean) >= 0.8);
    }

    [Fact]
    public void One_donor_that_counts_most_and_one_task_that_everything_hangs_on_are_named()
    {
        double[] outside = [.. Enumerable.Range(0, 30).Select(i => i * 0.1)];
        double[] Shifted(double by) => [.. outside.Select(v => v + by)];
        var forecast = GainForecast.Of([.. Enumerable.Range(0, 4).Select(i => TaskGain.Of($"batch {(char)('A' + i)}", Shifted(0.4), outside)), TaskGain.Of("batch E", Shifted(4), outside)], "", []).Value;
        var evidence = Recommended.Evidence() with { Forecast = forecast };
        evidence = evidence with { Donors = [.. evidence.Donors.Select((d, i) => d with { Weight = i == 1 ? 0.7 : 0.075 })], Region = evidence.Region with { FoundAgain = 0.55 } };

        var sentences = RecommendationDrafting.From(evidence, Recommended.Project, 12).WhatWouldChangeIt.Select(s => s.Replace('\u00a0', ' ')).ToList();

        Assert.Contains(sentences, s => s.StartsWith("What becomes of batch E: without its runs the gain would be 0.6", StringComparison.Ordinal));
        Assert.Contains("Doubts about batch B: it counts 70 % of what the region was found from.", sentences);
        Assert.Contains("More runs near its edges: in 55 % of resamples of tasks and runs the region is found again.", sentences);
    }

    [Fact]
    public void A_draft_without_a_forecast_says_why_and_promises_what_the_region_says()
    {
        var draft = RecommendationDrafting.From(Recommended.Evidence() with { WhyNoForecast = "2 tasks have runs on both sides; at least 3 are needed." }, Recommended.Project, 12);

        Assert.Empty(DocumentCheck.Problems(draft));
        Assert.Equal("2 tasks have runs on both sides; at least 3 are needed.", draft.WhyNoForecast);
        Assert.Contains("is among the best tenth with probability 0.34 (0.22 to 0.47)", draft.Claim, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variant_is_recommended_by_its_standing()
    {
        var standing = new Domain.MetaAnalysis.Variants.VariantStanding("DMSO", 60, 5, new(0.6, 0.2, 1), 0.83, 0.5, "It leads.");
        var evidence = Recommended.Evidence() with { Variants = [standing, standing with { Variant = "EG" }], VariantForecast = Recommended.Forecast() };

        var (leading, other) = (RecommendationDrafting.From(evidence, Recommended.Project, 12, "DMSO"), RecommendationDrafting.From(evidence, Recommended.Project, 12, "EG"));

        Assert.Equal((RecommendationSubject.Variant, "DMSO"), (leading.Subject, leading.Variant));
        Assert.Same(evidence.VariantForecast, leading.Forecast);
        Assert.Equal("Forecasts are made for the variant that is most probably best, and EG is not.", other.WhyNoForecast);
        Assert.Empty(DocumentCheck.Problems(leading));
        Assert.Empty(DocumentCheck.Problems(other));
    }
}
