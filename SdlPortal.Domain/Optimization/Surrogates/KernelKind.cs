namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>How fast correlation falls with the scaled distance r between two points.</summary>
public enum KernelKind
{
    /// <summary>(1 + √5 r + 5/3 r²) exp(-√5 r): twice differentiable, as most measured surfaces are.</summary>
    Matern52,

    /// <summary>exp(-r²/2): infinitely smooth.</summary>
    Rbf,
}
