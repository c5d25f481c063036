namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>How the variance between studies, tau², is estimated (Viechtbauer 2005, J. Educ. Behav. Stat. 30, 261; Veroniki et al. 2016, Res. Synth. Methods 7, 55).</summary>
public enum PoolingMethod
{
    /// <summary>It is taken as 0: inverse-variance weights, one true effect for all.</summary>
    Fixed,

    /// <summary>DerSimonian and Laird 1986: moments of Q with inverse-variance weights.</summary>
    DerSimonianLaird,

    /// <summary>The maximum of the restricted likelihood.</summary>
    RestrictedMaximumLikelihood,

    /// <summary>Paule and Mandel 1982: the tau² at which Q is its degrees of freedom.</summary>
    PauleMandel,

    /// <summary>The maximum of the likelihood; too small on average.</summary>
    MaximumLikelihood,

    /// <summary>Hedges 1983: moments without weights.</summary>
    Hedges,

    /// <summary>Sidik and Jonkman 2005: always positive.</summary>
    SidikJonkman,

    /// <summary>Morris 1983; the same equation as Paule and Mandel.</summary>
    EmpiricalBayes,
}
