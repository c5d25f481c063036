using System.Collections.Concurrent;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Twins;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// The optimizer with a digital twin before it, for the campaigns that want one; others go straight to their strategy. A campaign's screen is built with its first suggestion and kept, since it
/// follows from the definition alone. Safe for any thread.
/// </summary>
/// <param name="readTable">The text of a table by the name or path that a campaign gives; null when there is none. Under virtual time it answers at once.</param>
public sealed class PrescreenedSuggestions(Func<string, CancellationToken, Task<string?>> readTable)
{
    /// <summary>Screens of campaigns that are over are not asked for again.</summary>
    private const int MostKept = 8;

    private readonly ConcurrentDictionary<(Prescreen, SearchSpace, Objective, long), TwinScreen> screens = [];

    /// <exception cref="SuggestionException">The twin cannot be had, or nothing can be proposed; with the reason.</exception>
    public async Task<Suggestion> SuggestAsync(SuggestionRequest request, CancellationToken cancellationToken) =>
        request.Prescreen is { } prescreen
            ? (await ScreenAsync(prescreen, request, cancellationToken)).Suggest(request, cancellationToken)
            : Strategies.Suggest(request, cancellationToken);

    private async Task<TwinScreen> ScreenAsync(Prescreen prescreen, SuggestionRequest request, CancellationToken cancellationToken)
    {
        var key = (prescreen, request.Space, request.Objectives[0], request.Seed);
        if (screens.TryGetValue(key, out var known))
            return known;
        try
        {
            var table = prescreen.Kind == TwinKind.Table ? await readTable(prescreen.NameOrPath, cancellationToken) : null;
            var screen = TwinScreen.Build(prescreen, table, request.Space, request.Objectives[0], request.Seed, cancellationToken);
            if (screens.Count >= MostKept)
                screens.Clear();
            return screens[key] = screen;
        }
        catch (Exception e) when (e is GroundTruthException or ResultTableException or InfeasibleSpaceException or IOException or UnauthorizedAccessException)
        {
            throw new SuggestionException($"The digital twin, {prescreen.Twin}, cannot be used. {e.Message}", e);
        }
    }
}
