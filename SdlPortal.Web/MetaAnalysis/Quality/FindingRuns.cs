using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Surveys;

namespace SdlPortal.Web.MetaAnalysis.Quality;

/// <summary>A run as the quality page lists it.</summary>
/// <param name="Seen">What the check saw there; null where it gave no example of this row.</param>
public sealed record ListedRun(string Source, string Origin, string Key, string? Task, RunStatus Status, double Outcome, string? Seen);

/// <summary>Finds the runs that a finding is about. Reads files, so not for a page's own thread.</summary>
public static class FindingRuns
{
    public const int MostListed = 50;

    /// <exception cref="RefusedException">The runs have changed since they were checked.</exception>
    public static IReadOnlyList<ListedRun> List(PriorRuns runs, RunProject project, Survey survey, QualityFinding finding, CancellationToken cancellationToken)
    {
        var table = Table(runs, project, survey, cancellationToken);
        var metric = table.Metrics.FirstOrDefault(m => m.Shape.Name == survey.Report.Metric);
        var names = project.State.Sources.ToDictionary(s => s.Id, s => s.Name, StringComparer.Ordinal);
        var seen = finding.Examples.GroupBy(e => e.Row).ToDictionary(g => g.Key, g => string.Join("; ", g.Select(e => e.Text)));
        var listed = new List<ListedRun>();
        // Rows with an example come first; a finding that no exclusion mends has examples only.
        foreach (var row in seen.Keys.Concat(finding.Selector.First(MostListed)).Distinct().Take(MostListed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var source = table.Sources[row]!;
            var run = project.Look(source, table.SourceRows[row], cancellationToken);
            listed.Add(new ListedRun(names.GetValueOrDefault(source, source), run.Origin, run.Key, table.Tasks[row], table.Status[row], metric?.Mean(row) ?? double.NaN, seen.GetValueOrDefault(row)));
        }

        return listed;
    }

    /// <summary>The runs that excluding would mend it, as a decision remembers them.</summary>
    /// <exception cref="RefusedException">The runs have changed since they were checked.</exception>
    public static RowsSelected Selected(PriorRuns runs, RunProject project, Survey survey, QualityFinding finding, CancellationToken cancellationToken)
    {
        var table = Table(runs, project, survey, cancellationToken);
        return new RowsSelected([.. finding.Selector.All().GroupBy(r => table.Sources.Codes[r]).Select(g => new SourceRows(table.Sources.Labels[g.Key], [.. g.Select(r => table.SourceRows[r])]))], finding.Check);
    }

    private static RunTable Table(PriorRuns runs, RunProject project, Survey survey, CancellationToken cancellationToken)
    {
        var loaded = runs.Load(project, null, cancellationToken).Runs;
        return loaded.DataHash == survey.DataHash ? loaded.Table : throw new RefusedException("The runs have changed since they were checked; wait until they are checked again.");
    }
}
