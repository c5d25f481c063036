using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>Makes a draft of what an analysis recommends: the claim with its interval, what would change it, and a validation with enough experiments to come to a verdict. People revise it before they submit it. Pure.</summary>
public static class RecommendationDrafting
{
    private const int TitleLength = 120;
    private const int WithoutForecast = 12;

    /// <summary>More than a verdict needs, as some may fail.</summary>
    private const int FewestOfEach = 8;


    /// <param name="projectSequence">The number of the project's last decision when the evidence was made.</param>
    /// <param name="variant">The variant to recommend; null for the region.</param>
    /// <param name="feasibility">What stands in the way of trying it in this lab.</param>
    public static RecommendationDocument From(RegionRecommendation evidence, string projectId, int projectSequence, string? variant = null, IReadOnlyList<string>? feasibility = null)
    {
        var leads = variant is not null && evidence.Variants is [var first, ..] && first.Variant == variant;
        var forecast = variant is null ? evidence.Forecast : leads ? evidence.VariantForecast : null;
        var whyNot = variant is null ? evidence.WhyNoForecast : leads ? evidence.WhyNoVariantForecast : $"Forecasts are made for the variant that is most probably best, and {variant} is not.";
        var size = forecast is null ? WithoutForecast : ValidationSize.For(forecast);
        var obstacles = feasibility?.ToList() ?? [];
        if (size is null)
            obstacles.Add(string.Create(CultureInfo.InvariantCulture, $"If the forecast's mean is right, even {ValidationSize.MostOfEach} experiments inside and {ValidationSize.MostOfEach} outside show with less than 80 % probability that the region is better."));
        var each = Math.Max(size ?? ValidationSize.MostOfEach, FewestOfEach);
        return new RecommendationDocument
        {
            Title = Title(evidence, variant),
            Subject = variant is null ? RecommendationSubject.Region : RecommendationSubject.Variant,
            Variant = variant,
            Claim = variant is null ? Claim(evidence, forecast) : Claim(evidence, variant, forecast),
            Rationale = "",
            WhatWouldChangeIt = ChangeOfMind.Of(evidence, forecast, variant),
            Evidence = evidence,
            Forecast = forecast,
            WhyNoForecast = forecast is null ? whyNot ?? "The analysis made no forecast; analyze again." : null,
            Feasibility = obstacles,
            Validation = new ValidationDesign(each, each, Seed(evidence)),
            ProjectId = projectId,
            ProjectSequence = projectSequence,
        };
    }

    private static string Title(RegionRecommendation evidence, string? variant)
    {
        var aim = $"{(evidence.Metric.Goal == MetricGoal.Minimize ? "low" : "high")} {evidence.Metric.Name}{(evidence.Target is { } target ? $" of {target}" : "")}";
        var title = variant is null ? $"For {aim}: {evidence.Region.Sentence}" : $"For {aim}: {variant}";
        title = string.Concat(title.Where(c => !char.IsControl(c)));
        return title.Length <= TitleLength ? title : title[..(TitleLength - 1)].TrimEnd(' ', ',', ';') + "…";
    }

    private static string Claim(RegionRecommendation evidence, GainForecast? forecast) => forecast is { } promised
        ? $"On {Task(evidence)} an experiment with {evidence.Region.Sentence} comes out better than one elsewhere with probability {With(promised.Superiority)}, 95 % interval for one such task; 0.5 would say nothing."
        : $"On {Task(evidence)} an experiment with {evidence.Region.Sentence} is among the best tenth with probability {With(evidence.Region.TopDecileProbability)}, 95 % interval; 0.1 would say nothing.";

    private static string Claim(RegionRecommendation evidence, string variant, GainForecast? forecast)
    {
        if (forecast is { } promised)
            return $"On {Task(evidence)} an experiment with {variant} comes out better than one with another variant with probability {With(promised.Superiority)}, 95 % interval for one such task; 0.5 would say nothing.";
        return evidence.Variants.FirstOrDefault(v => v.Variant == variant) is { } standing
            ? $"On {Task(evidence)} {variant} is the best variant with probability {Quantity.Text(standing.ProbabilityBest, digits: 2)}; it is {With(standing.Advantage)} standard deviations of a task's outcomes above the average variant, 95 % interval."
            : $"On {Task(evidence)} {variant} is worth trying.";
    }

    private static string Task(RegionRecommendation evidence) => evidence.Target ?? $"a task like those of {evidence.Project}";

    private static string With(Estimate estimate) => $"{Quantity.Text(estimate.Mean, digits: 2)} ({Quantity.Text(estimate.Low, digits: 2)} to {Quantity.Text(estimate.High, digits: 2)})";

    /// <summary>The same evidence draws the same experiments; nobody chooses them.</summary>
    private static long Seed(RegionRecommendation evidence) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(evidence.Basis.Analysis)), 0) % 1_000_000_000;
}
