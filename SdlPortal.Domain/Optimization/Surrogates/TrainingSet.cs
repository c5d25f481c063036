namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// What a Gaussian process is fitted to. Inputs are n x d, row-major, in the unit cube; categorical columns hold the index of the choice and enter
/// as equal or different. Repeated inputs are kept as they are: they tell about the noise. Treated as immutable.
/// </summary>
public sealed class TrainingSet
{
    /// <summary>Outputs farther from the median than this many robust standard deviations (1.4826 times the median absolute deviation) count as outliers.</summary>
    public const double OutlierDistance = 100;

    private const int FewestRowsForOutliers = 5;

    /// <summary>Beyond this a row says nothing, and the covariance stays far from overflow.</summary>
    private const double LargestNoise = 1e10;

    /// <param name="inputs">n points of d numbers.</param>
    /// <param name="outputs">n finite numbers.</param>
    /// <param name="categorical">Which of the d columns hold a choice.</param>
    /// <param name="standardErrors">Standard deviation of each output's noise where it is known, in the outputs' units; 0 or NaN where it is not. Null when none is known.</param>
    public TrainingSet(IReadOnlyList<double[]> inputs, IReadOnlyList<double> outputs, bool[] categorical, IReadOnlyList<double>? standardErrors = null)
        : this(inputs, categorical)
    {
        // Divided by the largest first, so that no square overflows or vanishes.
        var largest = outputs.Max(Math.Abs);
        var unit = largest > 0 && double.IsFinite(largest) ? largest : 1;
        var scaled = outputs.Select(y => y / unit).ToArray();
        var (median, spread) = Robust(scaled);
        Outliers = Count >= FewestRowsForOutliers && spread > 0
            ? [.. Enumerable.Range(0, Count).Where(i => Math.Abs(scaled[i] - median) > OutlierDistance * spread)]
            : [];
        foreach (var i in Outliers)
            scaled[i] = median + (Math.Sign(scaled[i] - median) * OutlierDistance * spread);

        var errors = standardErrors?.Select(e => e > 0 ? e / unit : 0).ToArray();
        var weights = Weights(errors, Count, spread > 0 ? spread : 1);
        var total = weights.Sum();
        var mean = 0.0;
        for (var i = 0; i < Count; i++)
            mean += weights[i] * scaled[i] / total;
        var square = 0.0;
        for (var i = 0; i < Count; i++)
            square += weights[i] * (scaled[i] - mean) * (scaled[i] - mean);
        var deviation = Count > 1 ? Math.Sqrt(square / total * Count / (Count - 1)) : 0;

        // Constant outputs (or a single one) have no spread to scale by; they stay in their own units.
        var isConstant = !(deviation > 1e-12 * Math.Abs(mean) && deviation * unit > 0);
        Mean = mean * unit;
        Deviation = isConstant ? 1 : deviation * unit;
        Standardized = isConstant ? new double[Count] : [.. scaled.Select(y => (y - mean) / deviation)];
        Residuals = Standardized;
        NoiseVariances = errors is null ? [] : [.. errors.Select(e => KnownNoise(e * unit))];
    }

    private TrainingSet(IReadOnlyList<double[]> inputs, bool[] categorical)
    {
        ArgumentOutOfRangeException.ThrowIfZero(inputs.Count);
        Count = inputs.Count;
        Dimension = categorical.Length;
        Categorical = categorical;
        Inputs = new double[Count * Dimension];
        for (var i = 0; i < Count; i++)
            inputs[i].CopyTo(Inputs, i * Dimension);
        (Standardized, Residuals, NoiseVariances, Outliers) = ([], [], [], []);
    }

    public int Count { get; }

    public int Dimension { get; }

    public double[] Inputs { get; }

    public bool[] Categorical { get; }

    /// <summary>(y - mean) / sd with sd over n - 1; outliers drawn in.</summary>
    public double[] Standardized { get; private init; }

    /// <summary>The standardized outputs less the trend: what the process has to explain. The same array where there is no trend.</summary>
    public double[] Residuals { get; private init; }

    /// <summary>The prior mean, on the standardized scale; null for a constant one, which is what most processes have.</summary>
    internal Trend? Trend { get; private init; }

    /// <summary>The trend's mean over the rows.</summary>
    internal double OverallTrend { get; private init; }

    /// <summary>Known noise variance of each row on the standardized scale, 0 where unknown; empty when none is known.</summary>
    public double[] NoiseVariances { get; private init; }

    /// <summary>
    /// Rows whose output lies so far from all others that it would hide their differences. The model sees them at <see cref="OutlierDistance"/> robust standard deviations.
    /// </summary>
    public IReadOnlyList<int> Outliers { get; private init; }

    /// <summary>Mean of the outputs; where noise is known, rows with noise larger than the spread of the outputs count less.</summary>
    public double Mean { get; private init; }

    public double Deviation { get; private init; }

    public ReadOnlySpan<double> Input(int i) => Inputs.AsSpan(i * Dimension, Dimension);

    /// <summary>The squared difference in one column.</summary>
    public double SquaredDifference(int column, double a, double b) => Categorical[column] ? (a == b ? 0 : 1) : (a - b) * (a - b);

    public double KnownNoiseOf(int i) => NoiseVariances.Length == 0 ? 0 : NoiseVariances[i];

    /// <summary>The rows given, in that order, on the same standardized scale.</summary>
    public TrainingSet Rows(IReadOnlyList<int> rows) => new([.. rows.Select(i => Input(i).ToArray())], Categorical)
    {
        Mean = Mean,
        Deviation = Deviation,
        Standardized = [.. rows.Select(i => Standardized[i])],
        Residuals = [.. rows.Select(i => Residuals[i])],
        Trend = Trend,
        OverallTrend = OverallTrend,
        NoiseVariances = NoiseVariances.Length == 0 ? [] : [.. rows.Select(i => NoiseVariances[i])],
    };

    /// <summary>These rows and more on the same standardized scale.</summary>
    public TrainingSet With(IReadOnlyList<double[]> inputs, IReadOnlyList<double> outputs, IReadOnlyList<double>? standardErrors = null) =>
        new([.. Enumerable.Range(0, Count).Select(i => Input(i).ToArray()), .. inputs], Categorical)
        {
            Mean = Mean,
            Deviation = Deviation,
            Standardized = [.. Standardized, .. outputs.Select(y => (y - Mean) / Deviation)],
            Residuals = [.. Residuals, .. outputs.Select((y, i) => ((y - Mean) / Deviation) - (Trend?.At(inputs[i]) ?? 0))],
            Trend = Trend,
            OverallTrend = OverallTrend,
            NoiseVariances = NoiseVariances.Length == 0 && standardErrors is null
                ? []
                : [.. Enumerable.Range(0, Count).Select(KnownNoiseOf), .. inputs.Select((_, i) => KnownNoise(standardErrors?[i] ?? 0))],
            Outliers = Outliers,
        };

    /// <summary>
    /// The same rows under a prior mean, with a deviation of their own: that of what the trend leaves to explain, so that what is believed about processes of standardized outputs is believed about the residuals.
    /// </summary>
    /// <param name="trend">In units of this set's standardized outputs.</param>
    /// <param name="share">The new deviation over the present one, above 0.</param>
    internal TrainingSet Around(Trend trend, double share)
    {
        var own = trend.Times(1 / share);
        double[] standardized = [.. Standardized.Select(y => y / share)];
        double[] expected = [.. Enumerable.Range(0, Count).Select(i => own.At(Input(i)))];
        return new([.. Enumerable.Range(0, Count).Select(i => Input(i).ToArray())], Categorical)
        {
            Mean = Mean,
            Deviation = Deviation * share,
            Standardized = standardized,
            Residuals = [.. standardized.Select((y, i) => y - expected[i])],
            Trend = own,
            OverallTrend = expected.Average(),
            NoiseVariances = [.. NoiseVariances.Select(v => Math.Min(v / (share * share), LargestNoise))],
            Outliers = Outliers,
        };
    }

    private double KnownNoise(double standardError)
    {
        var ratio = standardError > 0 ? standardError / Deviation : 0;
        return Math.Min(ratio * ratio, LargestNoise);
    }

    /// <summary>1 where noise is unknown or small against the spread, falling with its square.</summary>
    private static double[] Weights(double[]? errors, int count, double spread)
    {
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            var ratio = errors is null ? 0 : Math.Min(errors[i] / spread, 1e6);
            weights[i] = 1 / (1 + (ratio * ratio));
        }

        return weights;
    }

    /// <summary>Median and 1.4826 times the median absolute deviation.</summary>
    private static (double Median, double Spread) Robust(double[] values)
    {
        var median = Median(values);
        return (median, 1.4826 * Median([.. values.Select(v => Math.Abs(v - median))]));
    }

    private static double Median(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
