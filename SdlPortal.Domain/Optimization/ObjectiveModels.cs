using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Auto;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>The Gaussian processes of one suggestion, and what they say of a point in the objectives' own units and signs.</summary>
internal sealed class ObjectiveModels
{
    private const string Folded = "weighed objectives";
    private const string Reshaped = "reshaped objective";
    private const int MostInfluences = 5;

    /// <summary>More objectives than this are folded into one: fronts of many objectives hold nearly every result.</summary>
    private const int MostOnFront = 3;

    private readonly EncodedRequest encoded;
    private readonly IReadOnlyList<int> sought;
    private readonly GaussianProcess?[] own;
    private readonly string? folding;
    private readonly IReadOnlyList<FitOptions> fits;
    private readonly BellShape? shape;
    private readonly Transfer? transfer;
    private readonly bool asksDonors;
    private readonly CancellationToken cancellationToken;

    /// <param name="encoded">The results.</param>
    /// <param name="strategy">Whether a front or a target may be sought as such, else they are folded into one number to be maximized; kernel and priors; on which scale results are modeled.</param>
    /// <exception cref="CholeskyException">The covariance cannot be factored.</exception>
    /// <param name="transfer">What is known from other tasks.</param>
    public ObjectiveModels(EncodedRequest encoded, ModelStrategy strategy, Transfer? transfer = null, CancellationToken cancellationToken = default)
    {
        this.transfer = transfer;
        fits = strategy.Fits;
        this.encoded = encoded;
        this.cancellationToken = cancellationToken;
        var request = encoded.Request;
        sought = request.Aims.Sought;
        own = new GaussianProcess?[request.Objectives.Count];
        var isOne = sought.Count == 1 && request.Combination == Combination.TradeOff;
        var isTarget = isOne && request.Objectives[sought[0]].Goal == Goal.Target;
        asksDonors = transfer is not null && Transfer.Speaks(request);
        SeeksFront = strategy.SeeksImprovement && request.Combination == Combination.TradeOff && (isTarget || sought.Count is > 1 and <= MostOnFront);
        if (isOne && !isTarget && strategy.ReshapesResults)
        {
            using var reshaping = OptimizationTraces.Fit();
            var outputs = encoded.Outputs.Select(y => y[sought[0]]).ToArray();
            shape = new BellShape(new TrainingSet(encoded.Inputs, outputs, encoded.Sampler.Region.Cube.Categorical));
            var errors = shape.Errors(Errors(sought[0]));
            var data = Believed(Set(shape.Outputs, errors), isMain: true);
            Main = fits.Select(f => Fit(f, Reshaped, data)).MaxBy(Signal.Evidence)!;
            return;
        }

        if (SeeksFront || (isOne && !isTarget))
        {
            Main = Own(sought[0]);
            return;
        }

        (var folded, folding) = Fold();
        Main = Fit(fits[0], Folded, Set(folded, null));
    }

    /// <summary>The model to choose by: that of the only objective (the first, where a front is sought), or of several folded into one.</summary>
    public GaussianProcess Main { get; }

    /// <summary>True when each objective keeps its own model, for the search for a better front or for a result closer to a target.</summary>
    public bool SeeksFront { get; }

    public IEnumerable<string> Remarks
    {
        get
        {
            if (folding is not null)
                yield return folding;
            foreach (var row in shape?.Outliers ?? Main.Data.Outliers)
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
    public double Unit => folding is not null ? 1 : SeeksFront ? sought.Aggregate(1.0, (product, o) => product * encoded.OutputScales[o]) : encoded.OutputScales[sought[0]];

    /// <summary>A value of the acquisition in the objective's own unit, larger is better; as it is for several.</summary>
    public double Restore(double value) => (shape?.Restore(value) ?? value) * Unit;

    /// <summary>Standard deviation of the noise in the objective's unit; null for several.</summary>
    public double? NoiseSd => IsOne ? InUnits(Own(sought[0]).NoiseSd, sought[0]) : null;

    public EquatableList<FittedModel> Kept =>
        [.. folding is null && shape is null ? Enumerable.Empty<FittedModel>() : [Main.Hyper.ToRecord(shape is null ? Folded : Reshaped)], .. own.Select((m, o) => m?.Hyper.ToRecord(encoded.Request.Objectives[o].Name)).OfType<FittedModel>()];

    /// <summary>True when the main model is that of the only objective sought.</summary>
    private bool IsOne => folding is null && sought.Count == 1;

    public FrontImprovement Front(PendingPolicy policy) => new(encoded, sought, [.. sought.Select(Own)], policy);

    /// <summary>The model of one outcome, fitted when it is first asked for.</summary>
    public GaussianProcess Own(int outcome) =>
        own[outcome] ??= Fit(fits[0], encoded.Request.Objectives[outcome].Name, OwnResults(outcome));

    public EquatableList<Prediction> Predict(double[] unit) =>
        [.. encoded.Request.Objectives.Select((objective, o) =>
        {
            var (mean, sd) = Own(o).Predict(unit);
            return new Prediction(objective.Name, objective.Oriented(InUnits(mean, o)), InUnits(sd, o));
        })];

    /// <summary>What the acquisition improves on, in the only objective's unit and sign; null where it improves on nothing or on a folded sum.</summary>
    public double? Incumbent(AcquisitionFunction acquisition, FrontImprovement? front)
    {
        var incumbent = !IsOne ? null : front is not null ? front.Incumbent : acquisition switch
        {
            ExpectedImprovement { Incumbent: var best } => best,
            NoisyExpectedImprovement { Incumbent: var best } => best,
            _ => (double?)null,
        };
        return incumbent is { } value ? encoded.Request.Objectives[sought[0]].Oriented(InUnits(value, sought[0])) : null;
    }

    /// <summary>
    /// The results with the largest part in the first objective's prediction at a point: kriging weights w = (K + noise)⁻¹ k times each result's distance from
    /// the model's mean (from what other tasks let expect there, where a warm start says so); their sum is the prediction's.
    /// </summary>
    public EquatableList<Influence> Influences(double[] unit)
    {
        var model = Own(sought[0]);
        var weights = new double[model.Data.Count];
        model.Kernel.Covariances(unit, weights, default);
        model.Factor.Solve(weights);
        var sign = encoded.Request.Objectives[sought[0]].Oriented(1);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = sign * InUnits(weights[i] * (model.Data.Residuals[i] - model.Hyper.Mean) * model.Data.Deviation, sought[0]);
        return [.. Enumerable.Range(0, weights.Length).OrderByDescending(i => Math.Abs(weights[i])).Take(MostInfluences).Select(i => new Influence(encoded.Rows[i], weights[i]))];
    }

    /// <summary>A model's number in its outcome's own unit; results next to the largest double can have predictions beyond it.</summary>
    private double InUnits(double value, int outcome) => Math.Clamp(value * encoded.OutputScales[outcome], double.MinValue, double.MaxValue);

    private (IReadOnlyList<double> Folded, string Why) Fold()
    {
        var request = encoded.Request;
        if (request.Combination == Combination.Desirability)
            return ([.. encoded.Rows.Select(r => Desirability.Score(request.Objectives, request.Observations[r].Values))], "The objectives are combined into one desirability.");
        double[][] merits = [.. encoded.Outputs.Select(y => sought.Select(o => encoded.MeritOf(o).Of(y[o])).ToArray())];
        if (sought.Count == 1)
            return ([.. merits.Select(y => y[0])], "The distance from the target is modeled and kept small.");
        var scalar = Chebyshev.Draw(encoded, sought.Count);
        return (scalar.Fold(merits), scalar.Describe(sought.Select(o => request.Objectives[o])));
    }

    private TrainingSet Set(IReadOnlyList<double> outputs, IReadOnlyList<double>? standardErrors) => new(encoded.Inputs, outputs, encoded.Sampler.Region.Cube.Categorical, standardErrors);

    private TrainingSet OwnResults(int outcome)
    {
        var data = Set([.. encoded.Outputs.Select(y => y[outcome])], Errors(outcome));
        return asksDonors && outcome == sought[0] ? Believed(data, isMain: shape is null) : data;
    }

    /// <summary>Results of the objective that donors speak of, under what they let expect.</summary>
    private TrainingSet Believed(TrainingSet data, bool isMain) => asksDonors ? transfer!.Around(data, isMain, cancellationToken) : data;

    private GaussianProcess Fit(FitOptions fit, string outcome, TrainingSet data)
    {
        using var fitting = OptimizationTraces.Fit();
        var categorical = encoded.Sampler.Region.Cube.Categorical;
        var last = encoded.Request.LastFit.FirstOrDefault(f => f.Outcome == outcome && f.LengthScales.Count == categorical.Length);
        var options = fit with { WarmStart = last is null ? null : Hyperparameters.From(last) };
        return GaussianProcess.Fit(data, options, null, cancellationToken);
    }

    /// <summary>Known standard errors of one outcome, 0 where unknown; null when none is known.</summary>
    private double[]? Errors(int outcome) =>
        encoded.Errors.Exists(e => e is not null) ? [.. encoded.Errors.Select(e => e?[outcome] ?? 0)] : null;
}
