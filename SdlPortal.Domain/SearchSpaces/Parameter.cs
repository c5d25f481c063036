using System.Text.Json.Serialization;

namespace SdlPortal.Domain.SearchSpaces;

/// <summary>How a numeric parameter is laid out between its bounds: evenly, or evenly in its logarithm.</summary>
public enum Scale { Linear, Log }

/// <summary>One thing that a campaign varies: a name, and the values it may take. A closed family; all are immutable and valid once constructed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ContinuousParameter), "continuous")]
[JsonDerivedType(typeof(IntegerParameter), "integer")]
[JsonDerivedType(typeof(DiscreteParameter), "discrete")]
[JsonDerivedType(typeof(CategoricalParameter), "categorical")]
public abstract record Parameter(string Name, string? Unit)
{
    /// <summary>True when the value belongs to the parameter: inside its bounds, on its levels, among its choices.</summary>
    public abstract bool Allows(ParameterValue value);

    /// <summary>The name with its unit, as plots and tables label it: "temperature (°C)".</summary>
    public string Label => string.IsNullOrEmpty(Unit) ? Name : $"{Name} ({Unit})";
}

/// <summary>Any real number between two finite bounds, both included.</summary>
public sealed record ContinuousParameter(string Name, double Low, double High, Scale Scale = Scale.Linear, string? Unit = null) : Parameter(Name, Unit)
{
    public override bool Allows(ParameterValue value) => value.IsNumber && value.Number >= Low && value.Number <= High;
}

/// <summary>Any whole number between two bounds, both included.</summary>
public sealed record IntegerParameter(string Name, long Low, long High, Scale Scale = Scale.Linear, string? Unit = null) : Parameter(Name, Unit)
{
    public override bool Allows(ParameterValue value) =>
        value.IsNumber && value.Number >= Low && value.Number <= High && Math.Floor(value.Number) == value.Number;
}

/// <summary>One of a few numeric levels, in ascending order.</summary>
public sealed record DiscreteParameter(string Name, EquatableList<double> Levels, Scale Scale = Scale.Linear, string? Unit = null) : Parameter(Name, Unit)
{
    public override bool Allows(ParameterValue value) => value.IsNumber && Levels.Contains(value.Number);
}

/// <summary>One of a few named choices without an order.</summary>
public sealed record CategoricalParameter(string Name, EquatableList<string> Choices) : Parameter(Name, null)
{
    public override bool Allows(ParameterValue value) => !value.IsNumber && Choices.Contains(value.Text!);
}
