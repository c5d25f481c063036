using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>What a box leaves of a space: the same parameters in the same order, each with the bounds, levels or choices that lie in the box, and all constraints. Pure.</summary>
public static class NarrowedSpace
{
    /// <returns>Null when the box leaves nothing of a parameter; that the constraints leave something is the <see cref="FeasibleSampler"/>'s to say.</returns>
    public static SearchSpace? Of(SearchSpace space, PriorRegion region)
    {
        var parameters = new List<Parameter>();
        foreach (var parameter in space.Parameters)
        {
            var left = region.Sides.Where(s => s.Parameter == parameter.Name).Aggregate((Parameter?)parameter, (p, side) => p is null ? null : Narrow(p, side));
            if (left is null)
                return null;
            parameters.Add(left);
        }

        return space with { Parameters = parameters.ToEquatableList() };
    }

    /// <returns>The parameter with what the side leaves of it; null when that is nothing.</returns>
    public static Parameter? Narrow(Parameter parameter, PriorSide side)
    {
        var (low, high) = (side.Low ?? double.NegativeInfinity, side.High ?? double.PositiveInfinity);
        switch (parameter)
        {
            case ContinuousParameter p:
                var own = p with { Low = Math.Max(p.Low, low), High = Math.Min(p.High, high) };
                return own.Low <= own.High ? own : null;
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

    /// <summary>True when the configuration lies in the box; parameters that it does not name lie in no side.</summary>
    public static bool Contains(PriorRegion region, Configuration configuration)
    {
        foreach (var side in region.Sides)
        {
            if (!configuration.TryGet(side.Parameter, out var value) || !Contains(side, value))
                return false;
        }

        return true;
    }

    /// <summary>True when the value lies within the parameter's bounds or choices, between its levels as well: what a donor, who had other levels, may have.</summary>
    public static bool IsWithin(Parameter parameter, ParameterValue value) => parameter switch
    {
        IntegerParameter p => value.IsNumber && value.Number >= p.Low && value.Number <= p.High,
        DiscreteParameter p => value.IsNumber && value.Number >= p.Levels[0] && value.Number <= p.Levels[^1],
        _ => parameter.Allows(value),
    };

    private static bool Contains(PriorSide side, ParameterValue value) => value.IsNumber
        ? side.Choices.Count == 0 && value.Number >= (side.Low ?? double.NegativeInfinity) && value.Number <= (side.High ?? double.PositiveInfinity)
        : side.Choices.Count == 0 || side.Choices.Contains(value.Text!);
}
