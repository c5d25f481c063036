namespace SdlPortal.Domain.Orchestration;

/// <summary>How much the stations of a line worked, and the kind of station that worked most.</summary>
internal sealed record LineUse(IReadOnlyList<StationUse> Stations, (string? Kind, double Share) Bottleneck)
{
    /// <param name="busy">For each station the time its slots worked, summed.</param>
    public static LineUse Of(IReadOnlyList<StationView> stations, IReadOnlyList<TimeSpan> busy, TimeSpan time)
    {
        var use = stations.Select((s, i) => new StationUse(s.Description.Id, s.Description.Kind, time > TimeSpan.Zero ? busy[i] / time / s.Description.Capacity : 0)).ToList();
        var kinds = use.GroupBy(u => u.Kind, StringComparer.Ordinal).Select(g => (Kind: g.Key, Share: g.Average(u => u.Share))).ToList();
        return new LineUse(use, kinds.Count == 0 ? default : kinds.MaxBy(k => k.Share));
    }
}
