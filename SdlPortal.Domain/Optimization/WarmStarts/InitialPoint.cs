using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>The points that a warm start begins with. Pure.</summary>
internal static class InitialPoint
{
    public const string Strategy = "initial given";

    /// <summary>The first given point from the request's index on that can be proposed; null where none is left. A point that is passed over for good is remarked on.</summary>
    /// <param name="remarks">Receives what was passed over.</param>
    public static Suggestion? Of(SuggestionRequest request, List<string> remarks)
    {
        if (request.WarmStart is not { } warm || request.Index >= warm.InitialPoints.Count)
            return null;
        var encoded = new EncodedRequest(request);
        for (var i = request.Index; i < warm.InitialPoints.Count; i++)
        {
            var point = warm.InitialPoints[i];
            if (Against(point, encoded) is { } why)
            {
                remarks.Add($"Given point {i + 1} ({point}) was passed over: {why}.");
                continue;
            }

            var suggestion = encoded.Suggest(point, Strategy, [.. remarks, $"Point {i + 1} of {warm.InitialPoints.Count} that the campaign was given to begin with ({warm.Origin.Title})."]);
            return suggestion with { Rationale = suggestion.Rationale with { WarmStart = new WarmStartNote { InitialPoint = i + 1 } } };
        }

        return null;
    }

    private static string? Against(Configuration point, EncodedRequest encoded)
    {
        if (!encoded.Request.Space.Contains(point) || EncodedRequest.TryEncode(encoded.Sampler.Region.Cube, point, out _) is not { } unit)
            return "it does not belong to the space";
        if (encoded.IsRefused(unit, point))
            return "it was rejected";
        if (encoded.MayRepeat)
            return null;
        return encoded.IsPending(unit, point) ? "it is pending" : encoded.IsMeasured(unit, point) ? "it is measured already" : null;
    }
}
