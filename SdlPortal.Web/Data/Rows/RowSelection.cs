using System.Collections;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Web.Data.Rows;

/// <summary>The rows that a person has ticked. For a component's own thread.</summary>
/// <param name="rows">So many has the table as brought.</param>
internal sealed class RowSelection(int rows)
{
    private readonly BitArray marked = new(rows);
    private int anchor = -1;

    public int Count { get; private set; }

    public bool Contains(int row) => row < marked.Length && marked[row];

    /// <summary>Ticks a row or takes its tick away; with a range, all from the row ticked before to this one are as this one becomes.</summary>
    /// <param name="order">The rows in the order that is shown.</param>
    /// <param name="place">In that order.</param>
    public void Toggle(int[] order, int place, bool isRange)
    {
        var on = !Contains(order[place]);
        var from = isRange && anchor >= 0 && anchor < order.Length ? anchor : place;
        for (var i = Math.Min(from, place); i <= Math.Max(from, place); i++)
            Mark(order[i], on);
        anchor = place;
    }

    public void Add(int[] all)
    {
        foreach (var row in all)
            Mark(row, true);
        anchor = -1;
    }

    public void Clear()
    {
        marked.SetAll(false);
        (Count, anchor) = (0, -1);
    }

    /// <summary>What is left out meanwhile, or counts again, is no longer ticked.</summary>
    /// <returns>How many ticks that took.</returns>
    public int Drop(bool[] excluded)
    {
        var dropped = 0;
        for (var row = 0; row < marked.Length && Count > 0; row++)
        {
            if (!marked[row] || !excluded[row])
                continue;
            Mark(row, false);
            dropped++;
        }

        return dropped;
    }

    /// <summary>Another order: the row ticked last is no longer where it was.</summary>
    public void ForgetAnchor() => anchor = -1;

    public RowSet ToRowSet()
    {
        var on = new bool[marked.Length];
        marked.CopyTo(on, 0);
        return RowSet.Of(on);
    }

    private void Mark(int row, bool on)
    {
        if (marked[row] == on)
            return;
        marked[row] = on;
        Count += on ? 1 : -1;
    }
}
