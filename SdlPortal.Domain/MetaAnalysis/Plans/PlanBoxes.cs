using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>Boxes of a campaign's space: what lies in them, and the space that is left when a campaign stays inside. Pure.</summary>
public static class PlanBoxes
{
    /// <summary>Whether a configuration lies in the box; values that it does not have lie in no side.</summary>
    public static bool Holds(PriorRegion box, Configuration configuration)
    {
        foreach (var side in box.Sides)
        {
            if (!configuration.TryGet(side.Parameter, out var value) || !Holds(side, value))
                return false;
        }

        return true;
    }

    public static bool Holds(PriorSide side, ParameterValue value) => value.IsNumber
        ? side.Choices.Count == 0 && value.Number >= (side.Low ?? double.NegativeInfinity) && value.Number <= (side.High ?? double.PositiveInfinity)
        : side.Choices.Count == 0 || side.Choices.Contains(value.Text!);

    /// <summary>The part of the space inside the box, with all constraints; null where none of it is inside.</summary>
    public static SearchSpace? Within(SearchSpace space, PriorRegion box)
    {
        var parameters = new List<Parameter>();
        foreach (var parameter in space.Parameters)
        {
            var narrowed = parameter;
            foreach (var side in box.Sides.Where(s => string.Equals(s.Parameter, parameter.Name, StringComparison.Ordinal)))
                narrowed = narrowed is null ? null : Narrow(narrowed, side);
            if (narrowed is null)
                return null;
            parameters.Add(narrowed);
        }

        return new SearchSpace(parameters.ToEquatableList(), space.Constraints);
    }

    /// <summary>What is left of a parameter on a side of a box; null where nothing is.</summary>
    public static Parameter? Narrow(Parameter parameter, PriorSide side)
    {
        var (low, high) = (side.Low ?? double.NegativeInfinity, side.High ?? double.PositiveInfinity);
        switch (parameter)
        {
            case ContinuousParameter p:
                var (from, to) = (Math.Max(p.Low, low), Math.Min(p.High, high));
                return from <= to ? p with { Low = from, High = to } : null;
            case IntegerParameter p:
                var (first, last) = (Math.Max(p.Low, Math.Ceiling(low - 1e-9)), Math.Min(p.High, Math.Floor(high + 1e-9)));
                return first <= last ? p with { Low = (long)first, High = (long)last } : null;
            case DiscreteParameter p:
                var levels = p.Levels.Where(l => l >= low && l <= high).ToEquatableList();
                return levels.Count > 0 ? p with { Levels = levels } : null;
            case CategoricalParameter p:
                if (side.Choices.Count == 0)
                    return p;
                var choices = p.Choices.Where(c => side.Choices.Contains(c)).ToEquatableList();
                return choices.Count > 0 ? p with { Choices = choices } : null;
            default:
                throw new NotSupportedException(parameter.GetType().Name);
        }
    }

    /// <summary>As people read it: "learning_rate 0.0001 to 0.005, batch_size up to 32".</summary>
    public static string Sentence(PriorRegion box, SearchSpace space) => box.Sides.Count == 0 ? "the whole space" : string.Join(", ", box.Sides.Select(s => Sentence(s, space)));

    private static string Sentence(PriorSide side, SearchSpace space)
    {
        if (side.Choices.Count > 0)
            return $"{side.Parameter} {string.Join(" or ", side.Choices)}";
        var unit = space[side.Parameter].Unit is { Length: > 0 } u ? " " + u : "";
        return (side.Low, side.High) switch
        {
            ({ } low, { } high) => $"{side.Parameter} {ParameterValue.Of(low).ToDisplay()} to {ParameterValue.Of(high).ToDisplay()}{unit}",
            ({ } low, null) => $"{side.Parameter} from {ParameterValue.Of(low).ToDisplay()}{unit}",
            (null, { } high) => $"{side.Parameter} up to {ParameterValue.Of(high).ToDisplay()}{unit}",
            _ => $"any {side.Parameter}",
        };
    }
}
