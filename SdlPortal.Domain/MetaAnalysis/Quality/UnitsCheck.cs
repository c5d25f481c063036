using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>
/// A task or source whose values of a column lie a power of ten or the factor between two units away from all the others, without overlap: robust, on medians of logarithms. Also percent beside fractions, and kelvin beside degrees Celsius. Pure.
/// </summary>
internal static class UnitsCheck
{
    private const int Fewest = 5;
    private const int Sample = 4000;
    private const double Narrowest = 0.05;
    private const double Widest = 0.15;
    private const double Kelvin = 273.15;
    private const int ManyGroups = 20;
    private const int MostSampled = 200_000;

    private static readonly (double Factor, string Words)[] Factors =
    [
        (10, "10"), (100, "100 (percent and fractions, centi)"), (1e3, "1,000 (milli, kilo)"), (1e4, "10,000"), (1e5, "100,000 (bar and pascal)"), (1e6, "1,000,000 (micro, mega)"), (1e9, "10⁹ (nano, giga)"), (1e12, "10¹² (pico)"),
        (60, "60 (seconds, minutes, hours)"), (3600, "3,600 (seconds and hours)"), (86400, "86,400 (seconds and days)"), (24, "24 (hours and days)"), (1440, "1,440 (minutes and days)"), (25.4, "25.4 (inches and millimeters)"),
    ];

    private sealed record Group(string Kind, string Name, int[] Rows);

    private sealed record Logs(Group Group, double[] Sorted, double Median, double Spread);

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Units, runs);
        List<Group>[] groupings = [[.. runs.Tasks.Where(t => t.Name is not null).Select(t => new Group("task", t.Name!, ContentSample.Of(runs, t.Rows, SampleOf(runs.Tasks.Count))))], BySource(runs)];
        if (groupings.All(g => g.Count < 2))
            return check.NotChecked("There is one source and one task, so there is nothing to compare units with.");
        foreach (var column in runs.Parameters.Where(p => !p.Shape.IsCategory))
        {
            foreach (var groups in groupings.Where(g => g.Count > 1))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Compare(check, runs, column.Shape.Name, groups, row => column.Values[row]);
            }
        }

        if (groupings[1].Count > 1)
        {
            Compare(check, runs, "duration", groupings[1], row => runs.Table.DurationSeconds[row]);
            Compare(check, runs, "cost", groupings[1], row => runs.Table.Cost[row]);
        }

        if (runs.Metric is { } metric)
            Percent(check, runs, metric, groupings);
        return check.Result($"Medians of {Check.Count(runs.Parameters.Count(p => !p.Shape.IsCategory), "numeric parameter")} were compared between {Check.Count(groupings[0].Count, "task")} and {Check.Count(groupings[1].Count, "source")}, of at most {Sample:N0} runs each.");
    }

    private static int SampleOf(int groups) => Math.Clamp(MostSampled / groups, 4 * Fewest, Sample);

    private static List<Group> BySource(CheckedRuns runs)
    {
        var sources = runs.Table.Sources;
        var rows = Enumerable.Range(0, sources.Labels.Count).Select(_ => new List<int>()).ToArray();
        foreach (var row in runs.Live)
        {
            if (sources.Codes[row] >= 0)
                rows[sources.Codes[row]].Add(row);
        }

        return [.. rows.Select((r, i) => new Group("source", sources.Labels[i], ContentSample.Of(runs, [.. r], SampleOf(sources.Labels.Count)))).Where(g => g.Rows.Length > 0).OrderBy(g => g.Name, StringComparer.Ordinal)];
    }

    private static void Compare(Check check, CheckedRuns runs, string column, List<Group> groups, Func<int, double> value)
    {
        var logs = new List<Logs>();
        foreach (var group in groups)
        {
            var sorted = Array.FindAll(Array.ConvertAll(group.Rows, r => Math.Log10(Math.Abs(value(r)))), double.IsFinite);
            Array.Sort(sorted);
            if (sorted.Length >= Fewest)
                logs.Add(new Logs(group, sorted, Robust.Median(sorted), Robust.NormalMad * Robust.Mad(sorted)));
        }

        if (logs.Count < 2)
            return;
        double[] all = [.. logs.Select(l => l.Median).Order()];
        var reported = 0;
        foreach (var odd in logs)
        {
            // Of two groups nobody knows which is right: the smaller one, or the second, is named against the other.
            if (logs.Count == 2 && !ReferenceEquals(odd, logs.OrderBy(l => l.Group.Rows.Length).ThenByDescending(l => l.Group.Name, StringComparer.Ordinal).First()))
                continue;
            double[] centers = logs.Count > ManyGroups ? all : [.. logs.Where(l => !ReferenceEquals(l, odd)).Select(l => l.Median).Order()];
            var (center, gap) = (Robust.Median(centers), odd.Median - Robust.Median(centers));
            if ((Math.Abs(gap) < 0.9 && Math.Abs(Math.Pow(10, odd.Median) - Math.Pow(10, center)) is < Kelvin / 2 or > 2 * Kelvin) || reported >= runs.Options.FindingsPerCheck)
                continue;
            double[] others = [.. logs.Where(l => !ReferenceEquals(l, odd)).SelectMany(l => l.Sorted).Order()];
            var (low, high) = (Robust.Quantile(others, 0.05), Robust.Quantile(others, 0.95));
            if (Robust.Quantile(odd.Sorted, 0.95) >= low && Robust.Quantile(odd.Sorted, 0.05) <= high)
                continue;
            reported++;
            if (Kelvins(odd, others, value) is { } shift)
            {
                Report(check, runs, column, odd, value, $"{Math.Pow(10, odd.Median):G4} in the median against {Math.Pow(10, center):G4} in the others, which is {(shift > 0 ? "more" : "less")} by about 273: kelvin beside degrees Celsius");
                continue;
            }

            var tolerance = Math.Clamp(3 * 1.2533 * ((odd.Spread / Math.Sqrt(odd.Sorted.Length)) + Robust.NormalMad * Robust.Mad(centers)), Narrowest, Widest);
            var near = Factors.Where(f => Math.Abs(Math.Abs(gap) - Math.Log10(f.Factor)) <= tolerance).OrderBy(f => Math.Abs(Math.Abs(gap) - Math.Log10(f.Factor))).FirstOrDefault();
            if (near.Words is not null)
                Report(check, runs, column, odd, value, $"{Quantity.Text(Math.Pow(10, odd.Median))} in the median against {Quantity.Text(Math.Pow(10, center))} in the others, which is {(gap > 0 ? "more" : "less")} by a factor of about {near.Words}");
        }
    }

    private static double? Kelvins(Logs odd, double[] others, Func<int, double> value)
    {
        double[] own = [.. odd.Group.Rows.Select(value).Where(double.IsFinite).Order()];
        double[] theirs = [.. others.Select(l => Math.Pow(10, l))];
        var shift = Robust.Median(own) - Robust.Median(theirs);
        var spread = Robust.NormalMad * Math.Max(Robust.Mad(own), Robust.Mad(theirs));
        return Math.Abs(Math.Abs(shift) - Kelvin) < Math.Max(2, spread / 2) && spread < Kelvin / 2 ? shift : null;
    }

    private static void Report(Check check, CheckedRuns runs, string column, Logs odd, Func<int, double> value, string what)
    {
        var codes = odd.Group.Kind == "task" ? runs.Table.Tasks : runs.Table.Sources;
        var rows = Array.FindAll(runs.Live, r => codes[r] == odd.Group.Name && !double.IsNaN(value(r)));
        check.Add(FindingSeverity.Warns, $"{column} of {odd.Group.Kind} {odd.Group.Name} is {what}.", $"If the unit differs there, say so in the source's map, so that values are converted; exclude the runs otherwise.",
            RowSet.Of(rows), odd.Group.Kind == "task" ? odd.Group.Name : null, odd.Group.Kind == "source" ? odd.Group.Name : null, column, r => $"{column} = {Quantity.Text(value(r))}");
    }

    /// <summary>Some tasks or sources give a share as a fraction, others in percent.</summary>
    private static void Percent(Check check, CheckedRuns runs, MetricColumn metric, List<Group>[] groupings)
    {
        if (!MetricNames.IsShare(metric.Shape))
            return;
        foreach (var groups in groupings.Where(g => g.Count > 1))
        {
            var high = groups.Select(g => (Group: g, Sorted: (double[])[.. g.Rows.Select(r => runs.Outcome[r]).Where(double.IsFinite).Order()])).Where(g => g.Sorted.Length >= Fewest).ToList();
            var fractions = high.Where(g => g.Sorted[^1] <= 1 && g.Sorted[^1] > 0).ToList();
            var percent = high.Where(g => Robust.Median(g.Sorted) > 1.5).ToList();
            if (fractions.Count == 0 || percent.Count == 0)
                continue;
            var few = fractions.Count < percent.Count ? fractions : percent;
            var names = few.Select(f => f.Group.Name).ToHashSet(StringComparer.Ordinal);
            var codes = groups[0].Kind == "task" ? runs.Table.Tasks : runs.Table.Sources;
            check.Add(FindingSeverity.Warns, $"{metric.Shape.Name} is a fraction in {Check.Count(fractions.Count, groups[0].Kind)} and in percent in {percent.Count}: {Check.Names([.. names.Order(StringComparer.Ordinal)])} {Check.Verb(names.Count, "differs", "differ")} from the others.",
                "Name the unit in the source's map, so that values are converted.", RowSet.Of(Array.FindAll(runs.Live, r => codes[r] is { } name && names.Contains(name))), column: metric.Shape.Name, example: runs.ShownOutcome);
            return;
        }
    }
}
