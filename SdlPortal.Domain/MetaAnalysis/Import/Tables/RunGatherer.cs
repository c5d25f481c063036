using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>The rows of one run, step by step, becoming a run with learning curves.</summary>
internal sealed class RunGatherer(MappedRow first, MappedCurve curve)
{
    private readonly List<MappedRow> steps = [first];

    /// <returns>Null, or why the row does not belong to the run.</returns>
    public string? Add(MappedRow row)
    {
        if (!row.Run.Parameters.SequenceEqual(first.Run.Parameters))
            return $"The row has other parameters than the first of its run ({first.Run.Origin}). Name more columns under \"curve\": {{ \"run\": [...] }}, or leave out parameters that change along a run.";
        if (row.Run.Task != first.Run.Task)
            return $"The row has another task than the first of its run ({first.Run.Origin}). Name the task's column under \"curve\": {{ \"run\": [...] }} too.";
        foreach (var step in steps)
        {
            if (step.Step == row.Step)
                return FormattableString.Invariant($"Step {row.Step} of this run came in {step.Run.Origin} already. Name more columns under \"curve\": {{ \"run\": [...] }}.");
        }

        steps.Add(row);
        return null;
    }

    /// <summary>The run: what its last step says, with the first step's start, and each metric's last value unless the run failed.</summary>
    public MappedRow Finish()
    {
        // Stable, and the steps differ.
        var ordered = steps.OrderBy(s => s.Step).ToList();
        var last = ordered[^1];
        var said = last.Said;
        if (said == RunStatus.Completed && last.Step < curve.Full)
            said = RunStatus.StoppedEarly;
        var curves = new List<LearningCurve>();
        var outcomes = new List<MetricReading>();
        foreach (var name in ordered.SelectMany(s => s.Run.Metrics.Select(m => m.Name)).Distinct(StringComparer.Ordinal))
        {
            var points = ordered.Select(s => (s.Step, Reading: s.Run.Metrics.FirstOrDefault(m => m.Name == name))).Where(p => p.Reading.Replicates is not null).ToList();
            curves.Add(new LearningCurve(name, [.. points.Select(p => p.Step)], [.. points.Select(p => Mean(p.Reading.Replicates))]));
            if (said != RunStatus.Failed)
                outcomes.Add(points[^1].Reading);
        }

        var run = last.Run with
        {
            Metrics = outcomes,
            Curves = curves,
            Start = ordered[0].Run.Start,
            DurationSeconds = Total(ordered, r => r.DurationSeconds),
            Cost = Total(ordered, r => r.Cost),
            Origin = ordered.Count == 1 ? first.Run.Origin : $"{first.Run.Origin} and {ordered.Count - 1} more of its steps",
            Status = said ?? RunStatus.Completed,
        };
        return new MappedRow(run, said, last.Step);
    }

    private double? Total(List<MappedRow> ordered, Func<RunRecord, double?> of)
    {
        if (!curve.Adds)
            return of(ordered[^1].Run);
        var known = ordered.Select(s => of(s.Run)).OfType<double>().ToList();
        return known.Count == 0 ? null : known.Sum();
    }

    private static double Mean(IReadOnlyList<double> replicates)
    {
        var numbers = replicates.Where(r => !double.IsNaN(r)).ToList();
        return numbers.Count == 0 ? double.NaN : numbers.Sum() / numbers.Count;
    }
}
