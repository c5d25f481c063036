using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>Rows drawn for a tree: each once, with how often.</summary>
internal readonly record struct RowDraw(int[] Rows, int[] Times)
{
    /// <param name="among">Rows that may be drawn, in an order that neither names nor signs change.</param>
    /// <param name="cumulative">Running sums of the weights in that order; null for alike.</param>
    public static RowDraw WithReplacement(int[] among, double[]? cumulative, int draws, int count, SeededRandom random)
    {
        var times = new int[count];
        for (var k = 0; k < draws; k++)
        {
            if (cumulative is null)
            {
                times[among[random.NextInt(among.Length)]]++;
                continue;
            }

            var at = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);

            // Found exactly: the next row whose weight is not 0 starts there.
            at = at < 0 ? ~at : at + 1;
            while (at > 0 && at >= cumulative.Length)
                at--;
            times[among[at]]++;
        }

        return Of(times);
    }

    /// <summary>Each way to take so many rows is as likely (Knuth, algorithm 3.4.2 S).</summary>
    public static RowDraw WithoutReplacement(int[] among, int draws, int count, SeededRandom random)
    {
        var times = new int[count];
        var wanted = Math.Min(draws, among.Length);
        for (var k = 0; k < among.Length && wanted > 0; k++)
        {
            if ((among.Length - k) * random.NextDouble() >= wanted)
                continue;
            times[among[k]] = 1;
            wanted--;
        }

        return Of(times);
    }

    private static RowDraw Of(int[] times)
    {
        var distinct = 0;
        foreach (var t in times)
            distinct += t > 0 ? 1 : 0;
        var (rows, often) = (new int[distinct], new int[distinct]);
        for (var (i, k) = (0, 0); i < times.Length; i++)
        {
            if (times[i] == 0)
                continue;
            rows[k] = i;
            often[k++] = times[i];
        }

        return new RowDraw(rows, often);
    }
}
