using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Replay;

/// <summary>
/// How well a Gaussian process fitted to a table predicts results that it has not seen: in turn a tenth of the rows is held out, the process is fitted to the others (hyperparameters
/// too), and asked for them. Replicates of a configuration are held out together.
/// </summary>
/// <param name="Rows">Results in the table.</param>
/// <param name="R2">Share of the held-out results' variance that was predicted: 1 is perfect, 0 no better than the mean.</param>
/// <param name="Coverage">Share of the held-out results within the 95 % predictive interval, noise included; near 0.95 where the process knows what it does not know.</param>
/// <param name="NoiseSd">Noise that the process infers from all rows, in the objective's units.</param>
public sealed record SurrogateQuality(int Rows, double R2, double Coverage, double NoiseSd)
{
    private const int Folds = 10;
    private const int FittedRows = 300;

    /// <summary>The central 95 % of a normal distribution reaches so many standard deviations.</summary>
    private static readonly double Reach = Normal.Quantile(0.975);

    /// <param name="objective">Which value of each row, from 0.</param>
    /// <exception cref="CholeskyException">A process cannot be fitted.</exception>
    public static SurrogateQuality Of(SearchSpace space, IReadOnlyList<Observation> rows, int objective, long seed, CancellationToken cancellationToken = default)
    {
        var cube = new UnitCube(space);
        var inputs = rows.Select(r => cube.Encode(r.Configuration)).ToList();
        var outputs = rows.Select(r => r.Values[objective]).ToArray();
        GaussianProcess Fit(IReadOnlyList<int> members) => GaussianProcess.Fit(new TrainingSet([.. members.Select(i => inputs[i])], [.. members.Select(i => outputs[i])], cube.Categorical),
            new FitOptions { Starts = 2, MaxPoints = FittedRows }, cancellationToken: cancellationToken);

        var folds = FoldOf(rows, seed);
        var (error, inside) = (0.0, 0);
        for (var fold = 0; fold <= folds.Max(); fold++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = Fit([.. Enumerable.Range(0, rows.Count).Where(i => folds[i] != fold)]);
            for (var i = 0; i < rows.Count; i++)
            {
                if (folds[i] != fold)
                    continue;
                var (mean, sd) = model.Predict(inputs[i]);
                var off = outputs[i] - mean;
                error += off * off;
                inside += Math.Abs(off) <= Reach * Math.Sqrt((sd * sd) + (model.NoiseSd * model.NoiseSd)) ? 1 : 0;
            }
        }

        var average = outputs.Average();
        var total = outputs.Sum(y => (y - average) * (y - average));
        return new SurrogateQuality(rows.Count, total > 0 ? 1 - (error / total) : 0, (double)inside / rows.Count, Fit([.. Enumerable.Range(0, rows.Count)]).NoiseSd);
    }

    /// <summary>The fold of each row: configurations in a random order, dealt out in turn.</summary>
    private static int[] FoldOf(IReadOnlyList<Observation> rows, long seed)
    {
        var configurations = rows.Select(r => r.Configuration).Distinct().ToArray();
        SeededRandom.Derive(seed, 0xF01D).Shuffle<Configuration>(configurations);
        var folds = configurations.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i % Math.Min(Folds, configurations.Length));
        return [.. rows.Select(r => folds[r.Configuration])];
    }
}
