using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>The Gaussian processes of one suggestion, and what they say of a point in the objectives' own units and signs.</summary>
internal sealed class ObjectiveModels
{
    /// <summary>Rows that take part in the search for hyperparameters; the model itself sees all rows.</summary>
    private const int MaxFittedRows = 300;

    private const int MostInfluences = 5;
    private readonly EncodedRequest encoded;
    private readonly Chebyshev? scalar;
    private readonly Lazy<GaussianProcess[]> own;

    /// <exception cref="CholeskyException">The covariance cannot be factored.</exception>
    public ObjectiveModels(EncodedRequest encoded)
    {
        this.encoded = encoded;
        var objectives = encoded.Request.Objectives;
        scalar = objectives.Count == 1 ? null : Chebyshev.Draw(encoded);
        Main = Fit(scalar is null ? [.. encoded.Outputs.Select(y => y[0])] : scalar.Fold(encoded.Outputs), encoded.Seed(0xF17), starts: 3);
        own = new Lazy<GaussianProcess[]>(() => scalar is null ? [Main] : [.. objectives.Select((_, o) => Fit([.. encoded.Outputs.Select(y => y[o])], encoded.Seed(o), starts: 1))]);
    }

    /// <summary>The model to choose by: that of the only objective, or of several folded into one.</summary>
    public GaussianProcess Main { get; }

    public IEnumerable<string> Remarks
    {
        get
        {
            if (scalar is not null)
                yield return scalar.Describe(encoded.Request);
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
        [new FittedModel(scalar is null ? encoded.Request.Objectives[0].Name : "weighed objectives", [.. Main.Hyper.LengthScales], Main.Hyper.OutputScale, Main.Hyper.Noise, Main.Hyper.Mean)];

    public EquatableList<Prediction> Predict(double[] unit) =>
        [.. encoded.Request.Objectives.Select((objective, o) =>
        {
            var (mean, variance) = own.Value[o].Posterior(unit);
            return new Prediction(objective.Name, objective.Oriented(mean * encoded.OutputScales[o]), Math.Sqrt(variance) * encoded.OutputScales[o]);
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

    private GaussianProcess Fit(IReadOnlyList<double> outputs, long seed, int starts) =>
        GaussianProcess.Fit(new TrainingSet(encoded.Inputs, outputs, encoded.Sampler.Region.Cube.Categorical), seed, starts, MaxFittedRows);
}
