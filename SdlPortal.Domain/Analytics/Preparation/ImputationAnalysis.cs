using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>Which columns are filled in and tried, and how.</summary>
/// <param name="Columns">By name; null for every usable column of numbers.</param>
/// <param name="Hidden">The share of the known cells of a column that is hidden and filled in again.</param>
public sealed record ImputationSettings(IReadOnlyList<string>? Columns = null, double Hidden = 0.1, long Seed = 1)
{
    /// <summary>Beyond it rows are taken evenly spread.</summary>
    public int MostRows { get; init; } = 5000;
}

/// <summary>How well each way of filling in meets cells that are known.</summary>
public sealed record ImputationResult(IReadOnlyList<ImputedColumn> Columns, IReadOnlyList<string> Remarks);

/// <summary>Root mean squared errors at the hidden cells of a column, in its unit; not a number where none could be hidden.</summary>
/// <param name="Missing">Cells that are missing in the table.</param>
/// <param name="Tried">Cells that were hidden.</param>
/// <param name="Best">The policy with the smallest error; the simplest of those that come within 2 % of it.</param>
public sealed record ImputedColumn(string Name, string? Unit, int Missing, int Tried, double Mean, double Median, double Neighbors, MissingPolicy Best);

/// <summary>Mean, median and nearest neighbors at filling in cells that are known, so that a person can choose.</summary>
public static class ImputationAnalysis
{
    public static TableAnalysis<ImputationSettings, ImputationResult> Definition { get; } = new("imputation", 1, "Filling in missing values", Do);

    /// <summary>Columns of fewer known cells are not tried.</summary>
    private const int FewestKnown = 10;

    /// <summary>A simpler way is the better one while its error is at most so much larger.</summary>
    private const double Slack = 1.02;

    private static ImputationResult Do(DataTable table, ImputationSettings settings, AnalysisStep step)
    {
        var rows = PreparationLearning.Spread(table, null, settings.MostRows);
        var remarks = new List<string>();
        if (rows.Length < table.Rows)
            remarks.Add($"{rows.Length:N0} of {table.Rows:N0} rows were taken, evenly spread.");
        var usable = FittedPreparation.Fit(table, rows, new PreparationSettings(settings.Columns, MissingPolicy.Mean, Scaling.None), step.Part(0, 0.1));
        remarks.AddRange(usable.Remarks);
        PreparedColumn[] numbers = [.. usable.Columns.Where(c => c.Kind == ColumnKind.Number)];
        if (numbers.Length == 0)
            return new ImputationResult([], [.. remarks, "There is no column of numbers to try."]);
        double[][] values = [.. numbers.Select(c => ColumnReading.Read(c, table, rows, []))];
        int[][] hidden = [.. values.Select((v, k) => Hide(v, settings, k))];
        double[][] holed = [.. values.Select((v, k) => Without(v, hidden[k]))];
        var tried = new MemoryTable(table.Name, [.. numbers.Select(c => new TableColumn { Name = c.Name, Kind = c.Kind, Unit = c.Unit })], holed);
        MissingPolicy[] policies = [MissingPolicy.Mean, MissingPolicy.Median, MissingPolicy.Neighbors];
        double[][] errors = [.. policies.Select((p, i) => Errors(tried, p, values, hidden, step.Part(0.1 + (0.3 * i), 0.4 + (0.3 * i))))];
        return new ImputationResult([.. numbers.Select((c, k) => new ImputedColumn(c.Name, c.Unit, values[k].Count(double.IsNaN), hidden[k].Length, errors[0][k], errors[1][k], errors[2][k], Best([.. errors.Select(e => e[k])])))], remarks);

        MissingPolicy Best(double[] of) => policies[Array.FindIndex(of, e => !(e > Slack * of.Min()))];
    }

    private static int[] Hide(double[] values, ImputationSettings settings, int column)
    {
        int[] known = [.. Enumerable.Range(0, values.Length).Where(i => !double.IsNaN(values[i]))];
        if (known.Length < FewestKnown)
            return [];
        SeededRandom.Derive(settings.Seed, column).Shuffle<int>(known);
        return known[..(int)Math.Clamp(settings.Hidden * known.Length, 1, known.Length / 2)];
    }

    private static double[] Without(double[] values, int[] hidden)
    {
        double[] holed = [.. values];
        foreach (var i in hidden)
            holed[i] = double.NaN;
        return holed;
    }

    /// <summary>Root mean squared errors by column; not a number where nothing was hidden.</summary>
    private static double[] Errors(MemoryTable tried, MissingPolicy policy, double[][] values, int[][] hidden, AnalysisStep step)
    {
        var filled = FittedPreparation.FitAndApply(tried, null, new PreparationSettings(null, policy, Scaling.None), step);
        var errors = new double[values.Length];
        for (var k = 0; k < errors.Length; k++)
        {
            // A column whose last cells that differ were hidden is no feature any more.
            var feature = filled.Features.ToList().IndexOf(tried.Columns[k].Name);
            errors[k] = feature < 0 || hidden[k].Length == 0 ? double.NaN : Math.Sqrt(hidden[k].Average(i => Squared(values[k][i] - filled[i][feature])));
        }

        return errors;
    }

    private static double Squared(double d) => d * d;
}
