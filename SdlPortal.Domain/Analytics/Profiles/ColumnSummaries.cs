using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>Describes single columns. Pure; sorts a column once.</summary>
internal static class ColumnSummaries
{
    private const int MostLevels = 50;

    /// <summary>The finite values, ascending.</summary>
    public static double[] Sorted(double[] values)
    {
        var count = values.Count(double.IsFinite);
        var sorted = new double[count];
        var at = 0;
        foreach (var value in values)
        {
            if (double.IsFinite(value))
                sorted[at++] = value + 0.0;
        }

        Array.Sort(sorted);
        return sorted;
    }

    public static TableColumnProfile Of(TableColumn column, double[] values, double[] sorted)
    {
        var distinct = sorted.Length > 0 ? 1 : 0;
        for (var i = 1; i < sorted.Length; i++)
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        var profile = new TableColumnProfile
        {
            Name = column.Name,
            Kind = column.Kind,
            Unit = column.Unit,
            Rows = values.Length,
            Present = sorted.Length,
            Infinite = values.Count(double.IsInfinity),
            Distinct = distinct,
            Remarks = column.Remarks,
        };
        if (sorted.Length == 0)
            return profile;
        if (column.Kind == ColumnKind.Category)
        {
            var levels = Levels(column, sorted);
            return profile with { Levels = [.. levels.Take(MostLevels)], Imputed = new ImputedValues(double.NaN, double.NaN, levels[0].Level) };
        }

        var numbers = ColumnProfiles.Numbers(sorted)!;
        var shape = NumberShapes.Shape(sorted, numbers);
        profile = profile with
        {
            Numbers = numbers,
            Shape = shape,
            Box = NumberShapes.Box(sorted),
            Histogram = Histograms.Of(sorted, numbers.Whole),
            Density = Densities.Of(sorted),
            Scaling = column.Kind == ColumnKind.Number ? NumberShapes.Advice(sorted, numbers, shape) : null,
            Imputed = new ImputedValues(numbers.Mean, numbers.Median, MostFrequent: null),
        };
        if (column.Kind != ColumnKind.Number || !NumberShapes.IsLogarithmic(sorted, shape, out _))
            return profile;
        var logarithms = Array.ConvertAll(sorted, Math.Log10);
        return profile with { LogHistogram = Histograms.Of(logarithms, whole: false, logarithmic: true), LogDensity = Densities.Of(logarithms, logarithmic: true) };
    }

    private static List<LevelCount> Levels(TableColumn column, double[] sorted)
    {
        var counts = new int[column.Levels.Count];
        foreach (var value in sorted)
        {
            if (value >= 0 && value < counts.Length)
                counts[(int)value]++;
        }

        return [.. counts.Select((count, level) => new LevelCount(column.Levels[level], count)).Where(l => l.Count > 0).OrderByDescending(l => l.Count).ThenBy(l => l.Level, StringComparer.Ordinal)];
    }
}
