using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>The rows of one run, step by step, becoming a run with learning curves. Of each row only what belongs to its step is held.</summary>
internal sealed class RunGatherer
{
    private readonly MappedCurve curve;
    private readonly MappedRow first;
    private readonly List<StepOfRun> steps = [];
    private readonly HashSet<double> seen = [];
    private MappedRow earliest;
    private MappedRow latest;

    public RunGatherer(MappedRow first, MappedCurve curve)
    {
        this.curve = curve;
        (this.first, earliest, latest) = (first, first, first);
        Hold(first);
    }

    /// <returns>Null, or why the row does not belong to the run.</returns>
    public string? Add(MappedRow row)
    {
        if (!row.Run.Parameters.SequenceEqual(first.Run.Parameters))
            return $"The row has other parameters than the first of its run ({first.Run.Origin}). Name more columns under \"curve\": {{ \"run\": [...] }}, or leave out parameters that change along a run.";
        if (row.Run.Task != first.Run.Task)
            return $"The row has another task than the first of its run ({first.Run.Origin}). Name the task's column under \"curve\": {{ \"run\": [...] }} too.";
        if (seen.Contains(row.Step))
            return FormattableString.Invariant($"Step {row.Step} of the run that begins in {first.Run.Origin} has come already. Name more columns under \"curve\": {{ \"run\": [...] }}.");
        Hold(row);
        earliest = row.Step < earliest.Step ? row : earliest;
        latest = row.Step > latest.Step ? row : latest;
        return null;
    }

    /// <summary>The run: what its last step says, with the first step's start, and each metric's last value unless the run failed.</summary>
    public MappedRow Finish()
    {
        steps.Sort((a, b) => a.Step.CompareTo(b.Step));
        var said = latest.Said == RunStatus.Completed && latest.Step < curve.Full ? RunStatus.StoppedEarly : latest.Said;
        var curves = new List<LearningCurve>();
        var outcomes = new List<MetricReading>();
        foreach (var name in steps.SelectMany(s => s.Metrics.Select(m => m.Name)).Distinct(StringComparer.Ordinal))
        {
            var points = steps.Select(s => (s.Step, Reading: s.Metrics.FirstOrDefault(m => m.Name == name))).Where(p => p.Reading.Replicates is not null).ToList();
            curves.Add(new LearningCurve(name, [.. points.Select(p => p.Step)], [.. points.Select(p => Mean(p.Reading.Replicates))]));
            if (said != RunStatus.Failed)
                outcomes.Add(points[^1].Reading);
        }

        var run = latest.Run with
        {
            Metrics = outcomes,
            Curves = curves,
            Start = earliest.Run.Start,
            DurationSeconds = curve.Adds ? Sum(steps.Select(s => s.DurationSeconds)) : latest.Run.DurationSeconds,
            Cost = curve.Adds ? Sum(steps.Select(s => s.Cost)) : latest.Run.Cost,
            Origin = steps.Count == 1 ? first.Run.Origin : $"{first.Run.Origin} and {steps.Count - 1} more of its steps",
            Status = said ?? RunStatus.Completed,
        };
        return new MappedRow(run, said, latest.Step);
    }

    private void Hold(MappedRow row)
    {
        seen.Add(row.Step);
        steps.Add(new StepOfRun(row.Step, row.Run.Metrics, row.Run.DurationSeconds, row.Run.Cost));
    }

    private static double? Sum(IEnumerable<double?> parts)
    {
        var known = parts.OfType<double>().ToList();
        return known.Count == 0 ? null : known.Sum();
    }

    private static double Mean(IReadOnlyList<double> replicates)
    {
        var numbers = replicates.Where(r => !double.IsNaN(r)).ToList();
        return numbers.Count == 0 ? double.NaN : numbers.Sum() / numbers.Count;
    }

    private readonly record struct StepOfRun(double Step, IReadOnlyList<MetricReading> Metrics, double? DurationSeconds, double? Cost);
}
