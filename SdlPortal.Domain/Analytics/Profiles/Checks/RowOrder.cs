using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Values that go with the number of the row: sorted, drifting, or different from block to block. Pure.</summary>
internal static class RowOrder
{
    private const int Fewest = 30;
    private const int Most = 5_000;
    private const int Blocks = 10;

    /// <summary>Smaller correlations, and smaller shares of the variance, are no matter even if they are sure.</summary>
    private const double LeastCorrelation = 0.3;
    private const double LeastShare = 0.1;

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        var n = look.Sorted.Length;
        if (!look.IsNumber || look.IsGrid || n < Fewest || look.Profile.Distinct < 3 || Identifiers.Is(look.Profile))
            yield break;
        var rows = EvenlySpread.Of([.. Enumerable.Range(0, look.Rows).Where(r => double.IsFinite(look.Values[r]))], Most);
        double[] values = [.. rows.Select(r => look.Values[r])];
        var (rising, falling) = (true, true);
        for (var i = 1; i < values.Length; i++)
            (rising, falling) = (rising && values[i] >= values[i - 1], falling && values[i] <= values[i - 1]);
        if (rising || falling)
        {
            yield return look.Finding(FindingSeverity.Notes, $"The rows are sorted by {look.Name}, {(rising ? "ascending" : "descending")}.", "Do not split the rows in their order into training and test; shuffle, or split by group.");
            yield break;
        }

        var level = look.Settings.Level / Math.Max(1, look.Columns);
        var rho = Ranks.Spearman([.. Enumerable.Range(0, values.Length).Select(i => (double)i)], values);
        var tenth = Math.Max(1, values.Length / Blocks);
        if (Math.Abs(rho) > LeastCorrelation && Ranks.PValue(rho, values.Length) < level)
        {
            double[] first = [.. values[..tenth].Order()], last = [.. values[^tenth..].Order()];
            yield return look.Finding(FindingSeverity.Notes, $"{look.Name} {(rho > 0 ? "rises" : "falls")} with the number of the row (rank correlation {Quantity.Text(rho, digits: 2)}): its median is {Quantity.Text(Robust.Median(first), look.Unit)} in the first tenth and {Quantity.Text(Robust.Median(last), look.Unit)} in the last.",
                "If rows stand in the order of time, this is drift or an optimizer at work; do not split them in their order into training and test.");
            yield break;
        }

        var groups = Enumerable.Range(0, Blocks).Select(b => values[(b * values.Length / Blocks)..((b + 1) * values.Length / Blocks)]).ToArray();
        var test = SampleTests.KruskalWallis(groups);
        var share = (test.Statistic - Blocks + 1) / (values.Length - Blocks);
        if (test.PValue < level && share > LeastShare)
        {
            double[] medians = [.. groups.Select(g => Robust.Median([.. g.Order()])).Order()];
            yield return look.Finding(FindingSeverity.Notes, $"{look.Name} differs between blocks of rows: medians of tenths go from {Quantity.Text(medians[0])} to {Quantity.Text(medians[^1], look.Unit)} ({Check.Percent(share)} of the variance of ranks).",
                "Batches, plates or sorted inputs: keep the block as a column, and split by it.");
        }
    }
}
