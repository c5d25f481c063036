using System.Text.Json;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Analytics.Models;

/// <summary>66 real reactions of four parameters, standardized (ddof 0), with what scikit-learn and statsmodels make of them.</summary>
internal static class Reactions
{
    public static JsonElement Golden { get; } = GoldenFile.Read("e_ml_snar");

    public static double[][] Raw { get; } = Golden.GetProperty("data").GetProperty("X").Matrix();

    public static double[] Impurity { get; } = Golden.GetProperty("data").GetProperty("y").Vector();

    /// <summary>n x 4, row-major.</summary>
    public static double[] RawRows { get; } = [.. Raw.SelectMany(r => r)];

    /// <summary>n x 4, row-major, mean 0 and sd 1 by column.</summary>
    public static double[] Scaled { get; } = Standardized(RawRows, 4);

    public static IReadOnlyList<string> Columns { get; } = [.. Golden.GetProperty("data").GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)];

    public static double[] Standardized(double[] x, int width)
    {
        var scaled = new double[x.Length];
        var n = x.Length / width;
        for (var j = 0; j < width; j++)
        {
            var column = Enumerable.Range(0, n).Select(i => x[(i * width) + j]).ToArray();
            var mean = column.Average();
            var sd = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)));
            for (var i = 0; i < n; i++)
                scaled[(i * width) + j] = sd > 0 ? (column[i] - mean) / sd : 0;
        }

        return scaled;
    }

    public static double[] Rows(double[] x, int width, IEnumerable<int> rows) => [.. rows.SelectMany(i => x[(i * width)..((i + 1) * width)])];

    public static double RSquared(double[] outcomes, double[] predicted)
    {
        var mean = outcomes.Average();
        return 1 - (outcomes.Zip(predicted, (y, p) => (y - p) * (y - p)).Sum() / outcomes.Sum(y => (y - mean) * (y - mean)));
    }
}
