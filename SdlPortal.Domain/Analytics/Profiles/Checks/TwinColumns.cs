using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Columns of one quantity as it was asked for and as it came: "temperature_requested" and "temperature_realized". Pure.</summary>
internal static class TwinColumns
{
    private static readonly HashSet<string> Asked = new(StringComparer.Ordinal) { "requested", "request", "set", "setpoint", "target", "nominal", "planned", "desired", "intended", "commanded", "expected" };

    private static readonly HashSet<string> Came = new(StringComparer.Ordinal) { "realized", "realised", "actual", "measured", "observed", "real", "achieved", "read", "reading", "true" };

    public static TableLooked Of(TableLook look)
    {
        var numbers = Enumerable.Range(0, look.Columns.Count).Where(c => look.Columns[c] is { Kind: ColumnKind.Number, Present: > 0 }).Select(c => (Column: c, Words: MetricNames.Words(look.Name(c)))).ToList();
        var asked = numbers.Where(c => c.Words.Any(Asked.Contains)).ToLookup(c => Stem(c.Words, Asked), c => c.Column, StringComparer.Ordinal);
        var findings = new List<TableFinding>();
        foreach (var (came, words) in numbers.Where(c => c.Words.Any(Came.Contains)))
        {
            foreach (var wish in asked[Stem(words, Came)].Where(c => c != came).Take(1))
            {
                if (Report(look, wish, came) is { } finding)
                    findings.Add(finding);
            }
        }

        return findings.Count == 0 ? TableLooked.NotMade("No two columns of numbers differ in such words only.") : new TableLooked(findings);
    }

    private static TableFinding? Report(TableLook look, int wish, int came)
    {
        var (asked, got) = (look.Table.Values(wish), look.Table.Values(came));
        var both = Pairs.Finite(asked, got);
        if (both.Length == 0)
            return null;
        double[] gaps = [.. both.Select(r => Math.Abs(got[r] - asked[r])).Order()];
        if (gaps[^1] == 0)
            return null;
        var (low, high) = (both.Min(r => asked[r]), both.Max(r => asked[r]));
        int[] outside = [.. both.Where(r => got[r] < low || got[r] > high)];
        var unit = look.Columns[came].Unit;
        return look.Finding(outside.Length > 0 ? FindingSeverity.Warns : FindingSeverity.Notes,
            $"{look.Name(came)} is not {look.Name(wish)}: it is off by {Quantity.Text(gaps[^1], unit, 3)} at most and {Quantity.Text(Robust.Median(gaps), unit, 3)} in the median of {Check.Count(both.Length, "row")}{(outside.Length > 0 ? $", and beyond all that was asked for ({Quantity.Text(low)} to {Quantity.Text(high, unit)}) in {Check.Count(outside.Length, "row")}, from {Quantity.Text(outside.Min(r => got[r]))} to {Quantity.Text(outside.Max(r => got[r]), unit)}" : "")}.",
            "Take what came for models of the process, what was asked for where settings are to be chosen.", [wish, came], example: null) with
        { Examples = [.. outside.Take(look.Settings.ExamplesPerFinding).Select(r => new FindingExample(look.Table.SourceRow(r), $"{Quantity.Text(asked[r], unit)} asked for, {Quantity.Text(got[r], unit)} came"))] };
    }

    private static string Stem(IReadOnlyList<string> words, HashSet<string> without) => string.Join(' ', words.Where(w => !without.Contains(w)));
}
