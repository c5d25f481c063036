namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>A place along a parameter where the outcome jumps, beyond a straight line.</summary>
/// <param name="At">Between the two neighboring values that it parts, in the parameter's unit.</param>
/// <param name="Low">95 % bootstrap interval of the place.</param>
/// <param name="Jump">Oriented outcome just above minus just below.</param>
/// <param name="SupF">Largest F of one jump over all places.</param>
/// <param name="P">Share of bootstrap samples without a jump that show a larger F.</param>
/// <param name="AdjustedP">Corrected over all parameters (and tasks) looked at together.</param>
public sealed record Threshold(string Parameter, double At, double Low, double High, double Jump, double SupF, double P, double AdjustedP, int Used, int Of);

/// <summary>Whether the outcome goes one way along a parameter.</summary>
/// <param name="Spearman">Rank correlation of parameter and oriented outcome.</param>
/// <param name="Kendall">Tau-b.</param>
/// <param name="P">Two-sided, of Kendall's tau (Mann-Kendall with ties).</param>
/// <param name="AdjustedP">Corrected over all parameters (and tasks) looked at together.</param>
public sealed record Trend(string Parameter, double Spearman, double Low, double High, double Kendall, double P, double AdjustedP, int Used, int Of);
