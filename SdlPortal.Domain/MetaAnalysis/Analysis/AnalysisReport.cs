using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.MetaAnalysis.Variants;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>All that was found, with what it rests on. The request, the data and the version decide every byte of it; when and by whom it was asked stands elsewhere.</summary>
public sealed record AnalysisReport
{
    /// <summary>Of the pipeline, see <see cref="AnalysisPipeline.Version"/>.</summary>
    public required string Version { get; init; }

    public required AnalysisRequest Request { get; init; }

    /// <summary>Of the runs, the rules and the exclusions.</summary>
    public required string DataHash { get; init; }

    public required int RulesVersion { get; init; }

    public required MetricShape Metric { get; init; }

    public required RunsTaken Taken { get; init; }

    public required IReadOnlyList<AnalyzedTask> Tasks { get; init; }

    /// <summary>The parameters that effects and regions speak of, in the order of the table.</summary>
    public required IReadOnlyList<ParameterShape> Parameters { get; init; }

    /// <summary>Findings of the quality checks by weight: how many block, warn and note.</summary>
    public required CheckCounts Checks { get; init; }

    public required EffectsReport Effects { get; init; }

    public required Answer<TaskWeights> Similarity { get; init; }

    public required Answer<RegionFindings> Regions { get; init; }

    public required Answer<VariantFindings> Variants { get; init; }

    /// <summary>Some runs of each task, for campaigns that start from this; empty in reports of version 1.</summary>
    public IReadOnlyList<DonorRuns> DonorRuns { get; init; } = [];

    /// <summary>What the recommended region promises on a task that it was not made from. Stands with the regions.</summary>
    public Answer<GainForecast> Forecast => !Regions.HasValue ? Answer<GainForecast>.NotEnough(Regions.WhyNot!)
        : Regions.Value.Forecast ?? Answer<GainForecast>.NotEnough($"Version {Version} of the analyses made no forecasts; analyze again.");

    /// <summary>The same for the variant that is most probably best.</summary>
    public Answer<GainForecast> VariantForecast => !Variants.HasValue ? Answer<GainForecast>.NotEnough(Variants.WhyNot!)
        : Variants.Value.Forecast ?? Answer<GainForecast>.NotEnough($"Version {Version} of the analyses made no forecasts; analyze again.");

    /// <summary>Until an improvement: by runs, and by seconds and cost where runs say them.</summary>
    public required IReadOnlyList<TimesByEffort> Times { get; init; }

    public required IReadOnlyList<TaskReturns> Returns { get; init; }

    /// <summary>Whether small or unsure tasks show larger effects than the others, per pooled trend (Egger).</summary>
    public required IReadOnlyList<EffectAsymmetry> Asymmetries { get; init; }

    /// <summary>Whether pooled effects differ between tasks with a declared numeric property of theirs; empty where no task declares one.</summary>
    public IReadOnlyList<EffectModerator> Moderators { get; init; } = [];

    /// <summary>What loading and harmonizing the runs had to say.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>A task as the analysis saw it; outcomes on the metric's own scale.</summary>
public sealed record AnalyzedTask(string Task, int Runs, int Failed, double Best, double Median);

public sealed record CheckCounts(int Blocking, int Warning, int Notes);

/// <summary>How long an improvement took, counted in one kind of effort.</summary>
public sealed record TimesByEffort(EffortKind Effort, Answer<ImprovementTimes> Times);

/// <summary>What going on promises in one task.</summary>
public sealed record TaskReturns(string Task, Answer<ReturnsForecast> Forecast);

/// <summary>Egger's test over the tasks of one pooled effect.</summary>
public sealed record EffectAsymmetry(string Effect, Answer<FunnelAsymmetry> Test);

/// <summary>A property of tasks as the reason why an effect differs between them: random-effects regression on the scale of pooling.</summary>
/// <param name="Kind">"first-order" or "trend".</param>
/// <param name="AdjustedP">By Benjamini and Hochberg over all that were looked at; not a number where there is no fit.</param>
public sealed record EffectModerator(string Effect, string Kind, string Feature, Answer<ModeratedEffect> Fit, double AdjustedP);
