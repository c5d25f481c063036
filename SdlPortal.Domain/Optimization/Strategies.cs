using SdlPortal.Domain.Optimization.Auto;
using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Domain.Optimization;

/// <summary>The strategies by name, and the one entry for suggestions: given points and initial design first, then the chosen strategy. Pure.</summary>
public static class Strategies
{
    private static readonly RandomStrategy Random = new();
    private static readonly SobolStrategy Sobol = new();

    /// <summary>Every strategy, in the order in which to offer them.</summary>
    public static IReadOnlyList<ISuggester> All { get; } =
    [
        new AutoStrategy(),
        new NoisyImprovementStrategy(),
        new ExpectedImprovementStrategy(),
        new LogImprovementStrategy(),
        new UpperConfidenceBoundStrategy(),
        new ModeCycleStrategy(),
        new ThompsonStrategy(),
        new PessimisticStrategy(),
        new TrustRegionStrategy(),
        Sobol,
        Random,
    ];

    /// <summary>The names that campaign files may use, in the same order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Name)];

    /// <summary>The strategy of that name, or null.</summary>
    public static ISuggester? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>
    /// The next experiment of a request: the points of its warm start, then a point of the initial design while its index lies in it (prior results do not count towards it; by turns the warm start chooses, where there is one), then what the
    /// strategy of the phase proposes.
    /// </summary>
    /// <exception cref="SuggestionException">The strategy is unknown, or nothing can be proposed.</exception>
    public static Suggestion Suggest(SuggestionRequest request, CancellationToken cancellationToken = default)
    {
        var name = request.Strategy.At(request.Index);
        var strategy = Find(name)
            ?? throw new SuggestionException($"There is no strategy '{name}'. Choose one of {string.Join(", ", Names)}.");
        var passed = new List<string>();
        if (InitialPoint.Of(request, passed) is { } given)
            return given;
        if (strategy is not ModelStrategy && Transfer.WithoutModel(request, strategy.Name) is { } believed)
            return Remarked(believed, passed);
        if (request.Index >= request.InitialDesign.Count)
            return Remarked(strategy.Suggest(request, cancellationToken), passed);
        if (InitialTurn.Of(request, strategy, cancellationToken) is { } warm)
            return Remarked(Named(warm, "initial warm start"), passed);
        ISuggester design = request.InitialDesign.Kind == InitialDesignKind.Sobol ? Sobol : Random;
        return Remarked(Named(design.Suggest(request, cancellationToken), "initial " + design.Name), passed);
    }

    private static Suggestion Remarked(Suggestion suggestion, List<string> remarks) =>
        remarks.Count == 0 ? suggestion : suggestion with { Rationale = suggestion.Rationale with { Remarks = [.. suggestion.Rationale.Remarks, .. remarks] } };

    private static Suggestion Named(Suggestion suggestion, string name) =>
        suggestion with { Rationale = suggestion.Rationale with { Strategy = name } };
}
