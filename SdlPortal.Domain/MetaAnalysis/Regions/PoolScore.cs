namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>What a run is worth to the search, by how it stands within its task. All grow with the rank; they differ in how much the very best count.</summary>
internal enum PoolScore { Rank, SteepRank, TopFifth, TopTenth }

/// <summary>How a recommendation is made; chosen among the tasks that it is made from.</summary>
internal sealed record PoolSettings(PoolScore Score, int Boxes)
{
    public static IReadOnlyList<PoolSettings> All(int mostBoxes) =>
        [.. new[] { PoolScore.TopTenth, PoolScore.SteepRank, PoolScore.Rank, PoolScore.TopFifth }.SelectMany(s => new[] { mostBoxes, 1 }.Distinct().Select(b => new PoolSettings(s, b)))];

    /// <summary>Where trying all of them would take too long.</summary>
    public static IReadOnlyList<PoolSettings> Few(int mostBoxes) => [new(PoolScore.TopTenth, mostBoxes), new(PoolScore.SteepRank, mostBoxes)];

    public string Words => $"{(Boxes == 1 ? "one box" : $"up to {Boxes} boxes")} on {Score switch
    {
        PoolScore.Rank => "the mean rank",
        PoolScore.SteepRank => "the mean fourth power of the rank",
        PoolScore.TopFifth => "the share of tasks in whose top fifth it is",
        _ => "the share of tasks in whose top tenth it is",
    }}";

    public double[] Values(BinnedRuns runs) => Score switch
    {
        PoolScore.Rank => runs.Rank,
        PoolScore.SteepRank => [.. runs.Rank.Select(r => r * r * r * r)],
        PoolScore.TopFifth => runs.Top20,
        _ => runs.Top10,
    };
}
