namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>Which priors a fit believes. <see cref="HyperPriors"/> has the numbers.</summary>
public enum PriorKind
{
    Gamma,

    /// <summary>Longer length scales the more parameters there are.</summary>
    DimensionScaled,

    /// <summary>Length scales that are alike unless results tell them apart: what one parameter shows counts for all.</summary>
    Alike,
}

/// <summary>How hyperparameters are looked for.</summary>
public sealed record FitOptions
{
    public KernelKind Kernel { get; init; } = KernelKind.Matern52;

    public PriorKind Priors { get; init; } = PriorKind.Gamma;

    /// <summary>How many starts are followed to their optimum when there is nothing to start from.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>Hyperparameters of an earlier fit to fewer of the same results; null at the first.</summary>
    public Hyperparameters? WarmStart { get; init; }

    /// <summary>With more rows than this the hyperparameters come from a part of them; the process is always conditioned on all.</summary>
    public int MaxPoints { get; init; } = 500;

    internal HyperPriors PriorsFor(int dimension) => Priors switch
    {
        PriorKind.Gamma => HyperPriors.Gamma(),
        PriorKind.DimensionScaled => HyperPriors.DimensionScaled(dimension),
        PriorKind.Alike => HyperPriors.Alike(dimension),
        _ => throw new NotSupportedException(Priors.ToString()),
    };
}
