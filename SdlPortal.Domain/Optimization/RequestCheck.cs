using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>Refuses a request whose numbers nothing can be computed with, all of them at once and each by its configuration.</summary>
internal static class RequestCheck
{
    /// <summary>Beyond it predictions leave the range of a double.</summary>
    private const double Largest = 1e300;

    private const int MostNamed = 5;

    /// <exception cref="SuggestionException">A value, standard error or parameter is no finite number, or there are too many or too few.</exception>
    public static void Refuse(SuggestionRequest request)
    {
        if (request.Objectives.Count == 0)
            throw new SuggestionException("There is no objective. Add the measured quantity that is to be maximized or minimized.");
        if (!request.Objectives.Any(o => o.IsSought))
            throw new SuggestionException("Every objective is only measured, so nothing is sought. Choose a goal for at least one.");
        var problems = request.OutcomeConstraints.Where(c => request.Aims.IndexOf(c.Outcome) < 0).Select(c => $"The bound {c} is on no objective. Name one of {string.Join(", ", request.Objectives.Select(o => o.Name))}.")
            .Concat(request.Observations.SelectMany(o => OfResult(o, request.Objectives.Count)))
            .Concat(request.Observations.SelectMany(o => OfConfiguration(o.Configuration, "result")))
            .Concat(request.Pending.SelectMany(c => OfConfiguration(c, "pending experiment")))
            .Concat(request.Abandoned.SelectMany(c => OfConfiguration(c, "abandoned experiment")))
            .Concat(request.Refused.SelectMany(c => OfConfiguration(c, "rejected suggestion")))
            .ToList();
        if (problems.Count == 0)
            return;
        if (problems.Count > MostNamed)
            problems = [.. problems.Take(MostNamed), $"There are {problems.Count - MostNamed} more problems like these."];
        throw new SuggestionException(string.Join(' ', problems));
    }

    private static IEnumerable<string> OfResult(Observation observation, int objectives)
    {
        var needed = objectives == 1 ? "1 finite number is needed" : $"{objectives} finite numbers are needed, one for each objective";
        if (observation.Values.Count != objectives || observation.Values.Any(v => !double.IsFinite(v)))
            yield return $"The result of {observation.Configuration} is [{observation.Values}]; {needed}. Correct or exclude it.";
        else if (observation.Values.Any(v => Math.Abs(v) > Largest))
            yield return $"The result of {observation.Configuration} is [{observation.Values}], too large to compute with. Use a unit that makes it smaller.";
        if (observation.StandardErrors.Count > 0 && (observation.StandardErrors.Count != objectives || observation.StandardErrors.Any(e => !double.IsFinite(e) || e < 0)))
            yield return $"The result of {observation.Configuration} has the standard errors [{observation.StandardErrors}]; {needed}, not below 0. Correct them or leave them out.";
    }

    private static IEnumerable<string> OfConfiguration(Configuration configuration, string what) => configuration
        .Where(v => v.Value.IsNumber && !double.IsFinite(v.Value.Number))
        .Select(v => $"{v.Key} is no finite number in the {what} at {configuration}. Correct or exclude it.");
}
