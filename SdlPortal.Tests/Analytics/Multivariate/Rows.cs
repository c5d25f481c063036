using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Multivariate;

/// <summary>Tables made up for tests.</summary>
internal static class Rows
{
    public static AnalysisStep On(int threads) => AnalysisStep.Quiet with { Threads = threads };

    /// <summary>Columns of numbers named a, b, c …</summary>
    public static MemoryTable Table(params double[][] columns) =>
        new("made up", [.. columns.Select((_, j) => new TableColumn { Name = ((char)('a' + j)).ToString(), Kind = ColumnKind.Number })], columns);

    /// <summary>Random columns of which some follow others; a share of the cells is missing.</summary>
    public static double[][] Columns(long seed, int rows, int width, double missing = 0)
    {
        var random = new SeededRandom(seed);
        var columns = Enumerable.Range(0, width).Select(_ => new double[rows]).ToArray();
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < width; j++)
                columns[j][i] = Math.Round((j % 3 == 2 ? columns[j - 1][i] : 0) + random.NextNormal(), j % 2 == 0 ? 1 : 9) + (100 * j);
        }

        foreach (var column in columns)
        {
            for (var i = 0; i < rows; i++)
                column[i] = random.NextDouble() < missing ? double.NaN : column[i];
        }

        return columns;
    }

    /// <summary>Row-major.</summary>
    public static double[] Flat(double[][] rows) => [.. rows.SelectMany(r => r)];

    /// <summary>Rows around k far corners, in turn.</summary>
    public static double[] Blobs(long seed, int rows, int width, int clusters, double spread = 1)
    {
        var random = new SeededRandom(seed);
        var values = new double[rows * width];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < width; j++)
                values[(i * width) + j] = (spread * random.NextNormal()) + (10 * ((i % clusters * 7 * (j + 1)) % 5)) + (i % clusters);
        }

        return values;
    }
}
