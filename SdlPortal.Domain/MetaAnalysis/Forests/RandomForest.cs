using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>A regression random forest. Immutable, safe from any thread.</summary>
public sealed class RandomForest
{
    /// <summary>Share of the outcomes' variance that trees explain for rows they had not drawn; not a number where no row was left out.</summary>
    public double OutOfBagRSquared { get; private init; }

    public double OutOfBagMeanSquaredError { get; private init; }

    public int OutOfBagRows { get; private init; }

    /// <summary>Mean decrease of impurity by column, sum 1 (all 0 where no tree splits).</summary>
    public required double[] ImpurityShares { get; init; }

    /// <param name="columns">Their values are the configurations; not a number is "not active".</param>
    /// <param name="outcomes">Finite.</param>
    /// <param name="weights">How often a row is drawn, relative to the others; null for alike.</param>
    public static RandomForest Grow(IReadOnlyList<ParameterColumn> columns, double[] outcomes, ForestOptions options, long seed, double[]? weights = null, int threads = 1, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    public static RandomForest Grow(AnalysisTable table, ForestOptions options, long seed, double[]? weights = null, int threads = 1, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Grow(table.Parameters, table.Outcomes, options, seed, weights, threads, progress, cancellationToken);

    /// <param name="configuration">One number per column: value, index of the level, or not a number for "not active". A level that was never seen counts as one that no split knows.</param>
    public double Predict(ReadOnlySpan<double> configuration) => throw new NotImplementedException();

    public ForestPrediction PredictWithSpread(ReadOnlySpan<double> configuration) => throw new NotImplementedException();

    /// <summary>Predictions of all rows of columns that are like those of <see cref="Grow(IReadOnlyList{ParameterColumn}, double[], ForestOptions, long, double[], int, IProgress{double}, CancellationToken)"/>.</summary>
    public double[] Predict(IReadOnlyList<ParameterColumn> columns, int threads = 1, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
