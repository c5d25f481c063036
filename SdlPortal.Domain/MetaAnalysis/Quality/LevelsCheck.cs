namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Choices with so many levels that each has hardly a run: names and ids rather than choices. Pure.</summary>
internal static class LevelsCheck
{
    private const int FewLevels = 20;
    private const int RunsPerLevel = 3;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var check = new Check(CheckNames.Levels, runs);
        var categories = runs.Parameters.Where(p => p.Shape.IsCategory).Select(runs.ProfileOf).ToList();
        if (categories.Count == 0)
            return check.NotChecked("No parameter is a choice.");
        foreach (var profile in categories)
        {
            var perLevel = (double)profile.Present / Math.Max(1, profile.Distinct);
            if (profile.Distinct > runs.Options.MostLevels || (profile.Distinct > FewLevels && perLevel < RunsPerLevel))
                check.Add(FindingSeverity.Warns, $"{profile.Name} has {Check.Count(profile.Distinct, "level")} in {Check.Count(profile.Present, "run")}, {perLevel:0.#} {(perLevel < 1.05 ? "run" : "runs")} each; {(profile.Distinct > runs.Options.MostLevels ? $"more than {runs.Options.MostLevels:N0} are too many for effects" : "that is too few for effects")}.",
                    "If it is a name or an id, do not map it as a parameter; if levels are misspelled or belong together, join them by a rule.", column: profile.Name);
        }

        return check.Result($"{Check.Count(categories.Count, "choice")} with {categories.Max(c => c.Distinct):N0} levels at most.");
    }
}
