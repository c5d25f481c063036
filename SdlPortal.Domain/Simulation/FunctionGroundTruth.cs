using System.Globalization;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>
/// A test function evaluated at the lab-unit values of all parameters, in their order. Its minimum is what the objective seeks: the function is
/// negated when the goal is to maximize. For other goals the values are the function's own and the best is not known.
/// </summary>
public sealed class FunctionGroundTruth : GroundTruth
{
    private readonly TestFunction function;
    private readonly string[] names;
    private readonly double sign;

    /// <exception cref="GroundTruthException">A parameter is categorical, or the function takes another number of inputs.</exception>
    public FunctionGroundTruth(TestFunction function, SearchSpace space, Objective objective, double noiseSd)
        : base([objective], [noiseSd])
    {
        if (space.Parameters.OfType<CategoricalParameter>().FirstOrDefault() is { } categorical)
            throw new GroundTruthException($"'{function.Name}' takes numbers only, but {categorical.Name} is categorical. Remove it or choose another ground truth.");
        if (space.Parameters.Count == 0)
            throw new GroundTruthException($"'{function.Name}' needs at least one numeric parameter.");
        if (function.Dimensions is { } needed && needed != space.Parameters.Count)
            throw new GroundTruthException($"'{function.Name}' takes {needed} parameters, but the campaign has {space.Parameters.Count}. Change their number or choose another ground truth.");
        this.function = function;
        names = [.. space.Parameters.Select(p => p.Name)];
        sign = objective.Goal == Goal.Maximize ? -1 : 1;
        Best = function.MinimizersIn(names.Length)
            .Select(m => new Configuration(names.Zip(m, (n, v) => KeyValuePair.Create(n, ParameterValue.Of(v)))))
            .FirstOrDefault(c => objective.Goal is Goal.Maximize or Goal.Minimize && space.Contains(c));
        Optimum = Best is null ? null : Value(function.Minimum);
    }

    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"The test function {function.Name} in {names.Length} dimensions, {(sign < 0 ? "negated: its maximum" : "its minimum")} is {Value(function.Minimum):0.######}.");

    public override double? Optimum { get; }

    public override Configuration? Best { get; }

    public override bool IsDefinedEverywhere => true;

    public override IReadOnlyList<double> TrueValues(Configuration configuration) =>
        [Value(function.Evaluate([.. names.Select(n => configuration[n].Number)]))];

    private double Value(double minimized) => sign < 0 ? 0 - minimized : minimized;
}
