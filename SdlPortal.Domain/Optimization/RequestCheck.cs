using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>Refuses requests with numbers that nothing can be computed from.</summary>
internal static class RequestCheck
{
    /// <exception cref="SuggestionException">With the first such number, where it stands and what to do.</exception>
    public static void Refuse(SuggestionRequest request)
    {
        var objectives = request.Objectives.Count;
        if (objectives == 0)
            throw new SuggestionException("There is no objective. Add the measured quantity that is to be maximized or minimized.");
        foreach (var observation in request.Observations)
        {
            RefuseSpoiled(observation.Configuration, "The result at");
            if (observation.Values.Count != objectives || observation.Values.Any(v => !double.IsFinite(v)))
                throw new SuggestionException($"The result of {observation.Configuration} has the values [{observation.Values}], but {objectives} finite {(objectives == 1 ? "one is" : "ones are")} needed. Correct or exclude it.");
            if (observation.StandardErrors.Count > 0 && (observation.StandardErrors.Count != objectives || observation.StandardErrors.Any(e => !(e >= 0 && double.IsFinite(e)))))
                throw new SuggestionException($"The result of {observation.Configuration} has the standard errors [{observation.StandardErrors}]; each standard error has to be a finite number from 0, one for each of {objectives}. Correct them or leave them out.");
        }

        foreach (var configuration in request.Pending)
            RefuseSpoiled(configuration, "The pending experiment at");
        foreach (var configuration in request.Abandoned)
            RefuseSpoiled(configuration, "The abandoned experiment at");
        foreach (var configuration in request.Refused)
            RefuseSpoiled(configuration, "The rejected suggestion at");
    }

    private static void RefuseSpoiled(Configuration configuration, string what)
    {
        foreach (var (_, value) in configuration)
        {
            if (value.IsNumber && !double.IsFinite(value.Number))
                throw new SuggestionException($"{what} {configuration} has a parameter that is no finite number. Correct or exclude it.");
        }
    }
}
