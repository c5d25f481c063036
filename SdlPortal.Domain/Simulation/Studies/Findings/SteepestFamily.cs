namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>The growth with the dimension is largest on Levy: holds where its factor's interval lies above that of every other family.</summary>
internal static class SteepestFamily
{
    private const string Key = "most-on-levy";
    private const string Claim = "The growth with the dimension is largest on Levy.";

    public static Finding Check(StudySummary summary)
    {
        var levy = summary.Plan.Problems.Where(p => p.Source == "levy").Select(p => p.Label).ToHashSet(StringComparer.Ordinal);
        if (GrowsWithDelay.Untestable(summary, 2) is { } why)
            return Finding.NotTestable(Key, Claim, why);
        var families = GrowthOfFamily.Families(summary);
        var growths = families.Select(f => GrowthOfFamily.Of(f, StudyFindings.Guided(summary))).Where(g => g.IsDefined).OrderByDescending(g => g.WithDimension.Mean).ToList();
        if (!growths.Exists(g => levy.Contains(g.Label)) || growths.TrueForAll(g => levy.Contains(g.Label)))
            return Finding.NotTestable(Key, Claim, "The study needs Levy and another function, each in at least two numbers of dimensions.");
        var others = growths.Where(g => !levy.Contains(g.Label)).Max(g => g.WithDimension.High);
        return new Finding(Key, Claim, growths.Where(g => levy.Contains(g.Label)).All(g => g.WithDimension.Low > others) ? Verdict.Holds : Verdict.DoesNotHold,
            $"Growth of the mean strategy's regret from the fewest to the most dimensions: {string.Join(", ", growths.Select(g => $"{StudyNames.Family(g.Label)} {StudyFindings.Text(g.WithDimension)}-fold ({g.LowestDimension} to {g.HighestDimension})"))}.")
        {
            Cells = [.. families.SelectMany(f => f).SelectMany(g => g.Cells)],
        };
    }
}
