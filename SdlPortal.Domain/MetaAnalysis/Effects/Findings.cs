namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>A place along a parameter where the outcome begins to behave differently: two straight lines, one on each side, fit better than one.</summary>
/// <param name="At">Between the two neighboring values that it parts, in the parameter's unit.</param>
/// <param name="Low">95 % bootstrap interval of the place.</param>
/// <param name="Below">Oriented outcome at the last value below the place, other parameters taken off.</param>
/// <param name="Above">At the first value above.</param>
/// <param name="SupF">Largest F of two lines against one, over all places.</param>
/// <param name="P">Share of permuted samples, with one line only, that show as large an F.</param>
/// <param name="AdjustedP">Corrected over all parameters (and tasks) looked at together.</param>
public sealed record Threshold(string Parameter, double At, double Low, double High, double Below, double Above, double SupF, double P, double AdjustedP, int Used, int Of)
{
    public double Jump => Above - Below;
}

/// <summary>Whether the outcome goes one way along a parameter.</summary>
/// <param name="Spearman">Rank correlation of parameter and oriented outcome.</param>
/// <param name="Kendall">Tau-b.</param>
/// <param name="P">Two-sided, of Kendall's tau (Mann-Kendall with ties).</param>
/// <param name="AdjustedP">Corrected over all parameters (and tasks) looked at together.</param>
public sealed record Trend(string Parameter, double Spearman, double Low, double High, double Kendall, double P, double AdjustedP, int Used, int Of);
