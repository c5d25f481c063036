using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Similarity;

/// <summary>How far the rankings of two tasks agree: on configurations that both have run, and on what their models predict. Pure.</summary>
internal static class TaskAgreement
{
    public const int FewestShared = 3;

    /// <summary>More shared configurations are thinned to so many.</summary>
    private const int MostShared = 400;

    /// <summary>Mean outcomes by configuration, for every task of the table.</summary>
    public static SortedDictionary<string, double>[] ByConfiguration(AnalysisTable table)
    {
        var sums = table.Tasks.Labels.Select(_ => new Dictionary<string, (double Sum, int Count)>(StringComparer.Ordinal)).ToArray();
        var key = new char[table.Parameters.Count * 4];
        for (var i = 0; i < table.Count; i++)
        {
            // The bits of all values as text: equal only where all values are.
            for (var j = 0; j < table.Parameters.Count; j++)
            {
                var bits = BitConverter.DoubleToUInt64Bits(table.Parameters[j].Values[i]);
                for (var part = 0; part < 4; part++)
                    key[(j * 4) + part] = (char)(bits >> (16 * part) & 0xFFFF);
            }

            var task = sums[table.Tasks.Codes[i]];
            var text = new string(key);
            var (sum, count) = task.GetValueOrDefault(text);
            task[text] = (sum + table.Outcomes[i], count + 1);
        }

        return [.. sums.Select(s => new SortedDictionary<string, double>(s.ToDictionary(p => p.Key, p => p.Value.Sum / p.Value.Count, StringComparer.Ordinal), StringComparer.Ordinal))];
    }

    public static RankAgreement? OnShared(SortedDictionary<string, double> a, SortedDictionary<string, double> b, int resamples, long seed)
    {
        var (x, y) = (new List<double>(), new List<double>());
        foreach (var (key, value) in a)
        {
            if (!b.TryGetValue(key, out var other))
                continue;
            x.Add(value);
            y.Add(other);
        }

        if (x.Count < FewestShared)
            return null;
        var step = Math.Max(1, x.Count / (double)MostShared);
        int[] kept = [.. Enumerable.Range(0, Math.Min(x.Count, MostShared)).Select(k => (int)(k * step))];
        return Of([.. kept.Select(k => x[k])], [.. kept.Select(k => y[k])], resamples, seed) with { Configurations = x.Count };
    }

    /// <summary>Kendall's tau-b and Spearman's rho with percentile intervals over resampled pairs.</summary>
    public static RankAgreement Of(double[] x, double[] y, int resamples, long seed)
    {
        var random = SeededRandom.Derive(seed, 0xA62E);
        var (taus, rhos) = (new List<double>(), new List<double>());
        var (xs, ys) = (new double[x.Length], new double[x.Length]);
        for (var r = 0; r < resamples; r++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var k = (int)random.NextInt(x.Length);
                (xs[i], ys[i]) = (x[k], y[k]);
            }

            var (tau, rho) = (Ranks.KendallB(xs, ys), Ranks.Spearman(xs, ys));
            if (double.IsNaN(tau) || double.IsNaN(rho))
                continue;
            taus.Add(tau);
            rhos.Add(rho);
        }

        taus.Sort();
        rhos.Sort();
        return new RankAgreement(x.Length, Zero(Ranks.KendallB(x, y)), At(taus, 0.025), At(taus, 0.975), Zero(Ranks.Spearman(x, y)), At(rhos, 0.025), At(rhos, 0.975));
    }

    /// <summary>A side that is constant orders nothing: no agreement.</summary>
    private static double Zero(double correlation) => double.IsNaN(correlation) ? 0 : correlation;

    internal static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[(int)Math.Round(share * (sorted.Count - 1))];
}
