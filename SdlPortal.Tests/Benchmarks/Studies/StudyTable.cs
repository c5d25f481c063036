using System.Globalization;
using MathNet.Numerics.Distributions;

namespace SdlPortal.Tests.Benchmarks.Studies;

/// <summary>Results of studies as Markdown: mean ± standard error per cell, and each strategy against a reference on the same repetitions.</summary>
internal static class StudyTable
{
    public static IEnumerable<string> Cells(IReadOnlyList<StudyRow> rows, IReadOnlyList<string> strategies)
    {
        yield return $"| problem | delay | {string.Join(" | ", strategies)} |";
        yield return $"|---|---|{string.Concat(strategies.Select(_ => "---|"))}";
        foreach (var cell in Grouped(rows))
        {
            var texts = strategies.Select(s => Summary([.. cell.Where(r => r.Key.Strategy == s).Select(r => r.Observed)]));
            yield return $"| {cell.Key.Problem}{(cell.Key.IsMoved ? " moved" : "")} | {cell.Key.Delay} | {string.Join(" | ", texts)} |";
        }
    }

    /// <summary>Per cell and strategy: the reference's regret as a share of the strategy's, and the mean paired difference with its 95 % interval.</summary>
    public static IEnumerable<string> Paired(IReadOnlyList<StudyRow> rows, IReadOnlyList<string> strategies, string reference)
    {
        yield return $"| problem | delay | {string.Join(" | ", strategies.Where(s => s != reference).Select(s => $"{reference} / {s}; difference"))} |";
        yield return $"|---|---|{string.Concat(strategies.Where(s => s != reference).Select(_ => "---|"))}";
        foreach (var cell in Grouped(rows))
        {
            var own = cell.Where(r => r.Key.Strategy == reference).ToDictionary(r => r.Key.Repetition, r => r.Observed);
            var texts = strategies.Where(s => s != reference).Select(s =>
            {
                var pairs = cell.Where(r => r.Key.Strategy == s && own.ContainsKey(r.Key.Repetition)).Select(r => (Own: own[r.Key.Repetition], Other: r.Observed)).ToList();
                if (pairs.Count < 2)
                    return "";
                var differences = pairs.Select(p => p.Own - p.Other).ToList();
                var half = StudentT.InvCDF(0, 1, pairs.Count - 1, 0.975) * StandardError(differences);
                return string.Create(CultureInfo.InvariantCulture, $"{pairs.Average(p => p.Own) / pairs.Average(p => p.Other):F2}; {Short(differences.Average())} ± {Short(half)}");
            });
            yield return $"| {cell.Key.Problem}{(cell.Key.IsMoved ? " moved" : "")} | {cell.Key.Delay} | {string.Join(" | ", texts)} |";
        }
    }

    public static IEnumerable<string> Diagnosis(IReadOnlyList<StudyRow> rows, IReadOnlyList<string> strategies)
    {
        yield return "| strategy | repetitions | seconds per proposal | flat acquisition |";
        yield return "|---|---|---|---|";
        foreach (var strategy in strategies)
        {
            var own = rows.Where(r => r.Key.Strategy == strategy).ToList();
            var flat = own.Where(r => !double.IsNaN(r.Flat)).Select(r => r.Flat).DefaultIfEmpty(double.NaN).Average();
            if (own.Count > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"| {strategy} | {own.Count} | {own.Average(r => r.Seconds):G3} | {flat:P1} |");
        }
    }

    private static IEnumerable<IGrouping<(string Problem, bool IsMoved, int Delay), StudyRow>> Grouped(IReadOnlyList<StudyRow> rows) =>
        rows.GroupBy(r => (r.Key.Problem, r.Key.IsMoved, r.Key.Delay)).OrderBy(g => g.Key.IsMoved).ThenBy(g => g.Key.Problem, StringComparer.Ordinal).ThenBy(g => g.Key.Delay);

    private static string Summary(List<double> values) =>
        values.Count == 0 ? "" : $"{Short(values.Average())} ± {Short(StandardError(values))}";

    private static double StandardError(List<double> values)
    {
        var mean = values.Average();
        return values.Count < 2 ? double.NaN : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count);
    }

    private static string Short(double value) => value.ToString(Math.Abs(value) >= 1e5 ? "G3" : Math.Abs(value) >= 100 ? "F0" : "F1", CultureInfo.InvariantCulture);
}
