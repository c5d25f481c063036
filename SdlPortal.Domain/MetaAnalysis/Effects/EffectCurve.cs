namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>One place of a curve, on the oriented outcome (larger is better), with its 95 % band.</summary>
/// <param name="At">The parameter's value, or the index of its level; not a number for "not active".</param>
/// <param name="Label">The level's name, "not active", or the number as text.</param>
/// <param name="Weight">Share of the runs there.</param>
public readonly record struct CurvePoint(double At, string Label, double Value, double Low, double High, double Weight);

/// <summary>How the outcome goes along one parameter.</summary>
public sealed record EffectCurve(string Parameter, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>The same places for single runs, all else as it was in each (individual conditional expectation); empty for main effects.</summary>
    public IReadOnlyList<IndividualCurve> Individual { get; init; } = [];
}

/// <param name="Row">Row of the table.</param>
/// <param name="Values">One for each point of the curve.</param>
public sealed record IndividualCurve(int Row, IReadOnlyList<double> Values);

/// <summary>How the outcome goes along two parameters.</summary>
/// <param name="Values">One row for each place of the first, one column for each of the second.</param>
/// <param name="StandardErrors">As the values.</param>
public sealed record EffectSurface(string First, string Second, IReadOnlyList<CurvePoint> FirstPlaces, IReadOnlyList<CurvePoint> SecondPlaces, double[][] Values, double[][] StandardErrors);
