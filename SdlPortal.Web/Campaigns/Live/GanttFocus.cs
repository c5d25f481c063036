namespace SdlPortal.Web.Campaigns.Live;

/// <summary>Which bar the arrow keys lead to. Pure.</summary>
public static class GanttFocus
{
    /// <summary>The bar that the Tab key reaches: the one last focused while it is shown, else one at work, else the last of the first lane that has any.</summary>
    public static string? Entry(GanttView view, string? last) =>
        last is not null && view.Bar(last) is { Focusable: true } ? last
        : (view.Bars.FirstOrDefault(b => b.Status is BarStatus.Running or BarStatus.Unknown) ?? view.Bars.LastOrDefault(b => b.Focusable))?.Key;

    /// <returns>The key of the bar to focus; the same one when there is none in that direction.</returns>
    public static string Next(GanttView view, string from, string arrow)
    {
        var lanes = view.Rows.SelectMany(r => r.Lanes).Select(l => l.Bars.Where(b => b.Focusable).OrderBy(b => b.Start).ToList()).Where(l => l.Count > 0).ToList();
        var lane = lanes.FindIndex(l => l.Exists(b => b.Key == from));
        if (lane < 0)
            return from;
        var index = lanes[lane].FindIndex(b => b.Key == from);
        return arrow switch
        {
            "ArrowLeft" => lanes[lane][Math.Max(0, index - 1)].Key,
            "ArrowRight" => lanes[lane][Math.Min(lanes[lane].Count - 1, index + 1)].Key,
            "Home" => lanes[lane][0].Key,
            "End" => lanes[lane][^1].Key,
            "ArrowUp" => Nearest(lanes, lane - 1, lanes[lane][index]),
            "ArrowDown" => Nearest(lanes, lane + 1, lanes[lane][index]),
            _ => from,
        };
    }

    /// <summary>The bar of the lane that lies closest in time.</summary>
    private static string Nearest(List<List<GanttBar>> lanes, int lane, GanttBar from) => lane < 0 || lane >= lanes.Count
        ? from.Key
        : lanes[lane].MinBy(b => Math.Abs(((b.Start + ((b.End - b.Start) / 2)) - (from.Start + ((from.End - from.Start) / 2))).Ticks))!.Key;
}
