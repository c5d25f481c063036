using System.Text.Json.Serialization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>A box of configurations: an interval for some numeric parameters, a subset of the choices for some categories; parameters that are not named are free. Sides stand in the order of the table's columns.</summary>
public sealed record ConfigurationBox(EquatableList<BoxSide> Sides);

/// <summary>What a box says about one parameter. A closed family.</summary>
/// <param name="TakesInactive">Whether configurations belong in which the parameter is not active.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NumberSide), "number")]
[JsonDerivedType(typeof(ChoiceSide), "choice")]
public abstract record BoxSide(string Parameter, bool TakesInactive);

/// <summary>Low ≤ value ≤ high, in the parameter's unit; null where that end is open (the parameter's own bound).</summary>
public sealed record NumberSide(string Parameter, double? Low, double? High, string? Unit, bool TakesInactive) : BoxSide(Parameter, TakesInactive);

/// <summary>One of the choices. Without any (of a number, too) it says that the parameter must not be active.</summary>
public sealed record ChoiceSide(string Parameter, EquatableList<string> Levels, bool TakesInactive) : BoxSide(Parameter, TakesInactive);
