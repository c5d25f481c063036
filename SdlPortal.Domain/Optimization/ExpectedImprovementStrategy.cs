using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Search;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Proposes the configuration with the largest expected improvement under a Gaussian process, given what is pending. Several objectives are folded
/// into one by a random augmented Chebyshev sum that changes with every experiment (ParEGO: Knowles 2006, IEEE Trans. Evol. Comput. 10, 50).
/// </summary>
public sealed class ExpectedImprovementStrategy : ISuggester
{
    /// <summary>Rows that take part in the search for hyperparameters; the model itself sees all rows.</summary>
    private const int MaxFittedRows = 300;

    public string Name => StrategyNames.ExpectedImprovement;

    public string Description => "Expected improvement under a Gaussian process: goes where a better result is likely or little is known; never repeats a pending point.";

    public Suggestion Suggest(SuggestionRequest request, CancellationToken cancellationToken = default)
    {
        var encoded = new EncodedRequest(request);
        try
        {
            return Suggest(encoded, cancellationToken);
        }
        catch (CholeskyException e)
        {
            var (configuration, remarks) = SpaceFilling.Random(encoded, 0xFA11);
            return encoded.Suggest(configuration, Name, [.. remarks, $"The model could not be fitted, so this point is random. {e.Message}"]);
        }
    }

    private Suggestion Suggest(EncodedRequest encoded, CancellationToken cancellationToken)
    {
        var request = encoded.Request;
        var cube = encoded.Sampler.Region.Cube;
        var scalar = request.Objectives.Count == 1 ? null : Chebyshev.Draw(encoded);
        var outputs = scalar is null ? [.. encoded.Outputs.Select(y => y[0])] : scalar.Fold(encoded.Outputs);
        var data = new TrainingSet(encoded.Inputs, outputs, cube.Categorical);
        var model = GaussianProcess.Fit(data, encoded.Seed(0xF17), maxPoints: MaxFittedRows);
        cancellationToken.ThrowIfCancellationRequested();

        // The incumbent is the best latent value at a result inside the space; one lucky measurement does not raise it.
        var means = model.FittedMeans();
        var ranked = Enumerable.Range(0, means.Length).Where(i => encoded.IsInside[i]).OrderByDescending(i => means[i]).ToList();
        if (ranked.Count == 0)
            ranked = [.. Enumerable.Range(0, means.Length).OrderByDescending(i => means[i])];
        var incumbent = means[ranked[0]];
        var acquisition = new ExpectedImprovement(model, encoded.Pending, incumbent, encoded.Seed(0xE1));
        var near = ranked.Where(i => encoded.IsInside[i]).Take(4).Select(i => encoded.Inputs[i]).ToList();
        var found = AcquisitionMaximizer.Maximize(acquisition, encoded.Sampler, near, encoded.IsTaken, encoded.Seed(0x3A), cancellationToken);
        var remarks = new List<string>();
        if (scalar is not null)
            remarks.Add(scalar.Describe(request));
        if (found is null)
        {
            remarks.Add(SpaceFilling.Exhausted);
            found = AcquisitionMaximizer.Maximize(acquisition, encoded.Sampler, near, encoded.IsPending, encoded.Seed(0x3A), cancellationToken)
                ?? AcquisitionMaximizer.Maximize(acquisition, encoded.Sampler, near, (_, _) => false, encoded.Seed(0x3A), cancellationToken);
        }

        if (found is not { } best)
            throw new SuggestionException("The search found no configuration that keeps the constraints. Loosen a constraint or widen a bound.");
        var suggestion = encoded.Suggest(best.Configuration, Name, remarks);
        return suggestion with
        {
            Rationale = suggestion.Rationale with
            {
                Predicted = Predict(encoded, model, best.Unit),
                Acquisition = acquisition.Name,
                AcquisitionValue = acquisition.Value(best.Score),
                Incumbent = scalar is null ? request.Objectives[0].Oriented(incumbent) : null,
                LengthScales = [.. cube.Columns.Select((c, j) => new LengthScale(c.Name, model.Hyper.LengthScales[j]))],
                NoiseSd = scalar is null ? model.NoiseSd : null,
            },
        };
    }

    private static EquatableList<Prediction> Predict(EncodedRequest encoded, GaussianProcess model, double[] unit)
    {
        var objectives = encoded.Request.Objectives;
        return [.. objectives.Select((objective, o) =>
        {
            var own = objectives.Count == 1
                ? model
                : GaussianProcess.Fit(new TrainingSet(encoded.Inputs, [.. encoded.Outputs.Select(y => y[o])], model.Data.Categorical), encoded.Seed(o), starts: 1, MaxFittedRows);
            var (mean, variance) = own.Posterior(unit);
            return new Prediction(objective.Name, objective.Oriented(mean), Math.Sqrt(variance));
        })];
    }
}
