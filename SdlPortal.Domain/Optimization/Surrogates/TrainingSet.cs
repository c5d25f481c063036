namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// What a Gaussian process is fitted to. Inputs are n x d, row-major, in the unit cube; categorical columns hold the index of the choice and enter
/// distances as 0 (equal) or 1 (different). Repeated inputs are kept as they are: they tell about the noise. Treated as immutable.
/// </summary>
public sealed class TrainingSet
{
    public TrainingSet(IReadOnlyList<double[]> inputs, IReadOnlyList<double> outputs, bool[] categorical)
    {
        ArgumentOutOfRangeException.ThrowIfZero(inputs.Count);
        Count = inputs.Count;
        Dimension = categorical.Length;
        Categorical = categorical;
        Inputs = new double[Count * Dimension];
        for (var i = 0; i < Count; i++)
            inputs[i].CopyTo(Inputs, i * Dimension);
        Mean = outputs.Average();
        var square = outputs.Sum(y => (y - Mean) * (y - Mean));
        var deviation = Count > 1 ? Math.Sqrt(square / (Count - 1)) : 0;

        // Constant outputs (or a single one) have no spread to scale by; they stay in their own units.
        Deviation = deviation > 1e-12 * Math.Max(1e-300, Math.Abs(Mean)) && deviation > 0 ? deviation : 1;
        Standardized = [.. outputs.Select(y => (y - Mean) / Deviation)];
    }

    public int Count { get; }

    public int Dimension { get; }

    public double[] Inputs { get; }

    public bool[] Categorical { get; }

    /// <summary>(y - mean) / sd with sd over n - 1.</summary>
    public double[] Standardized { get; }

    public double Mean { get; }

    public double Deviation { get; }

    public ReadOnlySpan<double> Input(int i) => Inputs.AsSpan(i * Dimension, Dimension);

    /// <summary>The squared difference in one column.</summary>
    public double SquaredDifference(int column, double a, double b) => Categorical[column] ? (a == b ? 0 : 1) : (a - b) * (a - b);
}
