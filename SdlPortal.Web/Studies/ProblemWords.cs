using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies;

/// <summary>What the problems of studies are called on these pages and in their addresses. Pure.</summary>
public static class ProblemWords
{
    public static string Size(PlannedProblem problem) => $"{problem.Dimensions} {(problem.Dimensions == 1 ? "dimension" : "dimensions")}{(problem.Shift ? ", optimum moved" : "")}";

    /// <summary>In an address: "ackley:3".</summary>
    public static string Key(string label, int dimensions) => $"{label}:{dimensions}";

    /// <summary>Of a source, to choose from.</summary>
    public static string Source(string name) => name switch
    {
        "ackley" => "Ackley: many local optima around one deep one",
        "levy" => "Levy: long waves, steep edges",
        "branin" => "Branin: 2 inputs, three equal optima",
        "hartmann" => "Hartmann: 6 inputs, four hills",
        "coating" => "Coating: 7 inputs, a synthetic stand-in for spray coating",
        StudySource.Table => "A table of results",
        _ => name,
    };
}
