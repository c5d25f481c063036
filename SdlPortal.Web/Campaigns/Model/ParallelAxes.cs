using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>One upright axis of parallel coordinates: a parameter between its bounds, or an objective over its results.</summary>
/// <param name="Choices">The names of a parameter with choices; empty for numbers.</param>
internal sealed record ParallelAxis(string Key, string Label, string? Unit, double Low, double High, bool IsLog, IReadOnlyList<string> Choices, Func<int, double> ValueOf)
{
    /// <summary>Height of a value on the axis, 0 to 1.</summary>
    public double Height(double value)
    {
        if (High <= Low)
            return 0.5;
        return IsLog && value > 0 ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
    }

    public string Text(double value) => Choices.Count > 0 ? Choices[(int)value] : Quantity.Text(value, Unit);
}

/// <summary>What a person has narrowed an axis to; open ends are null.</summary>
internal sealed record Brush(double? Low, double? High)
{
    public bool Keeps(double value) => (Low is not { } low || value >= low) && (High is not { } high || value <= high);
}

/// <summary>The axes of a report's parallel coordinates: parameters in the space's order, then objectives. Pure.</summary>
internal static class ParallelAxes
{
    /// <returns>Their values are asked by the row of the report.</returns>
    public static IReadOnlyList<ParallelAxis> Of(ModelReport report)
    {
        Observation At(int row) => report.Request.Observations[report.Rows.Results[row]];
        var parameters = report.Cube.Space.Parameters.Select(p => Parameter(p, row => ParameterAxis.Place(p, At(row).Configuration[p.Name])));
        var objectives = report.Request.Objectives.Select((o, i) =>
        {
            var values = Enumerable.Range(0, report.Rows.Count).Select(row => At(row).Values[i]).ToList();
            return new ParallelAxis($"objective {o.Name}", o.Label, o.Unit, values.Count > 0 ? values.Min() : 0, values.Count > 0 ? values.Max() : 0, false, [], row => At(row).Values[i]);
        });
        return [.. parameters, .. objectives];
    }

    private static ParallelAxis Parameter(Parameter parameter, Func<int, double> valueOf)
    {
        var (low, high) = parameter switch
        {
            ContinuousParameter p => (p.Low, p.High),
            IntegerParameter p => (p.Low, p.High),
            DiscreteParameter p => (p.Levels[0], p.Levels[^1]),
            CategoricalParameter p => (0.0, p.Choices.Count - 1.0),
            _ => throw new NotSupportedException(parameter.GetType().Name),
        };
        return new ParallelAxis(parameter.Name, parameter.Label, parameter.Unit, low, high, ParameterAxis.Of(parameter).Type == "log", parameter is CategoricalParameter c ? [.. c.Choices] : [], valueOf);
    }
}
