namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>Where all choices are compared: after so many lab hours, so many experiments, or whichever comes first.</summary>
/// <param name="MostFinished">The most experiments that any choice finishes until then, in the first repetition's luck.</param>
/// <param name="IsCut">True when the budget reaches farther than what is simulated.</param>
internal sealed record Horizon(double? Hours, int? Experiments, int MostFinished, bool IsCut)
{
    /// <summary>Experiments of one campaign that are simulated at most: the time of a suggestion grows with the number of results.</summary>
    public const int MostExperiments = 200;

    public int Finished(ClimbingShare campaign) => Math.Min(Experiments ?? int.MaxValue, Hours is { } hours ? campaign.EndedBy(hours) : campaign.Experiments);

    public double AtEnd(ClimbingShare campaign) => campaign.After(Finished(campaign));

    /// <param name="runs">The line of every number in flight, with the budget or <see cref="MostExperiments"/>, whichever is less.</param>
    public static Horizon Of(Campaigns.Budget budget, IReadOnlyList<Line.LineRun> runs)
    {
        var cut = runs.Where(r => r.Timeline.Entries.Count >= MostExperiments && !(budget.Experiments <= MostExperiments)).ToList();
        var hours = budget.Hours is { } given ? cut.Select(r => r.Timeline.Entries.Max(e => e.EndedAt)).Append(given).Min() : (double?)null;
        var experiments = budget.Experiments is { } wanted ? Math.Min(wanted, MostExperiments) : hours is null ? MostExperiments : (int?)null;
        var finished = runs.Max(r => r.Timeline.Entries.Count(e => hours is null || e.EndedAt <= hours));
        return new Horizon(hours, experiments, Math.Min(finished, experiments ?? int.MaxValue), cut.Count > 0 && (budget.Hours is null || hours < budget.Hours));
    }
}
