using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.MetaAnalysis.Variants;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>
/// Where to look first for a task and what to keep away from, with all that it rests on: what `meta recommend` writes. Complete in itself: whoever has the file knows the claim, its interval, the donors and the hashes by which it can be made again.
/// </summary>
public sealed record RegionRecommendation
{
    /// <summary>Form 2 has donor runs and forecasts.</summary>
    public const int LatestVersion = 2;

    /// <summary>The form of this document.</summary>
    public int Version { get; init; } = LatestVersion;

    public required string Project { get; init; }

    /// <summary>Null where it is for any task like those of the project.</summary>
    public required string? Target { get; init; }

    public required MetricShape Metric { get; init; }

    /// <summary>Of the parameters that the region's sides name, and of those it leaves free.</summary>
    public required IReadOnlyList<ParameterShape> Parameters { get; init; }

    public required Region Region { get; init; }

    /// <summary>Zones that are risky or dear.</summary>
    public required IReadOnlyList<Region> Avoid { get; init; }

    /// <summary>By decreasing probability of being best; empty where runs have no variants.</summary>
    public required IReadOnlyList<VariantStanding> Variants { get; init; }

    /// <summary>The tasks it rests on and what each counts; empty where all count the same.</summary>
    public required IReadOnlyList<TaskWeight> Donors { get; init; }

    /// <summary>How recommendations made in the same way did on each task that they had not seen; null with fewer than three tasks.</summary>
    public required Generalization? Check { get; init; }

    /// <summary>Runs of the donors, thinned, for campaigns that start from this; empty where the analysis kept none.</summary>
    public IReadOnlyList<DonorRuns> DonorRuns { get; init; } = [];

    /// <summary>What it promises on a task like the target; null where the tasks are too few to say, see <see cref="WhyNoForecast"/>.</summary>
    public GainForecast? Forecast { get; init; }

    public string? WhyNoForecast { get; init; }

    /// <summary>What choosing the leading variant promises on a task like the target: its runs against those of the others; null where there are no variants or the tasks are too few, see <see cref="WhyNoVariantForecast"/>.</summary>
    public GainForecast? VariantForecast { get; init; }

    public string? WhyNoVariantForecast { get; init; }

    public required RecommendationBasis Basis { get; init; }

    /// <summary>What a reader must know, in sentences.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <returns>The recommendation of a report, or why it has none.</returns>
    public static Answer<RegionRecommendation> Of(string project, AnalysisReport report)
    {
        if (!report.Regions.HasValue)
            return Answer<RegionRecommendation>.NotEnough(report.Regions.WhyNot!);
        var regions = report.Regions.Value;
        return Answer<RegionRecommendation>.Of(new RegionRecommendation
        {
            Project = project,
            Target = report.Request.Target,
            Metric = report.Metric,
            Parameters = report.Parameters,
            Region = regions.Recommended,
            Avoid = [.. regions.Risky, .. regions.Dear],
            Variants = report.Variants.HasValue ? report.Variants.Value.Standings : [],
            Donors = report.Similarity.HasValue ? report.Similarity.Value.Tasks : [],
            Check = regions.Check,
            DonorRuns = report.DonorRuns,
            Forecast = report.Forecast.HasValue ? report.Forecast.Value : null,
            WhyNoForecast = report.Forecast.WhyNot,
            VariantForecast = report.VariantForecast.HasValue ? report.VariantForecast.Value : null,
            WhyNoVariantForecast = report.VariantForecast.WhyNot,
            Basis = new RecommendationBasis(report.Taken, report.Tasks.Count, report.Request.Selection, report.Request.Seed, report.DataHash, report.RulesVersion, report.Version, report.Request.Key(report.DataHash), regions.Method),
            Remarks = regions.Remarks,
        });
    }
}

/// <summary>What a recommendation was made of. The hash, the version and the seed make it again.</summary>
/// <param name="Analysis">The key of the analysis it came from.</param>
public sealed record RecommendationBasis(RunsTaken Runs, int Tasks, AnalysisSelection Selection, long Seed, string DataHash, int RulesVersion, string Pipeline, string Analysis, string Method);

/// <summary>Some of a task's runs: its configurations with their outcomes on the metric's own scale.</summary>
/// <param name="Weight">What the task counted in the analysis.</param>
/// <param name="OfRuns">How many it has; fewer than that were kept where <paramref name="Runs"/> are fewer.</param>
public sealed record DonorRuns(string Task, double Weight, int OfRuns, IReadOnlyList<DonorConfiguration> Runs);

/// <summary>Parameters that are not active are not named.</summary>
public sealed record DonorConfiguration(Configuration Configuration, double Outcome);
