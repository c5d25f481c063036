namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Takes some of many rows by their content, so that the order of rows does not matter. Pure.</summary>
internal static class ContentSample
{
    /// <summary>All rows where they are few enough; else about half to all of <paramref name="most"/>, those whose fingerprint falls below a threshold. In an order that the content decides.</summary>
    public static int[] Of(CheckedRuns runs, int[] rows, int most)
    {
        var seed = Fingerprint.Mix(unchecked((ulong)runs.Options.Seed));
        ulong Key(int row) => Fingerprint.Mix(runs.Configuration[row] ^ (runs.Result[row] * 3) ^ seed);
        var threshold = rows.Length <= most ? ulong.MaxValue : (ulong)(ulong.MaxValue * (0.75 * most / rows.Length));
        var chosen = Array.FindAll(rows, r => Key(r) <= threshold);
        Array.Sort(Array.ConvertAll(chosen, Key), chosen);
        return chosen.Length > most ? chosen[..most] : chosen;
    }
}
