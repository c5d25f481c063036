using MathNet.Numerics.Distributions;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;
using Normal = SdlPortal.Domain.Numerics.Normal;

namespace SdlPortal.Domain.MetaAnalysis.Variants;

/// <summary>
/// What a variant gains from more than the others do: per task the slope of the outcome on a parameter in runs of the variant minus that in runs of the others, pooled over tasks by random effects; and over tasks the slope of the variant's advantage on a
/// declared property. Corrected together by Benjamini and Hochberg. Pure.
/// </summary>
internal static class VariantSynergies
{
    private const int FewestRuns = 5;
    private const int FewestTasks = 4;
    private const int MostVariants = 12;
    private const int MostLevels = 8;

    public static IReadOnlyList<VariantSynergy> Of(AnalysisTable table, VariantCells cells, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>>? features, int most)
    {
        var found = new List<VariantSynergy>();
        var counts = Enumerable.Range(0, cells.Variants.Count).Select(v => Enumerable.Range(0, cells.Tasks.Count).Sum(t => cells.Count[t, v])).ToArray();
        var variants = Enumerable.Range(0, counts.Length).Where(v => counts[v] >= FewestRuns).OrderByDescending(v => counts[v]).ThenBy(v => v).Take(MostVariants).Order().ToArray();
        foreach (var column in table.Parameters)
        {
            foreach (var (name, values) in Regressors(column))
                found.AddRange(OfParameter(table, cells, variants, name, values));
        }

        found.AddRange(OfProperties(cells, variants, counts, features));
        var adjusted = MultipleTesting.Adjust([.. found.Select(f => f.P)]);
        return [.. found.Select((f, i) => f with { Adjusted = adjusted[i] }).OrderBy(f => f.P).ThenBy(f => f.Variant, StringComparer.Ordinal).ThenBy(f => f.With, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>A number so that 1 is the way from its 5 % to its 95 % point (in logarithms where it says so); a choice as 0 or 1 for each frequent level.</summary>
    private static IEnumerable<(string Name, double[] Values)> Regressors(ParameterColumn column)
    {
        if (column.Shape.IsCategory)
        {
            var levels = column.Values.Where(v => !double.IsNaN(v)).CountBy(v => v).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(MostLevels).ToArray();
            foreach (var (level, _) in levels.Where(_ => levels.Length > 1))
                yield return ($"{column.Shape.Name} = {column.Shape.Levels[(int)level]}", [.. column.Values.Select(v => double.IsNaN(v) ? double.NaN : v == level ? 1 : 0)]);
            yield break;
        }

        var isLog = column.Shape.Scale == SearchSpaces.Scale.Log && column.Values.All(v => !(v <= 0));
        double[] scaled = [.. column.Values.Select(v => isLog ? Math.Log(v) : v)];
        var sorted = scaled.Where(v => !double.IsNaN(v)).Order().ToArray();
        if (sorted.Length < FewestRuns)
            yield break;
        var (low, high) = (sorted[(int)(0.05 * (sorted.Length - 1))], sorted[(int)Math.Ceiling(0.95 * (sorted.Length - 1))]);
        if (high > low)
            yield return (column.Shape.Name, [.. scaled.Select(v => (v - low) / (high - low))]);
    }

    private static IEnumerable<VariantSynergy> OfParameter(AnalysisTable table, VariantCells cells, int[] variants, string name, double[] values)
    {
        var sums = new Sums[cells.Tasks.Count, cells.Variants.Count];
        for (var i = 0; i < table.Count; i++)
        {
            if (table.Variants.Codes[i] >= 0 && !double.IsNaN(values[i]))
                sums[table.Tasks.Codes[i], table.Variants.Codes[i]].Add(values[i], cells.Outcomes[i]);
        }

        foreach (var v in variants)
        {
            var (effects, runs) = (new List<StudyEffect>(), 0);
            for (var t = 0; t < cells.Tasks.Count; t++)
            {
                // The others' slope is taken within each variant, or their different levels would pass for a slope.
                var rest = new Sums();
                for (var other = 0; other < cells.Variants.Count; other++)
                {
                    if (other != v)
                        rest.AddCentered(sums[t, other]);
                }

                if (sums[t, v].Slope(FewestRuns) is not { } own || rest.Slope(FewestRuns) is not { } others)
                    continue;
                runs += (int)sums[t, v].Count;
                effects.Add(new StudyEffect(cells.Tasks[t], own.Value - others.Value, own.Variance + others.Variance));
            }

            if (effects.Count == 0)
                continue;
            var (estimate, p) = Pooled(effects);
            if (!double.IsNaN(p))
                yield return new VariantSynergy(cells.Variants[v], name, false, estimate, p, double.NaN, runs);
        }
    }

    private static (Estimate Slope, double P) Pooled(List<StudyEffect> effects)
    {
        if (effects.Count >= 2)
        {
            var pooled = RandomEffects.Pool(effects);
            return pooled.HasValue
                ? (new Estimate(pooled.Value.Estimate, pooled.Value.Interval.Low, pooled.Value.Interval.High), pooled.Value.PValue)
                : (new Estimate(double.NaN, double.NaN, double.NaN), double.NaN);
        }

        var half = Normal.Quantile(0.975) * effects[0].StandardError;
        return (new Estimate(effects[0].Value, effects[0].Value - half, effects[0].Value + half), Math.Min(1, 2 * Normal.Cdf(-Math.Abs(effects[0].Value / effects[0].StandardError))));
    }

    private static IEnumerable<VariantSynergy> OfProperties(VariantCells cells, int[] variants, int[] counts, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>>? features)
    {
        if (features is null)
            yield break;
        var names = features.Values.SelectMany(f => f).Where(f => f.Value.IsNumber).Select(f => f.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        foreach (var name in names)
        {
            foreach (var v in variants)
            {
                var points = new List<(double X, double Y)>();
                for (var t = 0; t < cells.Tasks.Count; t++)
                {
                    var inside = cells.In(t);
                    if (cells.Count[t, v] == 0 || inside.Length < 2 || !features.TryGetValue(cells.Tasks[t], out var own))
                        continue;
                    var value = own.Where(f => f.Name == name && f.Value.IsNumber).Select(f => (double?)f.Value.Number).FirstOrDefault();
                    if (value is { } x)
                        points.Add((x, cells.Mean[t, v] - inside.Average(k => cells.Mean[t, k])));
                }

                var (low, high) = points.Count == 0 ? (0, 0) : (points.Min(p => p.X), points.Max(p => p.X));
                if (points.Count < FewestTasks || !(high > low))
                    continue;
                var sums = new Sums();
                foreach (var (x, y) in points)
                    sums.Add((x - low) / (high - low), y);
                if (sums.Slope(FewestTasks) is not { } slope)
                    continue;
                var (error, degrees) = (Math.Sqrt(slope.Variance), points.Count - 2);
                var half = StudentT.InvCDF(0, 1, degrees, 0.975) * error;
                yield return new VariantSynergy(cells.Variants[v], name, true, new Estimate(slope.Value, slope.Value - half, slope.Value + half), 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(slope.Value / error)), double.NaN, counts[v]);
            }
        }
    }

    /// <summary>Running sums of a regression of y on x.</summary>
    private struct Sums
    {
        private double n, x, y, xx, xy, yy, groups;

        public readonly double Count => n;

        public void Add(double a, double b)
        {
            groups = 1;
            n++;
            x += a;
            y += b;
            xx += a * a;
            xy += a * b;
            yy += b * b;
        }

        /// <summary>Another group about its own means.</summary>
        public void AddCentered(Sums other)
        {
            if (other.n < 2)
                return;
            groups++;
            n += other.n;
            xx += other.xx - (other.x * other.x / other.n);
            xy += other.xy - (other.x * other.y / other.n);
            yy += other.yy - (other.y * other.y / other.n);
        }

        /// <summary>Null with too few runs or where x does not vary.</summary>
        public readonly (double Value, double Variance)? Slope(int fewest)
        {
            var degrees = n - groups - 1;
            if (n < fewest || degrees < 1)
                return null;
            var (sxx, sxy, syy) = (xx - (x * x / n), xy - (x * y / n), yy - (y * y / n));
            if (!(sxx > 1e-9 * Math.Max(1, xx)))
                return null;
            var slope = sxy / sxx;
            var variance = Math.Max(syy - (slope * sxy), 1e-12) / degrees / sxx;
            return (slope, variance);
        }
    }
}
