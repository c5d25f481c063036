using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>The Gaussian processes of one suggestion, and what they say of a point in the objectives' own units and signs.</summary>
internal sealed class ObjectiveModels
{
    private const string Folded = "weighed objectives";
    private const int MostInfluences = 5;
    private readonly EncodedRequest encoded;
    private readonly Chebyshev? scalar;
    private readonly Lazy<GaussianProcess[]> own;

    /// <exception cref="CholeskyException">The covariance cannot be factored.</exception>
    public ObjectiveModels(EncodedRequest encoded, CancellationToken cancellationToken = default)
    {
        this.encoded = encoded;
        var objectives = encoded.Request.Objectives;
        scalar = objectives.Count == 1 ? null : Chebyshev.Draw(encoded);
        GaussianProcess Own(int o, int starts) => Fit(objectives[o].Name, [.. encoded.Outputs.Select(y => y[o])], starts, Errors(o), cancellationToken);
        Main = scalar is null ? Own(0, starts: 3) : Fit(Folded, scalar.Fold(encoded.Outputs), starts: 3, null, cancellationToken);
        own = new Lazy<GaussianProcess[]>(() => scalar is null ? [Main] : [.. objectives.Select((_, o) => Own(o, starts: 1))]);
    }

    /// <summary>The model to choose by: that of the only objective, or of several folded into one.</summary>
    public GaussianProcess Main { get; }

    public IEnumerable<string> Remarks
    {
        get
        {
            if (scalar is not null)
                yield return scalar.Describe(encoded.Request);
            foreach (var row in Main.Data.Outliers)
            {
                var result = encoded.Request.Observations[encoded.Rows[row]];
                yield return $"The result {string.Join(", ", result.Values.Select(v => v.ToString("G4", CultureInfo.InvariantCulture)))} at {result.Configuration} lies so far from all others that it would hide their differences, so the model takes it to be nearer. Correct or exclude it if it is an error.";
            }

            for (var o = 0; o < encoded.Request.Objectives.Count; o++)
            {
                if (encoded.Outputs.TrueForAll(y => y[o] == encoded.Outputs[0][o]))
                    yield return $"All results for {encoded.Request.Objectives[o].Name} are equal so far, so the model expects the same everywhere and only looks for what it does not know.";
            }
        }
    }

    /// <summary>What one unit of the main model's outputs is in the objective's own unit; 1 for several folded into one.</summary>
    public double Unit => scalar is null ? encoded.OutputScales[0] : 1;

    /// <summary>Standard deviation of the noise in the objective's unit; null for several.</summary>
    public double? NoiseSd => scalar is null ? Main.NoiseSd * Unit : null;

    public EquatableList<FittedModel> Kept =>
        [.. scalar is null ? Enumerable.Empty<FittedModel>() : [Main.Hyper.ToRecord(Folded)], .. encoded.Request.Objectives.Select((objective, o) => own.Value[o].Hyper.ToRecord(objective.Name))];

    public EquatableList<Prediction> Predict(double[] unit) =>
        [.. encoded.Request.Objectives.Select((objective, o) =>
        {
            var (mean, sd) = own.Value[o].Predict(unit);
            return new Prediction(objective.Name, objective.Oriented(mean * encoded.OutputScales[o]), sd * encoded.OutputScales[o]);
        })];

    /// <summary>What the acquisition improves on, in the only objective's unit and sign; null where it improves on nothing or on a folded sum.</summary>
    public double? Incumbent(AcquisitionFunction acquisition) =>
        scalar is not null ? null : acquisition switch
        {
            ExpectedImprovement { Incumbent: var best } => encoded.Request.Objectives[0].Oriented(best * Unit),
            NoisyExpectedImprovement { Incumbent: var best } => encoded.Request.Objectives[0].Oriented(best * Unit),
            _ => null,
        };

    /// <summary>
    /// The results with the largest part in the first objective's prediction at a point: kriging weights w = (K + noise)⁻¹ k times each result's distance from
    /// the model's mean; their sum is the prediction's.
    /// </summary>
    public EquatableList<Influence> Influences(double[] unit)
    {
        var model = own.Value[0];
        var weights = new double[model.Data.Count];
        model.Kernel.Covariances(unit, weights, default);
        model.Factor.Solve(weights);
        var sign = encoded.Request.Objectives[0].Oriented(1);
        for (var i = 0; i < weights.Length; i++)
            weights[i] *= sign * (model.Data.Standardized[i] - model.Hyper.Mean) * model.Data.Deviation * encoded.OutputScales[0];
        return [.. Enumerable.Range(0, weights.Length).OrderByDescending(i => Math.Abs(weights[i])).Take(MostInfluences).Select(i => new Influence(encoded.Rows[i], weights[i]))];
    }

    private GaussianProcess Fit(string outcome, IReadOnlyList<double> outputs, int starts, IReadOnlyList<double>? standardErrors, CancellationToken cancellationToken)
    {
        var categorical = encoded.Sampler.Region.Cube.Categorical;
        var last = encoded.Request.LastFit.FirstOrDefault(f => f.Outcome == outcome && f.LengthScales.Count == categorical.Length);
        var options = new FitOptions { Starts = starts, WarmStart = last is null ? null : Hyperparameters.From(last) };
        return GaussianProcess.Fit(new TrainingSet(encoded.Inputs, outputs, categorical, standardErrors), options, null, cancellationToken);
    }

    /// <summary>Known standard errors of one objective, 0 where unknown; null when none is known.</summary>
    private double[]? Errors(int objective) =>
        encoded.Errors.Exists(e => e is not null) ? [.. encoded.Errors.Select(e => e?[objective] ?? 0)] : null;
}
