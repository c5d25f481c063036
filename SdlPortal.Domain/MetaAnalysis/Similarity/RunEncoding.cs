using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Similarity;

/// <summary>
/// Runs as points for a Gaussian process: numbers in [0, 1] over the declared (else observed) range, evenly in the logarithm where the parameter says so; choices by index. A number that is not active lies in the middle, a choice that is not active is
/// a choice of its own. Immutable.
/// </summary>
public sealed class RunEncoding
{
    private readonly (bool IsCategory, bool IsLog, double Low, double High, int Levels)[] columns;

    public RunEncoding(IReadOnlyList<ParameterColumn> parameters)
    {
        columns = new (bool, bool, double, double, int)[parameters.Count];
        for (var j = 0; j < columns.Length; j++)
        {
            var shape = parameters[j].Shape;
            var (low, high) = (shape.Low ?? double.PositiveInfinity, shape.High ?? double.NegativeInfinity);
            foreach (var value in parameters[j].Values)
            {
                if (double.IsNaN(value))
                    continue;
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            columns[j] = (shape.IsCategory, shape.Scale == Scale.Log && low > 0, low, high, shape.Levels.Count);
        }
    }

    /// <summary>Which of the d columns hold a choice.</summary>
    public bool[] Categorical => [.. columns.Select(c => c.IsCategory)];

    public double[] Point(IReadOnlyList<ParameterColumn> parameters, int row)
    {
        var point = new double[columns.Length];
        for (var j = 0; j < point.Length; j++)
            point[j] = Encode(j, parameters[j].Values[row]);
        return point;
    }

    private double Encode(int j, double value)
    {
        var (isCategory, isLog, low, high, levels) = columns[j];
        if (isCategory)
            return double.IsNaN(value) ? levels : value;
        if (double.IsNaN(value) || !(high > low))
            return 0.5;
        return isLog ? Math.Log(value / low) / Math.Log(high / low) : (value - low) / (high - low);
    }
}
