using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.MetaAnalysis.Variants;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>The answer to a request: the report, and what the checks said before it.</summary>
public sealed record AnalysisOutcome(AnalysisReport Report, QualityReport Quality);

/// <summary>Everything that is asked of a project's runs, in the order of the work: checks, similarity of tasks, effects, regions, variants, time. Pure: the same runs and request give the same outcome on any number of threads.</summary>
public static class AnalysisPipeline
{
    /// <summary>Changes whenever a number in a report may change; stored answers of another version are not shown as current.</summary>
    public const string Version = "2";

    private enum Stream { Similarity, Effects, Regions, Variants, Times, Returns, Donors }

    /// <returns>The outcome, or why these runs cannot be analyzed at all.</returns>
    public static Answer<AnalysisOutcome> Run(LoadedRuns runs, AnalysisRequest request, int threads, IProgress<AnalysisProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var selected = AnalysisTableBuilder.Build(runs.Table, request.Selection, runs.Excluded);
        if (!selected.HasValue)
            return Answer<AnalysisOutcome>.NotEnough(selected.WhyNot!);
        // Improvements and returns are told in the metric's own unit, whatever the scale on which tasks are compared.
        var (table, measured, taken) = selected.Value;
        long Seed(Stream stream) => SeededRandom.DeriveSeed(request.Seed, (long)stream);

        var steps = new AnalysisSteps(progress);
        var quality = steps.Do("quality checks", 0.1, p => QualityChecks.Run(runs.Table, runs.Excluded, request.Selection.Metric, new QualityOptions { Threads = threads, SourceName = id => runs.SourceNames.GetValueOrDefault(id, id) }, p, cancellationToken));
        var similarity = steps.Do("similarity of tasks", 0.1, p => TaskSimilarity.Weigh(table, request.Target, runs.Features, new SimilarityOptions { Seed = Seed(Stream.Similarity) }, p, cancellationToken));
        var weights = similarity.HasValue ? similarity.Value : null;
        var effects = steps.Do("effects of parameters", 0.35, p => EffectsAnalysis.Run(table, new EffectsOptions { Threads = threads }, Seed(Stream.Effects), p, cancellationToken));
        var regions = steps.Do("regions", 0.3, p => RegionSearch.Find(table, request.Target, weights, new RegionOptions { Seed = Seed(Stream.Regions), Threads = threads }, p, cancellationToken));
        var variants = steps.Do("variants", 0.05, p => VariantComparison.Compare(table, request.Target, weights, runs.Features, new VariantOptions { Seed = Seed(Stream.Variants) }, p, cancellationToken));
        var times = steps.Do("time to improvement", 0.05, _ => Times(measured, regions, Seed(Stream.Times), cancellationToken));
        var returns = steps.Do("diminishing returns", 0.05, _ => Returns(measured, Seed(Stream.Returns), cancellationToken));

        return Answer<AnalysisOutcome>.Of(new AnalysisOutcome(new AnalysisReport
        {
            Version = Version,
            Request = request,
            DataHash = runs.DataHash,
            RulesVersion = runs.RulesVersion,
            Metric = table.Metric,
            Taken = taken,
            Tasks = Tasks(measured),
            Parameters = [.. table.Parameters.Select(p => p.Shape)],
            Checks = new CheckCounts(Count(quality, FindingSeverity.Blocks), Count(quality, FindingSeverity.Warns), Count(quality, FindingSeverity.Notes)),
            Effects = effects,
            Similarity = similarity,
            Regions = regions,
            Variants = variants,
            DonorRuns = DonorChoice.Of(measured, weights, Seed(Stream.Donors)),
            Times = times,
            Returns = returns,
            Asymmetries = Asymmetries(effects),
            Moderators = Moderation.Of(effects, runs.Features),
            Remarks = runs.Remarks,
        }, quality));
    }

    private static int Count(QualityReport quality, FindingSeverity severity) => quality.Findings.Count(f => f.Severity == severity);

    private static IReadOnlyList<AnalyzedTask> Tasks(AnalysisTable measured)
    {
        var tasks = new List<AnalyzedTask>();
        var failures = Failures(measured.Failed!.Tasks);
        for (var first = 0; first < measured.Count;)
        {
            var next = first + 1;
            while (next < measured.Count && measured.Tasks.Codes[next] == measured.Tasks.Codes[first])
                next++;
            var outcomes = measured.Outcomes[first..next];
            Array.Sort(outcomes);
            var task = measured.Tasks[first]!;
            tasks.Add(new AnalyzedTask(task, next - first, failures.GetValueOrDefault(task), measured.Shown(outcomes[^1]), measured.Shown((outcomes[(outcomes.Length - 1) / 2] + outcomes[outcomes.Length / 2]) / 2)));
            first = next;
        }

        return tasks;
    }

    private static Dictionary<string, int> Failures(LabelColumn tasks)
    {
        var counts = new int[tasks.Labels.Count];
        foreach (var code in tasks.Codes)
            counts[code]++;
        return tasks.Labels.Select((label, code) => (label, code)).ToDictionary(t => t.label, t => counts[t.code], StringComparer.Ordinal);
    }

    private static IReadOnlyList<TimesByEffort> Times(AnalysisTable measured, Answer<RegionFindings> regions, long seed, CancellationToken cancellationToken)
    {
        var inRegion = regions.HasValue ? BoxMembership.Inside(regions.Value.Recommended.Boxes, measured.Parameters, measured.Count) : null;
        var efforts = new List<EffortKind> { EffortKind.Runs };
        if (Array.Exists(measured.DurationSeconds, d => !double.IsNaN(d)))
            efforts.Add(EffortKind.Seconds);
        if (Array.Exists(measured.Cost, c => !double.IsNaN(c)))
            efforts.Add(EffortKind.Cost);
        var times = new List<TimesByEffort>();
        foreach (var effort in efforts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            times.Add(new TimesByEffort(effort, TimeToImprovement.Of(measured, new ImprovementQuestion { Effort = effort, InRegion = inRegion, Seed = seed }, cancellationToken)));
        }

        return times;
    }

    private static IReadOnlyList<TaskReturns> Returns(AnalysisTable measured, long seed, CancellationToken cancellationToken) =>
        [.. DiminishingReturns.OfTasks(measured, new ReturnsQuestion { Seed = seed }, cancellationToken).Select(r => new TaskReturns(r.Task, r.Forecast))];

    /// <summary>Of the pooled trends, on the scale on which they were pooled: there their variance does not hang on their size.</summary>
    private static IReadOnlyList<EffectAsymmetry> Asymmetries(EffectsReport effects) => effects.Trends.HasValue
        ? [.. effects.Trends.Value.Select(t => new EffectAsymmetry(t.Name, SmallStudies.Egger(t.OnScale.Studies)))]
        : [];
}
