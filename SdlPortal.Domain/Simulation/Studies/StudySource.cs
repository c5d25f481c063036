namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>What a study's problems can be made from, by the names of the study file.</summary>
public static class StudySource
{
    public const string Branin = "branin";
    public const string Hartmann = "hartmann";
    public const string Table = "table";

    public static IReadOnlyList<string> Names { get; } = [TestFunction.Ackley.Name, TestFunction.Levy.Name, Branin, Hartmann, CoatingGroundTruth.Name, Table];

    /// <summary>How many inputs a source has; null where it is to be chosen, or is a table's matter.</summary>
    public static int? FixedDimensions(string name) => name switch
    {
        Branin => 2,
        Hartmann => 6,
        CoatingGroundTruth.Name => 7,
        _ => null,
    };
}
