using System.Globalization;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Web.Cli;

/// <summary>Several suggestions one after the other: each earlier one is pending for the next, exactly as if it had been handed in as such.</summary>
internal static class SuggestBatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="SuggestionException">Nothing can be proposed.</exception>
    public static async Task<IReadOnlyList<Suggestion>> ChooseAsync(SuggestionRequest first, int count, PrescreenedSuggestions optimizer, TextWriter error, CancellationToken cancellationToken)
    {
        var suggestions = new List<Suggestion>();
        for (var request = first; suggestions.Count < count; request = request with { Pending = [.. request.Pending, suggestions[^1].Configuration], Index = request.Index + 1 })
        {
            var chosen = Task.Run(() => optimizer.SuggestAsync(request, cancellationToken), cancellationToken);
            while (await Task.WhenAny(chosen, Task.Delay(Patience, cancellationToken)) != chosen && !cancellationToken.IsCancellationRequested)
                await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Still choosing suggestion {suggestions.Count + 1} of {count} from {request.Observations.Count} results."));
            suggestions.Add(await chosen);
        }

        return suggestions;
    }
}
