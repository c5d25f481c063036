using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Optimization.WarmStarts;

/// <summary>Tasks that are test functions moved a little in the unit cube, donors drawn from them, and campaigns on them: larger is better.</summary>
internal static class SimulatedTasks
{
    public static readonly Objective Yield = new("yield", Goal.Maximize);

    public static SearchSpace Space(int dimension) => new([.. Enumerable.Range(0, dimension).Select(j => new ContinuousParameter($"x{j}", 0, 1))], []);

    /// <summary>Minus the function, whose best lies elsewhere by the shift.</summary>
    public static Func<double[], double> Shifted(TestFunction function, double shift = 0) => u =>
        -function.Evaluate([.. u.Select((x, j) => function.BoundsOf(j).Low + ((x - shift) * (function.BoundsOf(j).High - function.BoundsOf(j).Low)))]);

    public static Configuration At(params double[] unit) => new(unit.Select((x, j) => KeyValuePair.Create($"x{j}", (ParameterValue)x)));

    public static double[] Of(Configuration configuration) => [.. configuration.Select(v => v.Value.Number)];

    /// <summary>Runs at uniform places.</summary>
    public static Donor Donor(string task, Func<double[], double> function, int dimension, int runs, long seed, double weight = 1)
    {
        var random = SeededRandom.Derive(seed, runs);
        return new Donor(task, weight, [.. Enumerable.Range(0, runs).Select(_ => Enumerable.Range(0, dimension).Select(_ => random.NextDouble()).ToArray()).Select(u => new DonorRun(At(u), function(u)))]);
    }

    public static WarmStart From(params IEnumerable<Donor> donors) => new() { Origin = new WarmStartOrigin("related tasks"), Donors = [.. donors] };

    public static SuggestionRequest Request(SearchSpace space, IReadOnlyList<Observation> results, int index, WarmStart? warm, string strategy = StrategyNames.Auto, long seed = 1, int design = 5) =>
        new(space, [Yield], results, [], new InitialDesign(InitialDesignKind.Sobol, design), new StrategyChoice(strategy), seed, index) { WarmStart = warm };

    /// <summary>The value after each experiment, and the rationales.</summary>
    public static (double[] Values, Rationale[] Reasons) Campaign(Func<double[], double> function, int dimension, WarmStart? warm, int experiments, long seed, string strategy = StrategyNames.Auto)
    {
        var space = Space(dimension);
        var results = new List<Observation>();
        var reasons = new Rationale[experiments];
        for (var i = 0; i < experiments; i++)
        {
            var suggestion = Strategies.Suggest(Request(space, results, i, warm, strategy, seed));
            reasons[i] = suggestion.Rationale;
            results.Add(new Observation(suggestion.Configuration, [function(Of(suggestion.Configuration))]));
        }

        return ([.. results.Select(r => r.Values[0])], reasons);
    }

    /// <summary>Results at the points of a Sobol design.</summary>
    public static IReadOnlyList<Observation> Results(Func<double[], double> function, int dimension, int count, long seed = 3)
    {
        var sequence = Sobol.Wide(dimension, seed);
        return [.. Enumerable.Range(0, count).Select(i => sequence(i)).Select(u => new Observation(At(u), [function(u)]))];
    }
}
