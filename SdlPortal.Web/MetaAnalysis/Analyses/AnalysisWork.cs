using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.People;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.MetaAnalysis.Figures;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Analyses;

/// <summary>Analyzes the runs of a project in the background and keeps the answer. Safe for any thread.</summary>
public sealed class AnalysisWork(PriorRuns runs, MetaJobs jobs, TimeProvider time)
{
    private const double Loaded = 0.05;
    private const double Analyzed = 0.97;

    /// <summary>Names the work by its question: while the same waits or runs, asking again adds nothing.</summary>
    public static string JobKey(AnalysisRequest request) => $"analysis {request.Key("")}";

    /// <summary>Null where the button may be pressed.</summary>
    public static string? WhyNot(ProjectView view, IReadOnlyList<JobState> jobs)
    {
        if (!view.State.Current.Any())
            return "There are no runs.";
        if (view.Survey is not { } survey)
            return "The runs are not counted yet.";
        if (survey.Metrics.Count == 0)
            return "No run has a metric.";
        if (view.Metric is not { } metric)
            return "Choose the metric first.";
        if (metric.Goal is null)
            return $"Whether larger or smaller values of {metric.Name} are better is not known; say so among the rules under Tasks.";
        return jobs.Any(j => j.IsActive && j.Key == JobKey(view.Request!)) ? "This is being analyzed." : null;
    }

    /// <summary>What is stored for the question of the view and its data as they are now; null where that must be worked out.</summary>
    public static StoredAnalysis? Known(ProjectView view) =>
        view.Request is { } request && view.Survey is { } survey && survey.StateHash == view.State.Hash && view.State.Current.All(s => s.Campaign is null)
            ? view.Analyses.FirstOrDefault(a => a.Key == request.Key(survey.DataHash) && a.Version == AnalysisPipeline.Version)
            : null;

    /// <exception cref="RefusedException">The portal is stopping.</exception>
    public JobState Ask(RunProject project, AnalysisRequest request, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        return jobs.Ask(new JobWork(project.Id, JobKey(request), Title(request), by, (report, stop) => Do(project, request, by, report, stop)) { WhenCanceled = "Canceled. Nothing was stored." });
    }

    private string Do(RunProject project, AnalysisRequest request, Actor by, JobReport report, CancellationToken cancellationToken)
    {
        report.Report(0, "reading the runs");
        var loaded = runs.Load(project, new LoadProgress(report), cancellationToken).Runs;
        var store = new AnalysisStore(project.Folder);
        if (store.Find(request.Key(loaded.DataHash)) is { } known && store.Read(known.Key) is not null)
            return string.Create(CultureInfo.InvariantCulture, $"{known.By} asked the same of the same runs on {known.At:yyyy-MM-dd HH:mm} UTC; that answer is shown.");
        var answer = AnalysisPipeline.Run(loaded, request, Math.Max(1, Environment.ProcessorCount - 1), new Told(report), cancellationToken);
        if (!answer.HasValue)
            return $"There is nothing to analyze. {answer.WhyNot}";
        cancellationToken.ThrowIfCancellationRequested();
        report.Report(Analyzed, "drawing the figures");
        store.Keep(answer.Value, by, time.GetUtcNow(), folder => MetaFigures.Write(answer.Value.Report, folder));
        return $"{Counts.Of(answer.Value.Report.Taken.Used, "run")} of {Counts.Of(answer.Value.Report.Tasks.Count, "task")} are analyzed; see Effects, Regions, Variants and Time.";
    }

    private static string Title(AnalysisRequest request) => $"Analysis of {request.Selection.Metric}{(request.Target is { } target ? $" for {target}" : "")}";

    private sealed class LoadProgress(JobReport report) : IProgress<double>
    {
        public void Report(double value) => report.Report(Loaded * value);
    }

    /// <summary>Says each step in words.</summary>
    private sealed class Told(JobReport report) : IProgress<AnalysisProgress>
    {
        public void Report(AnalysisProgress value) => report.Report(Loaded + ((Analyzed - Loaded) * value.Fraction), value.Doing);
    }
}
