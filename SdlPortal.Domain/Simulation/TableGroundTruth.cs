using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>
/// A Gaussian process fitted to a table of real results, one per objective; its posterior mean counts as the truth.
/// </summary>
public sealed class TableGroundTruth : GroundTruth
{
    public const int MinRows = 5;

    /// <summary>Rows from which the hyperparameters are found, and rows on which the process is conditioned (a random subset of a larger table).</summary>
    private const int FittedRows = 300;
    internal const int KeptRows = 2000;

    /// <summary>From here on five folds are enough.</summary>
    private const int ManyRows = 500;

    /// <summary>How the process of a table is fitted.</summary>
    internal static readonly FitOptions Options = new() { Starts = 2, MaxPoints = FittedRows };

    private readonly UnitCube cube;
    private readonly GaussianProcess[] models;

    private TableGroundTruth(UnitCube cube, IReadOnlyList<Objective> objectives, GaussianProcess[] models, IReadOnlyList<double> noiseSds, int rows, IReadOnlyList<double> r2)
        : base(objectives, noiseSds)
    {
        this.cube = cube;
        this.models = models;
        Rows = rows;
        LeaveOneOutR2 = r2;
    }

    /// <summary>The process of the first objective.</summary>
    internal GaussianProcess Model => models[0];

    /// <summary>Rows in the table.</summary>
    public int Rows { get; }

    /// <summary>
    /// Share of each objective's variance that the process predicts at rows left out one by one (hyperparameters kept): 1 is perfect, 0 no better than the mean.
    /// </summary>
    public IReadOnlyList<double> LeaveOneOutR2 { get; }

    /// <summary>
    /// The same for the first objective with hyperparameters found anew without each tenth of the rows (each fifth of more than 500): what the process is worth for rows it has not seen.
    /// Null where it was not asked for: it costs as many fits.
    /// </summary>
    public double? R2 { get; private init; }

    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"A Gaussian process fitted to {Rows} real results; it predicts left-out results with r² {(R2 is { } r2 ? r2.ToString("F3", CultureInfo.InvariantCulture) : string.Join(", ", LeaveOneOutR2.Select(r => r.ToString("F3", CultureInfo.InvariantCulture))))}.");

    /// <param name="rows">At least <see cref="MinRows"/> results, also from outside the space's bounds.</param>
    /// <param name="noiseSds">One per objective; null takes the noise that the process inferred.</param>
    /// <param name="seed">Decides the subset of a large table.</param>
    /// <param name="mostRows">Rows on which the process is conditioned.</param>
    /// <param name="crossValidated">Whether <see cref="R2"/> is wanted.</param>
    /// <exception cref="GroundTruthException">The rows do not suffice or do not fit the space.</exception>
    public static TableGroundTruth Fit(SearchSpace space, IReadOnlyList<Objective> objectives, IReadOnlyList<Observation> rows, IReadOnlyList<double>? noiseSds, long seed,
        int mostRows = KeptRows, bool crossValidated = false, CancellationToken cancellationToken = default)
    {
        if (rows.Count < MinRows)
            throw new GroundTruthException($"A ground truth needs at least {MinRows} rows; the table has {rows.Count}.");
        if (noiseSds is not null && noiseSds.Count != objectives.Count)
            throw new GroundTruthException($"{noiseSds.Count} noise levels are given for {objectives.Count} objectives; give one each.");
        var unitCube = new UnitCube(space);
        var kept = rows;
        if (rows.Count > mostRows)
        {
            var order = rows.ToArray();
            SeededRandom.Derive(seed, 0x7AB).Shuffle<Observation>(order);
            kept = order[..mostRows];
        }

        List<double[]> inputs;
        try
        {
            inputs = [.. kept.Select(r => unitCube.Encode(r.Configuration))];
        }
        catch (ArgumentException e)
        {
            throw new GroundTruthException($"A row of the table does not fit the space: {e.Message}");
        }

        var columns = objectives.Select((_, o) => kept.Select(r => r.Values[o]).ToArray()).ToArray();
        var fitted = columns.Select(y => GaussianProcess.Fit(new TrainingSet(inputs, y, unitCube.Categorical), Options, null, cancellationToken)).ToArray();
        var r2 = fitted.Select((m, o) => RSquared(columns[o], m.LeaveOneOut().Means)).ToArray();
        return new TableGroundTruth(unitCube, objectives, fitted, noiseSds ?? [.. fitted.Select(m => m.NoiseSd)], rows.Count, r2)
        {
            R2 = crossValidated
                ? CrossValidation.RSquared(inputs, columns[0], unitCube.Categorical, kept.Count > ManyRows ? 5 : 10, Options with { WarmStart = fitted[0].Hyper }, seed, cancellationToken)
                : null,
        };
    }

    public override IReadOnlyList<double> TrueValues(Configuration configuration)
    {
        var point = cube.Encode(configuration);
        return [.. models.Select(m => m.Mean(point))];
    }

    internal override double ValueAt(UnitCube cube, ReadOnlySpan<double> unit, Span<double> gradient) => models[0].Mean(unit, gradient);

    /// <summary>
    /// How much about the first objective the table leaves open at a configuration: the variance of the process there over its variance far from all rows, 0 to 1.
    /// </summary>
    public double Unknown(Configuration configuration)
    {
        var (model, point) = (models[0], cube.Encode(configuration));
        var sd = model.Predict(point).Sd / model.Data.Deviation;
        return Math.Min(1, sd * sd / model.Hyper.OutputScale);
    }

    private static double RSquared(double[] actual, double[] predicted)
    {
        var mean = actual.Average();
        var total = actual.Sum(y => (y - mean) * (y - mean));
        return total > 0 ? 1 - (actual.Zip(predicted, (a, p) => (a - p) * (a - p)).Sum() / total) : 0;
    }
}
