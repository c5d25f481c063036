namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>What a study's problems can be made from, by the names of the study file.</summary>
public static class StudySource
{
    public const string Table = "table";

    public static IReadOnlyList<string> Names { get; } = [.. GroundTruth.BuiltInNames, Table];

    /// <summary>How many inputs a source has; null where it is to be chosen, or is a table's matter.</summary>
    public static int? FixedDimensions(string name) => name == CoatingGroundTruth.Name ? CoatingGroundTruth.Dimensions : TestFunction.Find(name)?.Dimensions;
}
