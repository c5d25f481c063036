using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>Studies that have a name: those of Wen, Zeitler and Rupnow 2023 (arXiv 2312.03466), and a small one to try.</summary>
public static class StudyPresets
{
    public const int Repetitions = 30;
    public const int Observations = 100;
    public const int Initial = 10;
    public const long Seed = 1;

    private static readonly string[] OfPaper = [StrategyNames.Random, StrategyNames.ExpectedImprovement, StrategyNames.NoisyImprovement, StrategyNames.ModeCycle];

    /// <summary>The paper: Ackley and Levy in 3, 5 and 7 dimensions and our coating in place of theirs, five delays, four strategies, 30 repetitions.</summary>
    public static StudyPlan Paper { get; } = Plan(OfPaper, shift: false);

    /// <summary>The paper, and our own strategy.</summary>
    public static StudyPlan Champion { get; } = Plan([.. OfPaper, StrategyNames.Auto], shift: false);

    /// <summary>The same with the optimum at another place in each repetition.</summary>
    public static StudyPlan ChampionShifted { get; } = Plan([.. OfPaper, StrategyNames.Auto], shift: true);

    /// <summary>A study of seconds, to see what one looks like.</summary>
    public static StudyPlan Taste { get; } = new()
    {
        Problems = [new PlannedProblem("levy", "levy", 3)],
        Delays = [0, 3],
        Strategies = [StrategyNames.Random, StrategyNames.Auto],
        Repetitions = 5,
        Observations = 40,
        Initial = Initial,
        Seed = Seed,
    };

    public static IReadOnlyList<string> Names { get; } = ["paper", "champion", "champion-shifted", "taste"];

    /// <summary>The preset of that name, or null.</summary>
    public static StudyPlan? Find(string name) => name switch
    {
        "paper" => Paper,
        "champion" => Champion,
        "champion-shifted" => ChampionShifted,
        "taste" => Taste,
        _ => null,
    };

    private static StudyPlan Plan(string[] strategies, bool shift) => new()
    {
        Problems =
        [
            .. from function in new[] { TestFunction.Ackley, TestFunction.Levy }
               from dimensions in new[] { 3, 5, 7 }
               select Problem(function.Name, dimensions, shift),
            Problem(CoatingGroundTruth.Name, CoatingGroundTruth.Dimensions, shift),
        ],
        Delays = [0, 1, 3, 5, 7],
        Strategies = [.. strategies],
        Repetitions = Repetitions,
        Observations = Observations,
        Initial = Initial,
        Seed = Seed,
    };

    private static PlannedProblem Problem(string source, int dimensions, bool shift) => new(shift ? source + "-shifted" : source, source, dimensions, Shift: shift);
}
