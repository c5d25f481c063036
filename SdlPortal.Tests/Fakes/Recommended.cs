using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Fakes;

/// <summary>A recommendation about the demo coating line, as an analysis of five batches would make it.</summary>
internal static class Recommended
{
    public const string Project = "coating-batches";

    private static readonly string[] Batches = ["batch A", "batch B", "batch C", "batch D", "batch E"];

    public static IReadOnlyList<ParameterShape> Parameters { get; } =
    [
        new("temperature", ParameterKind.Number, Unit: "°C", Low: 220, High: 300),
        new("spray_rate", ParameterKind.Number, Unit: "µL/s", Low: 2, High: 8),
        new("passes", ParameterKind.Integer, Low: 1, High: 10),
        new ParameterShape("additive", ParameterKind.Category) { Levels = ["DMSO", "EG", "none"] },
        new("dmso", ParameterKind.Number, Scale.Log, "v/v", 0.001, 0.3),
    ];

    public static ConfigurationBox Box { get; } = new(
    [
        new NumberSide("temperature", 262, 288, "°C", false),
        new NumberSide("spray_rate", null, 4.5, "µL/s", false),
        new ChoiceSide("additive", ["DMSO", "EG"], false),
    ]);

    /// <param name="shift">How many standard deviations the region is better by.</param>
    public static GainForecast Forecast(double shift = 0.9, int tasks = 5)
    {
        var random = new SeededRandom(7);
        double[] Draw(int count, double mean) => [.. Enumerable.Range(0, count).Select(_ => mean + random.NextNormal())];
        return GainForecast.Of([.. Batches.Take(tasks).Select((b, i) => TaskGain.Of(b, Draw(12 + (3 * i), shift + (0.15 * i)), Draw(40, 0)))], "Each batch was tried with a region made from the others.", []).Value;
    }

    public static RecommendationDocument Document(string title = "Anneal hot, spray slowly", string? target = null, bool hasForecast = true) => new()
    {
        Title = title,
        Subject = RecommendationSubject.Region,
        Claim = "On a further batch, a film from the region conducts better than one from elsewhere with probability 0.77 (0.63 to 0.87, 95 %).",
        Rationale = "All five batches of spring conduct best where the solvent leaves slowly and the film is annealed above its glass transition. Batch C shows it least: its stock solution was two weeks old.",
        WhatWouldChangeIt = ["Fresh experiments inside that are not better than those outside with probability above 0.5.", "A batch with another polymer grade."],
        Evidence = Evidence(target),
        Forecast = hasForecast ? Forecast() : null,
        WhyNoForecast = hasForecast ? null : "2 batches have runs on both sides; at least 3 are needed.",
        Feasibility = ["The hotplate takes 25 min to reach 262 °C; the plan has 20 experiments a day."],
        Validation = new ValidationDesign(8, 8, 41),
        ProjectId = Project,
        ProjectSequence = 12,
    };

    public static RegionRecommendation Evidence(string? target = null) => new()
    {
        Project = "Coating batches",
        Target = target,
        Metric = new MetricShape("conductivity", MetricGoal.Maximize, "S/m"),
        Parameters = Parameters,
        Region = Region(RegionKind.Promising, Box),
        Avoid = [Region(RegionKind.Risky, new ConfigurationBox([new NumberSide("temperature", 294, null, "°C", false)]))],
        Variants = [],
        Donors = [.. Batches.Select((b, i) => new TaskWeight(b, i == 2 ? 0 : (30.0 - (4 * i)) / 80, 0.1, 0.4, 52 + (3 * i), 52, 0.2 + (0.05 * i), null, null, double.NaN, i == 2, i == 2 ? "Its ranking contradicts the others'." : "Its runs are ranked alike."))],
        Check = null,
        Basis = new RecommendationBasis(new RunsTaken(286, 9, 0, 0, 4), 5, new AnalysisSelection("conductivity"), 1, new string('7', 64), 2, AnalysisPipeline.Version, "0f3c9a51d27be846", "Boxes by bump hunting, joined to a union; edges rounded."),
        Remarks = ["One source says conductivity in S/cm; the rules convert it."],
    };

    private static Region Region(RegionKind kind, ConfigurationBox box) => new()
    {
        Kind = kind,
        Boxes = [box],
        Sentence = BoxWording.Of([box]),
        Method = "bump hunting",
        TopDecileProbability = new Estimate(0.34, 0.22, 0.47),
        TopDecileShare = new Estimate(0.61, 0.4, 0.79),
        ProbabilityBetterThanChance = 0.994,
        ExpectedRegret = new Estimate(0.12, 0.05, 0.2),
        ExpectedRegretEverywhere = new Estimate(0.31, 0.2, 0.45),
        RegretRuns = 20,
        ShareOfSpace = 0.14,
        ShareOfConfigurations = 0.18,
        Runs = 51,
        Tasks = 5,
        ByTask = [],
        Tau2 = 0.11,
        I2 = 34,
        RiskInside = new Estimate(0.06, 0.02, 0.12),
        RiskOutside = new Estimate(0.13, 0.08, 0.18),
        Jaccard = new Estimate(0.72, 0.5, 0.9),
        FoundAgain = 0.93,
        RoundingCost = 0.002,
    };

    /// <summary>What eight fresh experiments on each side might come to.</summary>
    public static GainScore Score(double realized = 0.78, GainVerdict verdict = GainVerdict.AsForecast, GainForecast? forecast = null)
    {
        forecast ??= Forecast();
        var isInside = verdict == GainVerdict.AsForecast;
        return new GainScore(forecast, new RealizedGain(8, 8, new Estimate(realized, Math.Max(0, realized - 0.23), Math.Min(1, realized + 0.17)), 3.1e6, 2.4e6, 4.2e6, 3.6e6), new Estimate(forecast.Superiority.Mean, 0.45, 0.95), isInside, verdict,
            FormattableString.Invariant($"Inside was better than outside with probability {realized:0.##}; {(isInside ? "that lies in what was expected of so many experiments" : "that lies outside of what was expected")}, 0.45 to 0.95."));
    }

    /// <summary>What so many fresh experiments on each side say about a forecast, worked out.</summary>
    /// <param name="wins">In how many of all pairs the one inside was better.</param>
    public static GainScore Counted(GainForecast forecast, int each, double wins)
    {
        // Inside lies so far above outside that the wanted share of pairs is won.
        double[] outside = [.. Enumerable.Range(0, each).Select(i => 2.0e6 + (1.0e5 * i))];
        double[] inside = [.. outside.Select(v => v + (1.0e5 * each * (wins - 0.5) * 1.4) + 1)];
        return GainScore.Of(forecast, RealizedGain.Of(inside, outside, MetricGoal.Maximize));
    }

    /// <summary>As a campaign of the demo line would define it, with the recommendation's own parameters.</summary>
    public static CampaignDraft Campaign()
    {
        var draft = Drafts.Coating(16, inFlight: 3);
        draft.Parameters =
        [
            new ParameterDraft { Name = "temperature", Kind = "continuous", Low = 220, High = 300, Unit = "°C" },
            new ParameterDraft { Name = "spray_rate", Kind = "continuous", Low = 2, High = 8, Unit = "µL/s" },
            new ParameterDraft { Name = "passes", Kind = "integer", Low = 1, High = 10 },
            new ParameterDraft { Name = "additive", Kind = "categorical", Choices = ["DMSO", "EG", "none"] },
            new ParameterDraft { Name = "dmso", Kind = "continuous", Low = 0.001, High = 0.3, Unit = "v/v", Scale = "log" },
        ];
        draft.GroundTruth = null;
        return draft;
    }
}
