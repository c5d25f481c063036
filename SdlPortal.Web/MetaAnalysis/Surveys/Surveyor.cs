using System.Collections.Concurrent;
using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.People;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Surveys;

/// <summary>Looks over the runs of a project after every change: counts its tasks and makes the quality checks, as background work, and keeps the latest survey. Safe for any thread.</summary>
public sealed class Surveyor(MetaJobs jobs, TimeProvider time)
{
    public const string JobKey = "survey";

    private readonly ConcurrentDictionary<string, Survey> latest = new(StringComparer.Ordinal);

    /// <summary>The latest survey, also of an earlier state; null where there is none yet. Reads a file where it is not in memory.</summary>
    public Survey? Latest(RunProject project)
    {
        if (latest.TryGetValue(project.Id, out var known))
            return known;
        return PortalFiles.ReadSurvey(project) is { } stored ? latest.GetOrAdd(project.Id, stored) : null;
    }

    /// <summary>Has the project looked over; where that waits already, it is the same work.</summary>
    public JobState Ask(PriorRuns runs, RunProject project, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        return jobs.Ask(new JobWork(project.Id, JobKey, "Counts and quality checks", by, (report, stop) => Look(runs, project, report, stop)));
    }

    private string Look(PriorRuns runs, RunProject project, JobReport report, CancellationToken cancellationToken)
    {
        while (true)
        {
            report.Report(0, "reading the runs");
            var loaded = runs.Load(project, new Part(report, 0, 0.4), cancellationToken);
            var choice = runs.Choice(project);
            var survey = Latest(project) is { } before && before.DataHash == loaded.Runs.DataHash && before.Choice == choice
                ? before with { StateHash = loaded.StateHash, At = time.GetUtcNow() }
                : Make(loaded, choice, report, cancellationToken);
            PortalFiles.Write(project, survey);
            latest[project.Id] = survey;
            // Somebody may have decided something meanwhile.
            if (project.State.Hash == survey.StateHash && runs.Choice(project) == choice)
                return Sentence(survey);
        }
    }

    private Survey Make(LoadedProject loaded, AnalysisChoice choice, JobReport report, CancellationToken cancellationToken)
    {
        var (table, excluded) = (loaded.Runs.Table, loaded.Runs.Excluded);
        report.Report(0.4, string.Create(CultureInfo.InvariantCulture, $"counting {table.Count:N0} runs"));
        var tasks = TaskSurvey.Of(table, excluded, choice, cancellationToken);
        report.Report(0.5, string.Create(CultureInfo.InvariantCulture, $"checking {table.Count:N0} runs"));
        var metric = table.Metrics.Any(m => m.Shape.Name == choice.Metric) ? choice.Metric : null;
        var options = new QualityOptions { Now = time.GetUtcNow(), Threads = Math.Max(1, Environment.ProcessorCount - 1) };
        var quality = QualityChecks.Run(table, excluded, metric, options, new Part(report, 0.5, 1), cancellationToken);
        return new Survey(loaded.StateHash, loaded.Runs.DataHash, time.GetUtcNow(), choice, table.Count, loaded.Runs.ExcludedCount, loaded.Runs.Remarks,
            [.. table.Parameters.Select(p => p.Shape)], [.. table.Metrics.Select(m => m.Shape)], tasks, quality);
    }

    private static string Sentence(Survey survey)
    {
        var findings = survey.Report.Findings;
        var blocks = findings.Count(f => f.Severity == FindingSeverity.Blocks);
        return string.Create(CultureInfo.InvariantCulture, $"{survey.Runs:N0} runs of {survey.Tasks.Count:N0} tasks; {findings.Count:N0} findings{(blocks > 0 ? $", {blocks:N0} of which block the analysis" : "")}.");
    }

    /// <summary>The progress of a part of the work.</summary>
    private sealed class Part(JobReport report, double from, double to) : IProgress<double>
    {
        public void Report(double value) => report.Report(from + (value * (to - from)));
    }
}
