namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>
/// Regret grows more with the dimension than with the delay: holds where in every family of problems the factor of the dimension exceeds that of the delay
/// beyond chance, for the mean of the strategies.
/// </summary>
internal static class DimensionAgainstDelay
{
    private const string Key = "dimension-against-delay";
    private const string Claim = "Cumulative regret grows more with the dimension than with the delay.";

    public static Finding Check(StudySummary summary)
    {
        if (GrowsWithDelay.Untestable(summary, 2) is { } why)
            return Finding.NotTestable(Key, Claim, why);
        var families = GrowthOfFamily.Families(summary);
        var strategies = StudyFindings.Guided(summary);
        var pooled = families.Select(f => GrowthOfFamily.Of(f, strategies)).Where(g => g.IsDefined).ToList();
        if (pooled.Count == 0)
            return Finding.NotTestable(Key, Claim, "The study needs one function in at least two numbers of dimensions, with positive regrets at two delays.");
        var rows = families.SelectMany(f => strategies.Select(s => (Strategy: s, Growth: GrowthOfFamily.Of(f, [s])))).Where(r => r.Growth.IsDefined).ToList();
        var holds = pooled.All(g => g.Excess.Low > 1);
        var sentence = string.Join(" ", pooled.Select(g =>
            $"{StudyNames.Family(g.Label)}: from {g.LowestDimension} to {g.HighestDimension} dimensions the regret grows {StudyFindings.Text(g.WithDimension)}-fold, from delay {g.SmallestDelay} to {g.LargestDelay} {StudyFindings.Text(g.WithDelay)}-fold (mean of the strategies, 95 % bootstrap intervals)."));
        return new Finding(Key, Claim, holds ? Verdict.Holds : Verdict.DoesNotHold, $"{sentence} For a single strategy the dimension weighs more beyond chance in {rows.Count(r => r.Growth.Excess.Low > 1)} of {rows.Count} cases.")
        {
            Cells = [.. families.SelectMany(f => f).SelectMany(g => g.Cells)],
            Evidence = new Evidence(["function", "strategy", "factor of the dimension [95 %]", "factor of the delay [95 %]", "dimension over delay [95 %]"],
                [.. rows.Select(r => (IReadOnlyList<string>)[StudyNames.Family(r.Growth.Label), StudyNames.Strategy(r.Strategy), StudyFindings.Text(r.Growth.WithDimension), StudyFindings.Text(r.Growth.WithDelay), StudyFindings.Text(r.Growth.Excess)])]),
        };
    }
}
