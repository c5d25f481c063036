using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Similarity;

/// <summary>How alike tasks are by what is declared of them. Pure.</summary>
internal static class FeatureDistance
{
    /// <summary>
    /// exp(−½ d²) with d² the mean over features that both declare: numbers by their squared difference in standard deviations over tasks, texts 0 where equal and 2 where not (two draws of a standard normal differ by 2 in the mean square).
    /// Not a number where there is no common feature.
    /// </summary>
    public static double Similarity(IReadOnlyDictionary<string, IReadOnlyList<NamedValue>>? features, string a, string b)
    {
        if (features is null || !features.TryGetValue(a, out var left) || !features.TryGetValue(b, out var right))
            return double.NaN;
        var (sum, count) = (0.0, 0);
        foreach (var feature in left.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var others = right.Where(f => f.Name == feature.Name && f.Value.IsNumber == feature.Value.IsNumber).Take(1).ToArray();
            if (others.Length == 0)
                continue;
            if (!feature.Value.IsNumber)
            {
                sum += feature.Value.Text == others[0].Value.Text ? 0 : 2;
                count++;
                continue;
            }

            var all = features.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value.Where(v => v.Name == feature.Name && v.Value.IsNumber).Take(1)).Select(v => v.Value.Number).ToArray();
            var mean = all.Average();
            var variance = all.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, all.Length - 1);
            var difference = feature.Value.Number - others[0].Value.Number;
            sum += variance > 0 ? difference * difference / variance : 0;
            count++;
        }

        return count == 0 ? double.NaN : Math.Exp(-0.5 * sum / count);
    }
}
