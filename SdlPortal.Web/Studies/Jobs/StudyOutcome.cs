using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies.Jobs;

/// <summary>What a study has come to at one moment. Immutable.</summary>
/// <param name="Summary">Null before anything is known of its problems.</param>
/// <param name="Cells">In the plan's order.</param>
/// <param name="Failures">Why repetitions failed.</param>
/// <param name="Headline">The main thing in a sentence; null while there is nothing to compare.</param>
public sealed record StudyOutcome(StudySummary? Summary, IReadOnlyList<CellProgress> Cells, IReadOnlyList<(StudyKey Key, string Reason)> Failures, string? Headline)
{
    public static StudyOutcome Nothing(StudyPlan plan) => new(null, [.. plan.Cells.Select(c => new CellProgress(c, 0, 0, 0))], [], null);

    public static StudyOutcome Of(StudyResults results)
    {
        var summary = results.Summary();
        return new StudyOutcome(summary, results.Cells(), results.Failures, StudyHeadline.Of(summary));
    }

    internal bool IsStillTrueOf(StudyResults results) => Summary is not null && Cells.Sum(c => c.Finished) == results.Finished && Failures.Count == results.Failed;
}
