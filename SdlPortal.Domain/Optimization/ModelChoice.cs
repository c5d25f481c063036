using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Search;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// One suggestion by a model, from the request to the reason: encode, fit, let pending experiments enter by the policy, build the strategy's acquisition,
/// weigh it, maximize it under the duplicate policy, explain. Used once.
/// </summary>
internal sealed class ModelChoice
{
    /// <summary>Rows that take part in the search for hyperparameters; the model itself sees all rows.</summary>
    private const int MaxFittedRows = 300;

    private readonly ModelStrategy strategy;
    private readonly EncodedRequest encoded;
    private readonly PendingPolicy policy;
    private readonly CancellationToken cancellationToken;
    private readonly List<string> remarks = [];

    public ModelChoice(ModelStrategy strategy, SuggestionRequest request, CancellationToken cancellationToken)
    {
        this.strategy = strategy;
        this.cancellationToken = cancellationToken;
        encoded = new EncodedRequest(request);
        policy = request.Strategy.Pending is { } asked && strategy.PendingPolicies.Contains(asked) ? asked : strategy.PendingPolicies[0];
    }

    public Suggestion Suggest()
    {
        if (encoded.DistinctResults is < 2 and var distinct)
        {
            var (configuration, notes) = SpaceFilling.Farthest(encoded, 0xF111);
            var known = distinct == 0 ? "No result is known yet" : "Results of only one configuration are known";
            return encoded.Suggest(configuration, strategy.Name, [.. notes, $"{known}; a model needs two, so this point fills the space."]);
        }

        try
        {
            return ByModel();
        }
        catch (CholeskyException e)
        {
            var (configuration, notes) = SpaceFilling.Random(encoded, 0xFA11);
            return encoded.Suggest(configuration, strategy.Name, [.. notes, $"The model could not be fitted, so this point is random. {e.Message}"]);
        }
    }

    private Suggestion ByModel()
    {
        var request = encoded.Request;
        var scalar = request.Objectives.Count == 1 ? null : Chebyshev.Draw(encoded);
        if (scalar is not null)
            remarks.Add(scalar.Describe(request));
        var outputs = scalar is null ? [.. encoded.Outputs.Select(y => y[0])] : scalar.Fold(encoded.Outputs);
        var fitted = Fit(outputs, encoded.Seed(0xF17), starts: 3);
        cancellationToken.ThrowIfCancellationRequested();

        var outlook = new Outlook(encoded, fitted, policy, cancellationToken);
        var acquisition = Weighted(strategy.Acquire(outlook), outlook);
        var best = Maximize(acquisition, outlook);
        var suggestion = encoded.Suggest(best.Configuration, strategy.Name, remarks);
        return suggestion with
        {
            Rationale = suggestion.Rationale with
            {
                Predicted = Predict(fitted, best.Unit),
                Acquisition = acquisition.Name,
                AcquisitionValue = acquisition.Value(best.Score),
                AcquisitionShare = 1,
                Incumbent = scalar is null ? request.Objectives[0].Oriented(outlook.BestLatent) : null,
                LengthScales = [.. encoded.Sampler.Region.Cube.Columns.Select((c, j) => new LengthScale(c.Name, fitted.Hyper.LengthScales[j]))],
                Fit = [Kept(scalar is null ? request.Objectives[0].Name : "weighed objectives", fitted)],
                PendingPolicy = request.Pending.Count > 0 ? policy : null,
                NoiseSd = scalar is null ? fitted.NoiseSd : null,
            },
        };
    }

    /// <summary>The acquisition times everything that makes an experiment worth less whatever the strategy.</summary>
    private static AcquisitionFunction Weighted(AcquisitionFunction acquisition, Outlook outlook)
    {
        _ = outlook;
        return acquisition;
    }

    private (double[] Unit, Configuration Configuration, double Score) Maximize(AcquisitionFunction acquisition, Outlook outlook)
    {
        var near = outlook.Ranked.Where(i => encoded.IsInside[i]).Take(4).Select(i => encoded.Inputs[i]).ToList();
        foreach (var (isTaken, remark) in encoded.Rules(MayRepeat(outlook.Fitted)))
        {
            if (AcquisitionMaximizer.Maximize(acquisition, encoded.Sampler, near, isTaken, encoded.Seed(0x3A), cancellationToken) is not { } found)
                continue;
            if (remark is not null)
                remarks.Add(remark);
            return found;
        }

        throw new SuggestionException("The search found no configuration that keeps the constraints. Loosen a constraint or widen a bound.");
    }

    private bool MayRepeat(GaussianProcess fitted) => encoded.Request.Strategy.Duplicates switch
    {
        DuplicatePolicy.Forbid => false,
        DuplicatePolicy.AsReplicates => true,
        _ => RepeatsTell(fitted),
    };

    /// <summary>A repeat tells something when the noise is at least 2 % of the results' spread and there were enough results to see that.</summary>
    private static bool RepeatsTell(GaussianProcess fitted) => fitted.Hyper.Noise >= 4e-4 && fitted.Data.Count >= 3 * (fitted.Data.Dimension + 1);

    private GaussianProcess Fit(IReadOnlyList<double> outputs, long seed, int starts) =>
        GaussianProcess.Fit(new TrainingSet(encoded.Inputs, outputs, encoded.Sampler.Region.Cube.Categorical), seed, starts, MaxFittedRows);

    private static FittedModel Kept(string outcome, GaussianProcess model) =>
        new(outcome, [.. model.Hyper.LengthScales], model.Hyper.OutputScale, model.Hyper.Noise, model.Hyper.Mean);

    private EquatableList<Prediction> Predict(GaussianProcess fitted, double[] unit)
    {
        var objectives = encoded.Request.Objectives;
        return [.. objectives.Select((objective, o) =>
        {
            var own = objectives.Count == 1 ? fitted : Fit([.. encoded.Outputs.Select(y => y[o])], encoded.Seed(o), starts: 1);
            var (mean, variance) = own.Posterior(unit);
            return new Prediction(objective.Name, objective.Oriented(mean), Math.Sqrt(variance));
        })];
    }
}
