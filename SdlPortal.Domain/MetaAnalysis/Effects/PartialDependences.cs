using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Forests;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// Curves of a forest: main effects over the measure, partial dependence and individual curves over runs as they are (Friedman 2001; Goldstein et al. 2015), surfaces and Friedman's H of pairs (Friedman and Popescu 2008).
/// Bands are 95 %, from halves of the runs. Pure.
/// </summary>
internal sealed class PartialDependences(HalfForests forests, FunctionalAnova anova, int threads, CancellationToken cancellationToken)
{
    private const int MostPlaces = 24;
    private const int MostLevels = 40;
    private const int MostRuns = 100;
    private const int MostIndividual = 50;
    private const int SurfacePlaces = 10;
    private const int SurfaceRuns = 48;

    private readonly ushort[][] runs = Sample(forests.Table, MostRuns);

    public EffectCurve Main(int column)
    {
        var (values, errors) = anova.Main(column);
        return new EffectCurve(Name(column), [.. Places(column, int.MaxValue).Select(b => Point(column, b, values[b], errors[b]))]);
    }

    public EffectCurve Of(int column)
    {
        var places = Places(column, MostPlaces);
        var halves = new double[places.Length][];
        var each = new double[places.Length][];
        Parallel.For(0, places.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, p =>
        {
            (halves[p], each[p]) = Asked(runs, [(column, places[p])]);
        });
        var points = places.Select((b, p) => Point(column, b, Mean(halves[p]), Error(halves[p]))).ToArray();
        var rows = SampleRows(forests.Table, MostRuns);
        var step = Math.Max(1, (rows.Length + MostIndividual - 1) / MostIndividual);
        return new EffectCurve(Name(column), points)
        {
            Individual = [.. Enumerable.Range(0, (rows.Length + step - 1) / step).Select(k => new IndividualCurve(rows[k * step], [.. each.Select(e => e[k * step])]))],
        };
    }

    public EffectSurface Surface(int first, int second)
    {
        var (along, across) = (Places(first, SurfacePlaces), Places(second, SurfacePlaces));
        var few = Sample(forests.Table, SurfaceRuns);
        var (values, errors) = (new double[along.Length][], new double[along.Length][]);
        Parallel.For(0, along.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, a =>
        {
            var halves = across.Select(b => Asked(few, [(first, along[a]), (second, b)]).Halves).ToArray();
            values[a] = [.. halves.Select(Mean)];
            errors[a] = [.. halves.Select(Error)];
        });
        return new EffectSurface(Name(first), Name(second), [.. along.Select(b => Point(first, b, double.NaN, double.NaN))], [.. across.Select(b => Point(second, b, double.NaN, double.NaN))], values, errors);
    }

    /// <summary>H² = Σ (PDⱼₖ − PDⱼ − PDₖ)² / Σ PDⱼₖ² over runs, each centered.</summary>
    public double FriedmanH(int first, int second)
    {
        var few = Sample(forests.Table, SurfaceRuns);
        var parts = new double[3][];
        for (var p = 0; p < 3; p++)
            parts[p] = new double[few.Length];
        Parallel.For(0, few.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, i =>
        {
            var (a, b) = (few[i][first], few[i][second]);
            parts[0][i] = Mean(Asked(few, [(first, a), (second, b)]).Halves);
            parts[1][i] = Mean(Asked(few, [(first, a)]).Halves);
            parts[2][i] = Mean(Asked(few, [(second, b)]).Halves);
        });
        foreach (var part in parts)
        {
            var mean = part.Sum() / part.Length;
            for (var i = 0; i < part.Length; i++)
                part[i] -= mean;
        }

        var (top, bottom) = (0.0, 0.0);
        for (var i = 0; i < few.Length; i++)
        {
            var off = parts[0][i] - parts[1][i] - parts[2][i];
            top += off * off;
            bottom += parts[0][i] * parts[0][i];
        }

        return bottom > 0 ? top / bottom : 0;
    }

    /// <summary>Mean prediction of every half with some parameters set, and of every run over all halves.</summary>
    private (double[] Halves, double[] Runs) Asked(ushort[][] rows, (int Column, ushort Code)[] set)
    {
        var halves = new double[2 * HalfForests.Splits];
        var each = new double[rows.Length];
        var codes = new ushort[forests.Table.Columns.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].CopyTo(codes, 0);
            foreach (var (column, code) in set)
                codes[column] = code;
            for (var h = 0; h < halves.Length; h++)
            {
                var value = forests.Halves[h / 2, h % 2].Mean(codes);
                halves[h] += value / rows.Length;
                each[i] += value / halves.Length;
            }
        }

        return (halves, each);
    }

    private static double Mean(double[] halves) => halves.Sum() / halves.Length;

    private static double Error(double[] halves)
    {
        var square = 0.0;
        for (var s = 0; s < halves.Length; s += 2)
            square += (halves[s] - halves[s + 1]) * (halves[s] - halves[s + 1]) / 4;
        return Math.Sqrt(square / (halves.Length / 2));
    }

    private string Name(int column) => forests.Table.Columns[column].Shape.Name;

    private CurvePoint Point(int column, ushort code, double value, double error)
    {
        var binned = forests.Table.Columns[column];
        var (at, label) = code == binned.NotActive ? (double.NaN, "not active")
            : binned.IsCategory ? (binned.Centers[code], binned.Shape.Levels[(int)binned.Centers[code]])
            : (binned.Centers[code], binned.Centers[code].ToString("G6", CultureInfo.InvariantCulture));
        var half = HalfProducts.Critical * error;
        return new CurvePoint(at, label, value, value - half, value + half, anova.Measures[column].Frequencies[code]);
    }

    /// <summary>Classes that occur: of a number spread evenly, of a category the most frequent in order; "not active" last.</summary>
    private ushort[] Places(int column, int most)
    {
        var binned = forests.Table.Columns[column];
        var frequencies = anova.Measures[column].Frequencies;
        ushort[] seen = [.. Enumerable.Range(0, binned.Bins).Where(b => frequencies[b] > 0).Select(b => (ushort)b)];
        if (binned.IsCategory)
            seen = [.. seen.OrderByDescending(b => frequencies[b]).ThenBy(b => b).Take(Math.Max(MostLevels, most)).Order()];
        else if (seen.Length > most)
            seen = [.. Enumerable.Range(0, most).Select(k => seen[(int)((long)k * (seen.Length - 1) / (most - 1))])];
        return frequencies[^1] > 0 ? [.. seen, binned.NotActive] : seen;
    }

    private static int[] SampleRows(BinnedTable table, int most)
    {
        var count = Math.Min(table.Count, most);
        return [.. Enumerable.Range(0, count).Select(k => (int)((k + 0.5) * table.Count / count))];
    }

    private static ushort[][] Sample(BinnedTable table, int most) => [.. SampleRows(table, most).Select(i => table.Codes.Select(c => c[i]).ToArray())];
}
