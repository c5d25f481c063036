namespace SdlPortal.Domain.MetaAnalysis.Runs;

/// <summary>
/// Many run records, column by column: a million runs of 20 parameters take some 200 MB. Immutable by convention: whoever holds one must not write into its arrays. All columns have <see cref="Count"/> rows.
/// </summary>
public sealed record RunTable
{
    public required int Count { get; init; }

    public required IReadOnlyList<ParameterColumn> Parameters { get; init; }

    public required IReadOnlyList<MetricColumn> Metrics { get; init; }

    public required LabelColumn Tasks { get; init; }

    public required LabelColumn Variants { get; init; }

    /// <summary>The source's id (as its project names it) of every row.</summary>
    public required LabelColumn Sources { get; init; }

    /// <summary>The number of the row within its source, from 0: with the source it finds the run's key, origin, curves and notes.</summary>
    public required int[] SourceRows { get; init; }

    public required RunStatus[] Status { get; init; }

    /// <summary>Seconds since 1970 UTC; not a number where unknown.</summary>
    public required double[] Start { get; init; }

    /// <summary>Not a number where unknown.</summary>
    public required double[] DurationSeconds { get; init; }

    /// <summary>Not a number where unknown.</summary>
    public required double[] Cost { get; init; }

    public required LabelColumn Seeds { get; init; }

    public required LabelColumn Hardware { get; init; }

    public required LabelColumn CodeVersions { get; init; }

    public required LabelColumn DataVersions { get; init; }

    public required LabelColumn Splits { get; init; }
}

/// <summary>A parameter of all rows.</summary>
/// <param name="Values">Numbers in the shape's unit, or for a category the index into its levels; not a number where the parameter was not active.</param>
public sealed record ParameterColumn(ParameterShape Shape, double[] Values);

/// <summary>A metric of all rows.</summary>
/// <param name="Replicates">One array per replicate, ragged ones filled with not-a-number; at least one array.</param>
public sealed record MetricColumn(MetricShape Shape, IReadOnlyList<double[]> Replicates)
{
    /// <summary>The mean of the row's replicates that are numbers; not a number where none is. Infinite replicates make it infinite or not a number.</summary>
    public double Mean(int row)
    {
        if (Replicates.Count == 1)
            return Replicates[0][row];
        var (sum, count) = (0.0, 0);
        foreach (var replicate in Replicates)
        {
            if (double.IsNaN(replicate[row]))
                continue;
            sum += replicate[row];
            count++;
        }

        return count == 0 ? double.NaN : sum / count;
    }
}

/// <summary>A text of all rows, as indices into the distinct texts.</summary>
/// <param name="Labels">Distinct, in ordinal order.</param>
/// <param name="Codes">−1 where the row has none.</param>
public sealed record LabelColumn(IReadOnlyList<string> Labels, int[] Codes)
{
    public string? this[int row] => Codes[row] < 0 ? null : Labels[Codes[row]];

    /// <summary>A column in which no row has a text.</summary>
    public static LabelColumn Empty(int count)
    {
        var codes = new int[count];
        Array.Fill(codes, -1);
        return new LabelColumn([], codes);
    }
}
