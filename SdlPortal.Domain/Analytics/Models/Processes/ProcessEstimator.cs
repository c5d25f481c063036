using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Analytics.Models.Processes;

/// <summary>
/// The Gaussian process that the optimizer uses (<see cref="GaussianProcess"/>, Matérn 5/2, a length scale for each column), on columns brought to the unit box of the training rows. Of more than <see cref="MostRows"/> rows a part drawn by the seed is taken, with a remark.
/// </summary>
public sealed record ProcessEstimator(KernelKind Kernel = KernelKind.Matern52) : IEstimator
{
    /// <summary>Work grows with the third power of the rows.</summary>
    public const int MostRows = 2_000;

    /// <summary>Rows from which the length scales are found.</summary>
    private const int FittedRows = 300;

    public string Name => Kernel == KernelKind.Rbf ? "Gaussian process, squared exponential" : "Gaussian process, Matérn 5/2";

    public IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step)
    {
        step.Cancellation.ThrowIfCancellationRequested();
        int[] rows = [.. Enumerable.Range(0, y.Length)];
        if (rows.Length > MostRows)
        {
            SeededRandom.Derive(seed, 0x69A).Shuffle<int>(rows);
            rows = [.. rows.Take(MostRows).Order()];
        }

        var (inputs, low, high) = (new double[rows.Length * width], new double[width], new double[width]);
        Array.Fill(low, double.PositiveInfinity);
        Array.Fill(high, double.NegativeInfinity);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < width; j++)
            {
                var value = inputs[(i * width) + j] = x[(rows[i] * width) + j];
                (low[j], high[j]) = (Math.Min(low[j], value), Math.Max(high[j], value));
            }
        }

        double[] outcomes = [.. rows.Select(i => y[i])];
        var data = ProcessModel.Data(inputs, low, high, outcomes);

        // Outcomes that are all alike leave nothing to find.
        var hyper = outcomes.Distinct().Count() < 2
            ? Hyperparameters.Default(width) with { Kernel = Kernel }
            : GaussianProcess.Fit(data, new FitOptions { Kernel = Kernel, Priors = PriorKind.DimensionScaled, MaxPoints = FittedRows, Starts = 2 }, new StepProgress(step), step.Cancellation).Hyper;
        return new ProcessModel(inputs, low, high, outcomes, hyper)
        {
            Remarks = rows.Length == y.Length ? [] : [string.Create(CultureInfo.InvariantCulture, $"{rows.Length} of {y.Length} rows, drawn by chance, were used: the work grows with the third power of the rows.")],
        };
    }
}
