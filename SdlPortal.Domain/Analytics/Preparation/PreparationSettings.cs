namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>What is done where a value is missing.</summary>
public enum MissingPolicy
{
    /// <summary>The row is left out.</summary>
    LeaveOut,

    /// <summary>The mean of the column; of a category its most frequent level.</summary>
    Mean,

    /// <summary>The median of the column; of a category its most frequent level.</summary>
    Median,

    /// <summary>The mean of the five rows that are nearest in the values both have, on scaled columns (Troyanskaya et al. 2001, Bioinformatics 17, 520); of a category their most frequent level.</summary>
    Neighbors,
}

/// <summary>How the numbers of a column are put on a common scale.</summary>
public enum Scaling
{
    None,

    /// <summary>(x − mean) / sd, sd with n as scikit-learn's StandardScaler has it; a constant column becomes 0.</summary>
    Standard,

    /// <summary>(x − median) / (1.4826 MAD).</summary>
    Robust,

    /// <summary>(x − min) / (max − min).</summary>
    Range,
}

/// <summary>How the columns of a table become the numbers that a method works with.</summary>
/// <param name="Columns">By name, in their order; null for every column of numbers that is neither constant nor empty.</param>
public sealed record PreparationSettings(IReadOnlyList<string>? Columns = null, MissingPolicy Missing = MissingPolicy.Median, Scaling Scaling = Scaling.Standard)
{
    /// <summary>Beyond it rows are taken evenly spread, and the remarks say so.</summary>
    public int MostRows { get; init; } = int.MaxValue;

    /// <summary>Logarithms of these columns are taken first; every value must be above 0.</summary>
    public IReadOnlyList<string> Logarithms { get; init; } = [];

    /// <summary>Levels of a category that get a feature each; the rarer ones share "other".</summary>
    public int MostLevels { get; init; } = 20;
}
