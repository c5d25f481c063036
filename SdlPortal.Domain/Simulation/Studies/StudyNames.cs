using System.Globalization;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>What strategies, problems and cells are called in the figures and findings of a study: short, as papers call them.</summary>
public static class StudyNames
{
    public static string Strategy(string name) => name switch
    {
        StrategyNames.Auto => "auto",
        StrategyNames.Random => "Random",
        StrategyNames.Sobol => "Sobol",
        StrategyNames.ExpectedImprovement => "EI",
        StrategyNames.LogImprovement => "LogEI",
        StrategyNames.UpperConfidenceBound => "UCB",
        StrategyNames.NoisyImprovement => "qNEI",
        StrategyNames.ModeCycle => "mode cycling",
        StrategyNames.Thompson => "Thompson",
        StrategyNames.Pessimistic => "pessimistic EI",
        StrategyNames.TrustRegion => "trust region",
        _ => name,
    };

    /// <summary>"Ackley", "Coating", "Ackley-shifted".</summary>
    public static string Family(string label) => label.Length == 0 ? label : char.ToUpperInvariant(label[0]) + label[1..];

    /// <summary>"Ackley d=3".</summary>
    public static string Problem(string label, int dimensions) => string.Create(CultureInfo.InvariantCulture, $"{Family(label)} d={dimensions}");

    /// <summary>"EI on Ackley d=3 at delay 7".</summary>
    public static string Cell(StudyCell cell) => string.Create(CultureInfo.InvariantCulture, $"{Strategy(cell.Strategy)} on {Problem(cell.Problem, cell.Dimensions)} at delay {cell.Delay}");

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
