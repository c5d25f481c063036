using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Parameters that some runs do not set: since another one does not call for them, since a source or task does not know them, or without any pattern. Pure.</summary>
internal static class ConditionalCheck
{
    /// <summary>Levels contradict a rule in at most this share of the runs.</summary>
    private const double Slips = 0.005;
    private const int MostLevels = 50;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Conditional, runs);
        var partly = runs.Profiles.Where(p => p.Role == ColumnRole.Parameter && p.Missing > 0 && p.Present > 0).ToList();
        if (runs.Parameters.Count == 0)
            return check.NotChecked("The runs have no parameters.");
        var byName = runs.Parameters.ToDictionary(p => p.Shape.Name, StringComparer.Ordinal);
        var reasons = new List<(ColumnProfile Profile, RowSet Missing, FindingSeverity Severity, string Words, string Remedy)>();
        foreach (var profile in partly)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var column = byName[profile.Name];
            var missing = RowSet.Of(runs.Live.Where(r => double.IsNaN(column.Values[r])));
            reasons.Add(Rule(runs, column) is { } rule ? (profile, missing, FindingSeverity.Notes, $": active only where {rule}", "Nothing to do: the effect is read where it is active.")
                : Known(runs.Table.Sources, runs.Live, column) is { } sources ? (profile, missing, FindingSeverity.Notes, $", all runs of source {Check.Names(sources)} and none of the others", "If others know it by another name, join the names by a rule; else the effect is read from these sources only.")
                : Known(runs.Table.Tasks, runs.Live, column) is { } tasks ? (profile, missing, FindingSeverity.Notes, $", all runs of task {Check.Names(tasks)} and none of the others", "The effect is read from these tasks only.")
                : (profile, missing, FindingSeverity.Warns, "; no other parameter, source or task tells which", "The values may have been lost: complete the source, or exclude the runs without it if the parameter matters."));
        }

        foreach (var same in reasons.GroupBy(r => (r.Words, r.Missing)))
        {
            var names = same.Select(r => r.Profile.Name).ToList();
            var (profile, missing, severity, words, remedy) = same.First();
            check.Add(severity, $"{Check.Count(profile.Present, "run")} of {profile.Rows:N0} {Check.Verb(profile.Present, "sets", "set")} {Check.Names(names)}{words}.", remedy, missing, column: names.Count == 1 ? names[0] : null,
                example: r => string.Join("; ", runs.Parameters.Where(p => !double.IsNaN(p.Values[r])).Take(3).Select(p => CheckedRuns.Shown(p, r)).Append($"{names[0]} not set")));
        }

        return check.Result($"{Check.Count(runs.Parameters.Count, "parameter")}; {partly.Count} {Check.Verb(partly.Count, "is", "are")} not set in some runs.");
    }

    /// <summary>"model = mlp" where the levels of one other parameter tell active from inactive; the one with the fewest exceptions, then the fewest levels.</summary>
    private static string? Rule(CheckedRuns runs, ParameterColumn column)
    {
        (int Wrong, int Levels, string Words)? best = null;
        foreach (var other in runs.Parameters.Where(p => !ReferenceEquals(p, column)))
        {
            if (Decides(runs, column, other) is { } decides && (best is null || (decides.Wrong, decides.Levels).CompareTo((best.Value.Wrong, best.Value.Levels)) < 0))
                best = decides;
        }

        return best?.Words;
    }

    private static (int Wrong, int Levels, string Words)? Decides(CheckedRuns runs, ParameterColumn column, ParameterColumn other)
    {
        var counts = new Dictionary<double, (int Set, int Not)>();
        foreach (var row in runs.Live)
        {
            // A run that sets neither says nothing of which level calls for it, but not set is a level of its own.
            var level = double.IsNaN(other.Values[row]) ? double.MinValue : other.Values[row];
            counts.TryGetValue(level, out var count);
            counts[level] = double.IsNaN(column.Values[row]) ? (count.Set, count.Not + 1) : (count.Set + 1, count.Not);
            if (counts.Count > MostLevels)
                return null;
        }

        var wrong = counts.Values.Sum(c => Math.Min(c.Set, c.Not));
        var active = counts.Where(c => c.Value.Set > c.Value.Not).Select(c => c.Key).Order().ToList();
        var inactive = counts.Keys.Where(k => !active.Contains(k)).Order().ToList();
        if (wrong > Slips * runs.Count || active.Count == 0 || inactive.Count == 0)
            return null;

        // Two parameters that are always set together do not explain each other.
        if (inactive is [double.MinValue] && !other.Shape.IsCategory)
            return null;
        string Level(double value) => value == double.MinValue ? "not set" : other.Shape.IsCategory ? other.Shape.Levels[(int)value] : Quantity.Text(value, other.Shape.Unit);
        var name = other.Shape.Name;
        var words = !other.Shape.IsCategory && inactive[^1] < active[0] ? $"{name} is at least {Level(active[0])}"
            : !other.Shape.IsCategory && active[^1] < inactive[0] && active[0] != double.MinValue ? $"{name} is at most {Level(active[^1])}"
            : inactive is [double.MinValue] ? $"{name} is set"
            : $"{name} = {string.Join(" or ", active.Take(6).Select(Level))}{(active.Count > 6 ? $" or {active.Count - 6} more" : "")}";
        return (wrong, counts.Count, words);
    }

    /// <summary>The labels whose runs all set the parameter, where the other labels' runs all do not.</summary>
    private static List<string>? Known(LabelColumn labels, int[] live, ParameterColumn column)
    {
        var (set, not) = (new bool[labels.Labels.Count], new bool[labels.Labels.Count]);
        foreach (var row in live)
        {
            if (labels.Codes[row] is not (>= 0 and var code))
                return null;
            (double.IsNaN(column.Values[row]) ? not : set)[code] = true;
        }

        return set.Where((s, i) => s && not[i]).Any() ? null : [.. labels.Labels.Where((_, i) => set[i]).Order(StringComparer.Ordinal)];
    }
}
