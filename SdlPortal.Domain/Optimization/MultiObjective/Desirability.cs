namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// From where to where a value becomes desirable (Derringer and Suich 1980, J. Qual. Technol. 12, 214, with linear sides): 0 up to <paramref name="Low"/> and 1 from
/// <paramref name="High"/> on for what is maximized, the other way round for what is minimized; for a target 1 there and 0 from Low down and High up.
/// </summary>
/// <param name="Weight">How much it counts in the geometric mean; 0 leaves it out.</param>
public sealed record Desirability(double Low, double High, double Weight = 1)
{
    /// <summary>
    /// The overall desirability Π d^(w/Σw) of a result, above 0 to 1. Where one of the d is 0 the result is not desirable at all; its score is then the weighted
    /// mean shortfall below 0, in units of each range, so that a model still learns which way leads out.
    /// </summary>
    /// <param name="values">One per objective, in their units and signs.</param>
    public static double Score(IReadOnlyList<Objective> objectives, IReadOnlyList<double> values)
    {
        var (weights, logs, shortfalls) = (0.0, 0.0, 0.0);
        for (var o = 0; o < objectives.Count; o++)
        {
            if (!objectives[o].IsSought || objectives[o].Desirability is not { Weight: > 0 } range)
                continue;
            var share = range.Share(objectives[o], values[o]);
            weights += range.Weight;
            logs += range.Weight * Math.Log(Math.Clamp(share, 0, 1));
            shortfalls += range.Weight * Math.Max(0, -share);
        }

        if (weights == 0)
            return 0;
        return double.IsNegativeInfinity(logs) ? -shortfalls / weights : Math.Exp(logs / weights);
    }

    /// <summary>How far the value is on its way from undesirable (0) to desirable (1), without limits.</summary>
    private double Share(Objective objective, double value) => objective.Goal switch
    {
        Goal.Maximize => (value - Low) / (High - Low),
        Goal.Minimize => (High - value) / (High - Low),
        _ => objective.Target is { } target && value > target ? (High - value) / (High - target) : (value - Low) / ((objective.Target ?? High) - Low),
    };
}
