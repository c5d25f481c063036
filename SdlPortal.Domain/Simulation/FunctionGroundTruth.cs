using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>
/// A test function evaluated at the lab-unit values of all parameters, in their order. The optimum, 0, is what the objective seeks: the function is
/// negated when the goal is to maximize. For other goals the values are the function's own and the best is not known.
/// </summary>
public sealed class FunctionGroundTruth : GroundTruth
{
    public const double DefaultNoiseSd = 0.5;
    private readonly TestFunction function;
    private readonly string[] names;
    private readonly double sign;

    /// <exception cref="GroundTruthException">A parameter is categorical.</exception>
    public FunctionGroundTruth(TestFunction function, SearchSpace space, Objective objective, double noiseSd)
        : base([objective], [noiseSd])
    {
        if (space.Parameters.OfType<CategoricalParameter>().FirstOrDefault() is { } categorical)
            throw new GroundTruthException($"'{function.Name}' takes numbers only, but {categorical.Name} is categorical. Remove it or choose another ground truth.");
        if (space.Parameters.Count == 0)
            throw new GroundTruthException($"'{function.Name}' needs at least one numeric parameter.");
        this.function = function;
        names = [.. space.Parameters.Select(p => p.Name)];
        sign = objective.Goal == Goal.Maximize ? -1 : 1;
        var minimizer = new Configuration(names.Select(n => KeyValuePair.Create(n, ParameterValue.Of(function.Minimizer))));
        Optimum = objective.Goal is Goal.Maximize or Goal.Minimize && space.Contains(minimizer) ? 0 : null;
    }

    public override string Description => $"The test function {function.Name} in {names.Length} dimensions, {(sign < 0 ? "negated: its maximum" : "its minimum")} is 0.";

    public override double? Optimum { get; }

    public override IReadOnlyList<double> TrueValues(Configuration configuration) =>
        [sign * function.Evaluate([.. names.Select(n => configuration[n].Number)])];
}
