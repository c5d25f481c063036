using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>A proposed configuration with the reason for it.</summary>
public sealed record Suggestion(Configuration Configuration, Rationale Rationale);

/// <summary>Why a configuration was proposed, as the record keeps it. Predicted values are in the objective's own units and sign.</summary>
public sealed record Rationale
{
    /// <summary>The strategy that chose: "ei", "sobol", "initial random", "by hand".</summary>
    public required string Strategy { get; init; }

    /// <summary>How many results the model had seen (prior results included).</summary>
    public required int Observed { get; init; }

    /// <summary>How many experiments were pending when the suggestion was made.</summary>
    public required int Pending { get; init; }

    /// <summary>The model's prediction for each objective, in order; empty where the strategy has no model.</summary>
    public EquatableList<Prediction> Predicted { get; init; } = [];

    /// <summary>The acquisition function and its value at the proposed point; null where there is none.</summary>
    public string? Acquisition { get; init; }

    public double? AcquisitionValue { get; init; }

    /// <summary>The best result the acquisition was measured against, in the objective's units and sign.</summary>
    public double? Incumbent { get; init; }

    /// <summary>Fitted length scale of each parameter in the unit cube, by name: short means that the parameter matters.</summary>
    public EquatableList<LengthScale> LengthScales { get; init; } = [];

    /// <summary>What each model was fitted with, for the next fit to start from.</summary>
    public EquatableList<FittedModel> Fit { get; init; } = [];

    /// <summary>How pending experiments entered the choice; null where none were pending or the strategy does not look at them.</summary>
    public PendingPolicy? PendingPolicy { get; init; }

    /// <summary>
    /// Acquisition at the proposed point over the largest the model found anywhere, 1 for the optimum itself; null where there is no acquisition.
    /// </summary>
    public double? AcquisitionShare { get; init; }

    /// <summary>Set when the proposed point is not the acquisition's optimum: where that lies and why it was not taken.</summary>
    public Deviation? Deviation { get; init; }

    /// <summary>The next best place the search found, far enough away to be another choice.</summary>
    public Alternative? RunnerUp { get; init; }

    /// <summary>The results that shape the prediction here most, strongest first.</summary>
    public EquatableList<Influence> Influences { get; init; } = [];

    /// <summary>Probability that an experiment here does not have to be given up and keeps the outcome constraints; null while nothing speaks against it.</summary>
    public double? Feasibility { get; init; }

    /// <summary>Standard deviation of the noise the model inferred, in the objective's units.</summary>
    public double? NoiseSd { get; init; }

    /// <summary>What a digital twin had to do with it; null in campaigns without one.</summary>
    public TwinNote? Twin { get; init; }

    /// <summary>What the campaign's warm start had to do with it; null in campaigns without one.</summary>
    public WarmStartNote? WarmStart { get; init; }

    /// <summary>What a reader should know besides: a fallback that was taken and why. One sentence each.</summary>
    public EquatableList<string> Remarks { get; init; } = [];
}

/// <summary>Mean and standard deviation of the latent objective (noise not included), in its own units.</summary>
public sealed record Prediction(string Objective, double Mean, double Sd);

public sealed record LengthScale(string Parameter, double Value);

/// <summary>
/// Hyperparameters of one outcome's model on its standardized scale: length scales in the unit cube in the order of the parameters, variance of the
/// kernel, variance of the noise, constant mean.
/// </summary>
public sealed record FittedModel(string Outcome, EquatableList<double> LengthScales, double OutputScale, double Noise, double Mean);

/// <summary>Why a suggestion is not where the acquisition is largest.</summary>
/// <param name="Reason">One sentence.</param>
/// <param name="Optimum">Where the acquisition is largest.</param>
public sealed record Deviation(string Reason, Configuration Optimum);

/// <summary>Another place the search found, with its acquisition as a share of the largest.</summary>
public sealed record Alternative(Configuration Configuration, double AcquisitionShare);

/// <summary>How far one result moves the prediction at the proposed point.</summary>
/// <param name="Result">Index of the result in the request's observations, from 0.</param>
/// <param name="Effect">Its part of the predicted mean's distance from the model's overall mean, in the first objective's units.</param>
public sealed record Influence(int Result, double Effect);
