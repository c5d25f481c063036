using System.Globalization;

namespace SdlPortal.Domain.Optimization;

/// <summary>What has to be known about the results before a model sees them: in which units to count, and which are no results at all. Pure.</summary>
/// <param name="Scales">One power of two per objective; 1 unless the numbers' squares would leave the range of a double.</param>
/// <param name="Outliers">Indexes of observations to leave out.</param>
/// <param name="Remarks">One sentence for each outlier.</param>
internal sealed record OutputScreening(double[] Scales, IReadOnlySet<int> Outliers, IReadOnlyList<string> Remarks)
{
    private const int FewestResults = 5;

    /// <summary>How many robust standard deviations away a value cannot be a result: ten times what a factor of 1000 in units would do to ordinary data.</summary>
    private const double MostDeviations = 1e6;

    public static OutputScreening Of(SuggestionRequest request)
    {
        var scales = request.Objectives.Select((_, o) => Scale([.. request.Observations.Select(r => r.Values[o])])).ToArray();
        var outliers = new HashSet<int>();
        var remarks = new List<string>();
        for (var o = 0; o < scales.Length; o++)
        {
            foreach (var (row, value) in Outlying([.. request.Observations.Select(r => r.Values[o] / scales[o])]))
            {
                if (outliers.Add(row))
                    remarks.Add(string.Create(CultureInfo.InvariantCulture, $"The result {value * scales[o]:G4} for {request.Objectives[o].Name} is more than a million times farther from the others than they are from each other, so it was left out. Correct or exclude it if it is an error."));
            }
        }

        return new OutputScreening(scales, outliers, remarks);
    }

    private static double Scale(double[] values)
    {
        var largest = values.Length == 0 ? 0 : values.Max(Math.Abs);
        return largest is 0 or (> 1e-100 and < 1e100) ? 1 : Math.ScaleB(1, Math.Max(Math.ILogB(largest), -1021));
    }

    /// <summary>
    /// Values more than a million robust standard deviations (1.4826 MAD) from the median: one, or one in ten. More than that are no outliers but how these
    /// results are distributed.
    /// </summary>
    private static IReadOnlyList<(int Row, double Value)> Outlying(double[] values)
    {
        if (values.Length < FewestResults)
            return [];
        var median = Median(values);
        var spread = 1.4826 * Median([.. values.Select(v => Math.Abs(v - median))]);
        var found = values.Select((v, i) => (Row: i, Value: v)).Where(p => spread > 0 && Math.Abs(p.Value - median) > MostDeviations * spread).ToList();
        return found.Count <= Math.Max(1, values.Length / 10) ? found : [];
    }

    private static double Median(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
