namespace SdlPortal.Domain.MetaAnalysis.Effects;

public enum ImportanceMethod
{
    /// <summary>Functional ANOVA of a random forest (Hutter, Hoos and Leyton-Brown 2014).</summary>
    FunctionalAnova,

    /// <summary>Sobol indices of a Gaussian process.</summary>
    GaussianSobol,

    /// <summary>Where the best runs lie, against all (PED-ANOVA, Watanabe et al. 2023); shares of the summed divergence, not of variance.</summary>
    PedAnova,
}

/// <summary>How much a parameter matters.</summary>
/// <param name="First">Alone.</param>
/// <param name="Total">With all it takes part in; null where the method has none.</param>
/// <param name="TreeMean">Functional ANOVA only: the mean of the trees' own shares, as published.</param>
/// <param name="TreeSd">Functional ANOVA only: their standard deviation between trees.</param>
public sealed record ParameterImportance(string Parameter, Share First, Share? Total, double? TreeMean = null, double? TreeSd = null);

/// <summary>What two parameters do together beyond what each does alone.</summary>
/// <param name="FriedmanH">Friedman and Popescu's H² over the runs: the share of the pair's joint effect that is interaction; null where it was not taken.</param>
public sealed record PairImportance(string First, string Second, Share Interaction, double? FriedmanH = null);

/// <summary>Importances of all parameters of one task, or of all tasks taken as one.</summary>
/// <param name="Parameters">In the table's order.</param>
/// <param name="Pairs">Of the parameters for which pairs were taken, strongest first.</param>
/// <param name="Used">Runs that the model took.</param>
/// <param name="Of">Runs there are.</param>
/// <param name="RSquared">Of predictions for runs that the model had not seen: out of bag, or leave one out; not a number where the method has no model.</param>
/// <param name="Remarks">What was sampled, over which measure variance is taken, what was left out.</param>
public sealed record ImportanceReport(ImportanceMethod Method, IReadOnlyList<ParameterImportance> Parameters, IReadOnlyList<PairImportance> Pairs, int Used, int Of, double RSquared, IReadOnlyList<string> Remarks);
