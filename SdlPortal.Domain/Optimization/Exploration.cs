using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization;

/// <summary>Which suggestions of a campaign are kept for filling the space: as evenly spread over the experiments as the share allows, beginning anywhere. Pure.</summary>
internal static class Exploration
{
    /// <summary>True for experiment i when i·share + u passes a whole number, u uniform by the seed: among n experiments share·n of them, within one.</summary>
    public static bool IsDue(SuggestionRequest request)
    {
        var share = Math.Clamp(request.Strategy.ExplorationShare, 0, 1);
        var begin = SeededRandom.Derive(request.Seed, 0xE5).NextDouble();
        return Math.Floor(begin + ((request.Index + 1) * share)) > Math.Floor(begin + (request.Index * share));
    }

    public static string Reason(SuggestionRequest request) => string.Create(CultureInfo.InvariantCulture,
        $"{100 * request.Strategy.ExplorationShare:0.##} % of the suggestions fill the space instead of following the model, and this is one of them: it lies farthest from everything measured or pending and from the model's favorite.");
}
