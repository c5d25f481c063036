using SdlPortal.Domain.MetaAnalysis.Pooling;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>How one strategy fared against all others of a championship.</summary>
/// <param name="MeanRank">1 where it has the smallest regret in every block.</param>
/// <param name="CellsBest">Cells in which its mean regret is the smallest of all.</param>
/// <param name="Wins">Comparisons with one rival in one cell, better beyond chance (paired, corrected for all comparisons of the championship).</param>
/// <param name="Losses">The same, worse.</param>
/// <param name="Ties">The same, neither.</param>
public sealed record Contender(string Strategy, double MeanRank, int CellsBest, int Wins, int Losses, int Ties);

/// <summary>Do two strategies differ in mean rank?</summary>
/// <param name="PValue">Corrected (Holm) for all pairs of the championship.</param>
public sealed record RankDifference(string Better, string Worse, double PValue)
{
    public bool IsBeyondChance => PValue < MultipleTesting.Level;
}

/// <summary>
/// Is one of several strategies better than all the others? Blocks are the repetitions of each problem with the regret averaged over the delays (delays share
/// their luck, so they are no blocks of their own); their ranks are tested after Friedman, pairs of strategies by their mean ranks. In each cell each pair is
/// compared on the same repetitions.
/// </summary>
public sealed record Championship(IReadOnlyList<Contender> Contenders, FriedmanTest Ranks, IReadOnlyList<RankDifference> Differences, IReadOnlyList<PairedComparison> Comparisons)
{
    /// <summary>Cells in which all contenders have finished repetitions in common.</summary>
    public required IReadOnlyList<StudyCell> Cells { get; init; }

    /// <summary>Repetitions of the problem that has the fewest.</summary>
    public required int FewestRepetitions { get; init; }

    /// <summary>
    /// The one whose mean rank is better than that of every rival beyond chance, and which no rival beats beyond chance in any cell. Null where there is none.
    /// </summary>
    public string? Champion => Contenders
        .Where(c => c.Losses == 0 && Contenders.Where(r => r != c).All(r => Differences.Any(d => d.IsBeyondChance && d.Better == c.Strategy && d.Worse == r.Strategy)))
        .Select(c => c.Strategy).FirstOrDefault();

    /// <param name="strategies">At least two.</param>
    /// <returns>Null where there is no cell in which all have a repetition in common.</returns>
    public static Championship? Of(StudySummary summary, IReadOnlyList<string> strategies)
    {
        var grids = RegretGrid.All(summary, strategies);
        if (grids.Count == 0)
            return null;
        var blocks = grids.SelectMany(g =>
        {
            var means = strategies.Select(g.MeanOverDelays).ToList();
            return Enumerable.Range(0, g.Repetitions.Count).Select(r => (IReadOnlyList<double>)[.. means.Select(m => m[r])]);
        }).ToList();
        var ranks = FriedmanTest.Of(blocks);
        var comparisons = PairedComparison.Between(summary, strategies, strategies);
        var best = (from grid in grids
                    from delay in grid.Delays
                    select strategies.MinBy(s => grid.Regrets(delay, s).Average())).ToList();
        return new Championship(
            [.. strategies.Select((s, i) => ContenderOf(s, ranks.MeanRanks[i], best.Count(b => b == s), [.. comparisons.Where(c => c.Cell.Strategy == s)]))],
            ranks, DifferencesOf(strategies, ranks), comparisons)
        {
            Cells = [.. grids.SelectMany(g => g.Cells)],
            FewestRepetitions = grids.Min(g => g.Repetitions.Count),
        };
    }

    private static Contender ContenderOf(string strategy, double meanRank, int cellsBest, List<PairedComparison> own) =>
        new(strategy, meanRank, cellsBest, own.Count(c => c.IsBetter), own.Count(c => c.IsWorse), own.Count(c => !c.IsBetter && !c.IsWorse));

    private static List<RankDifference> DifferencesOf(IReadOnlyList<string> strategies, FriedmanTest ranks)
    {
        var pairs = (from i in Enumerable.Range(0, strategies.Count)
                     from j in Enumerable.Range(i + 1, strategies.Count - i - 1)
                     select ranks.MeanRanks[i] <= ranks.MeanRanks[j] ? (Better: i, Worse: j) : (Better: j, Worse: i)).ToList();
        var adjusted = MultipleTesting.Adjust([.. pairs.Select(p => ranks.PairPValue(p.Better, p.Worse))], Correction.Holm);
        return [.. pairs.Select((p, i) => new RankDifference(strategies[p.Better], strategies[p.Worse], adjusted[i]))];
    }
}
