namespace SdlPortal.Domain.SearchSpaces;

/// <summary>
/// How one parameter appears to the model: a number in [0, 1] (evenly in the logarithm where the parameter says so), or the index of a choice.
/// Immutable.
/// </summary>
public sealed class UnitColumn
{
    private readonly Parameter parameter;
    private readonly double low;
    private readonly double high;
    private readonly bool log;
    private readonly double[]? levels;

    internal UnitColumn(Parameter parameter)
    {
        this.parameter = parameter;
        switch (parameter)
        {
            case ContinuousParameter p:
                (low, high, log) = (p.Low, p.High, p.Scale == Scale.Log);
                LevelCount = p.High > p.Low ? null : 1;
                break;
            case IntegerParameter p:
                (low, high, log) = (p.Low, p.High, p.Scale == Scale.Log);
                LevelCount = p.High - p.Low + 1;
                break;
            case DiscreteParameter p:
                levels = [.. p.Levels];
                (low, high, log) = (levels[0], levels[^1], p.Scale == Scale.Log);
                LevelCount = levels.Length;
                break;
            case CategoricalParameter p:
                (low, high, LevelCount) = (0, p.Choices.Count - 1, p.Choices.Count);
                break;
            default:
                throw new NotSupportedException($"{parameter.GetType().Name} has no place in the unit cube.");
        }

        log = log && low > 0;
    }

    public string Name => parameter.Name;

    /// <summary>True when the number is the index of a choice, so that only equal or unequal has a meaning.</summary>
    public bool IsCategorical => parameter is CategoricalParameter;

    /// <summary>True when any number between 0 and 1 is a value; false for whole numbers, levels, choices and a parameter whose bounds meet.</summary>
    public bool IsContinuous => LevelCount is null;

    /// <summary>How many values the parameter takes; null when it is continuous.</summary>
    public long? LevelCount { get; }

    /// <summary>The lower bound and the width in lab units (for numeric parameters).</summary>
    public double Low => low;

    public double Width => high - low;

    /// <summary>The column's number for value number <paramref name="index"/> of a parameter with levels.</summary>
    public double Level(long index) => parameter switch
    {
        CategoricalParameter => index,
        DiscreteParameter => Scaled(levels![index]),
        _ => Scaled(low + index),
    };

    /// <summary>Which level is nearest to a column's number.</summary>
    public long NearestLevel(double unit)
    {
        var count = LevelCount ?? throw new InvalidOperationException($"{Name} is continuous.");
        if (parameter is CategoricalParameter)
            return (long)Math.Clamp(Math.Round(unit), 0, count - 1);
        var value = Unscaled(unit);
        if (levels is null)
            return (long)Math.Clamp(Math.Round(value) - low, 0, count - 1);
        var at = Array.BinarySearch(levels, value);
        if (at >= 0)
            return at;
        at = ~at;
        if (at == 0 || at == levels.Length)
            return Math.Min(at, levels.Length - 1);
        return Math.Abs(unit - Level(at - 1)) <= Math.Abs(unit - Level(at)) ? at - 1 : at;
    }

    /// <summary>The nearest number that stands for a value of the parameter.</summary>
    public double Snap(double unit) => IsContinuous ? Math.Clamp(unit, 0, 1) : Level(NearestLevel(unit));

    /// <summary>The column's number for a uniform number in [0, 1): every level or choice gets an equal share.</summary>
    public double FromUniform(double uniform) =>
        LevelCount is { } count ? Level(Math.Min(count - 1, (long)(uniform * count))) : uniform;

    /// <summary>The column's number for a value in lab units; outside [0, 1] when the value lies outside the bounds.</summary>
    public double ToUnit(ParameterValue value)
    {
        if (parameter is not CategoricalParameter choices)
            return value.IsNumber ? Scaled(value.Number) : throw new ArgumentException($"{Name} takes numbers, not '{value.Text}'.");
        for (var i = 0; i < choices.Choices.Count && !value.IsNumber; i++)
        {
            if (choices.Choices[i] == value.Text)
                return i;
        }

        throw new ArgumentException($"{Name} = {value} is not one of {string.Join(", ", choices.Choices)}.");
    }

    /// <summary>The value in lab units, rounded to what the parameter allows.</summary>
    public ParameterValue ToValue(double unit) => parameter switch
    {
        CategoricalParameter p => p.Choices[(int)NearestLevel(unit)],
        DiscreteParameter => levels![NearestLevel(unit)],
        IntegerParameter => low + NearestLevel(unit),
        _ => Math.Clamp(Unscaled(Math.Clamp(unit, 0, 1)), low, high),
    };

    private double Scaled(double value)
    {
        if (high <= low)
            return 0;
        if (!log)
            return (value - low) / (high - low);

        // Below zero there is no logarithm: such a value (from another lab's table) is put far outside.
        return value > 0 ? LogRatio(value, low) / LogRatio(high, low) : -1;
    }

    private double Unscaled(double unit)
    {
        if (unit >= 1)
            return high;
        if (!log)
            return low + (unit * (high - low));

        // In two steps, as the ratio of the bounds may be more than a double holds.
        var logarithm = unit * LogRatio(high, low);
        return logarithm < 600 ? low * Math.Exp(logarithm) : low * Math.Exp(logarithm / 2) * Math.Exp(logarithm / 2);
    }

    private static double LogRatio(double value, double low) =>
        value / low is var ratio && double.IsFinite(ratio) && ratio > 0 ? Math.Log(ratio) : Math.Log(value) - Math.Log(low);
}
