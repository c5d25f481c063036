using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Web.Data.Rows;

namespace SdlPortal.Tests.Data.Rows;

public sealed class RowSelectionTests
{
    private static readonly int[] Order = [5, 1, 3, 0, 4, 2];

    [Fact]
    public void Shift_ticks_what_lies_between_in_the_order_that_is_seen()
    {
        var selection = new RowSelection(6);
        selection.Toggle(Order, 1, isRange: false);
        selection.Toggle(Order, 4, isRange: true);

        Assert.Equal(RowSet.Of([1, 3, 0, 4]), selection.ToRowSet());

        selection.Toggle(Order, 2, isRange: true);
        Assert.Equal(RowSet.Of([1]), selection.ToRowSet());
        Assert.Equal(1, selection.Count);
    }

    [Fact]
    public void Another_order_begins_no_range_at_a_row_that_stood_elsewhere()
    {
        var selection = new RowSelection(6);
        selection.Toggle(Order, 0, isRange: false);
        selection.ForgetAnchor();
        selection.Toggle([0, 1, 2, 3, 4, 5], 3, isRange: true);

        Assert.Equal(RowSet.Of([3, 5]), selection.ToRowSet());
    }

    [Fact]
    public void Rows_that_somebody_left_out_meanwhile_lose_their_ticks()
    {
        var selection = new RowSelection(6);
        selection.Add(Order);

        Assert.Equal(2, selection.Drop([true, false, false, false, false, true]));
        Assert.Equal(0, selection.Drop([true, false, false, false, false, true]));
        Assert.Equal((4, RowSet.Of([1, 2, 3, 4])), (selection.Count, selection.ToRowSet()));
    }
}
