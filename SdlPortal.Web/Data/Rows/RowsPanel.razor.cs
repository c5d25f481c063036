using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Data.Tables;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Rows;

/// <summary>The tab of a table's rows: browse, order, filter, tick and exclude them.</summary>
public sealed partial class RowsPanel
{
    /// <summary>Of a line, in CSS pixels; data.css draws it so.</summary>
    private const float RowHeight = 31;

    private readonly CancellationTokenSource leaving = new();
    private LatestWork<(int[] Order, bool[] Excluded)>? ordering;
    private Virtualize<ShownRow>? virtualize;
    private RowsQuery query = new();
    private RowSelection selection = new(0);
    private TableView? shown;
    private RowsQuery? shownQuery;
    private int[]? order;
    private bool[] excluded = [];
    private string? notice;
    private bool isExcluding;

    [Parameter, EditorRequired] public TableView View { get; set; } = null!;

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "order")] private string? Direction { get; set; }

    [SupplyParameterFromQuery] private string[]? Where { get; set; }

    [SupplyParameterFromQuery(Name = "shown")] private string? Excluding { get; set; }

    [SupplyParameterFromQuery] private string? Page { get; set; }

    [SupplyParameterFromQuery] private string? Columns { get; set; }

    [Inject] private DataTables Tables { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private int parts => Math.Max(1, ((order?.Length ?? 0) + RowsQuery.RowsOfAPage - 1) / RowsQuery.RowsOfAPage);

    private int part => Math.Clamp(query.Page, 1, parts);

    /// <summary>The place of the part's first row in the order.</summary>
    private int start => (part - 1) * RowsQuery.RowsOfAPage;

    private int inPart => Math.Min(RowsQuery.RowsOfAPage, (order?.Length ?? 0) - start);

    private int block => Math.Clamp(query.Columns, 1, Math.Max(1, (View.Whole.Columns.Count + RowsQuery.ColumnsOfABlock - 1) / RowsQuery.ColumnsOfABlock));

    private int firstColumn => (block - 1) * RowsQuery.ColumnsOfABlock;

    private int lastColumn => Math.Min(View.Whole.Columns.Count, firstColumn + RowsQuery.ColumnsOfABlock);

    /// <summary>Another order or part begins at its top; a change by somebody else leaves the view where it is.</summary>
    private (string, int, int) virtualKey => (shownQuery is null ? "" : (shownQuery with { Page = 1, Columns = 1 }).Address(View.Id), part, block);

    private string? WhyNotExclude => SignedIn.Actor.WhyNot(Deed.WorkWithData) ?? (selection.Count == 0 ? "No row is selected." : null);

    private string Sentence => order is null ? "" : (query.Tests.Count > 0, query.Shown) switch
    {
        (true, _) => $"{Counts.Of(order.Length, "row")} of {Counts.Of(query.Shown switch { RowsShown.All => View.Whole.Rows, RowsShown.Kept => View.Kept.Rows, _ => View.Whole.Rows - View.Kept.Rows })} match",
        (_, RowsShown.All) => $"{Counts.Of(order.Length, "row")}, {Counts.Of(View.Whole.Rows - View.Kept.Rows)} of them excluded",
        (_, RowsShown.Excluded) => $"{Counts.Of(order.Length, "row")} excluded",
        _ => $"{Counts.Of(order.Length, "row")} that count",
    };

    protected override void OnInitialized() => ordering = new(Time, TimeSpan.FromMilliseconds(200), Guarded);

    protected override void OnParametersSet()
    {
        query = RowsQuery.From(Sort, Direction, Where, Excluding, Page, Columns);
        var isNew = shown is null || shown.Id != View.Id || shown.Whole.Rows != View.Whole.Rows;
        if (isNew)
            (order, excluded, selection, notice, isExcluding) = (null, [], new RowSelection(View.Whole.Rows), null, false);
        if (!isNew && ReferenceEquals(shown, View) && shownQuery is not null && shownQuery.IsSameOrder(query))
            return;
        (shown, var wanted, var view) = (View, query, View);
        ordering!.Request(cancellationToken => (RowOrder.Of(view, wanted, cancellationToken), RowOrder.Excluded(view)), next => TakeAsync(view, wanted, next), urgent: true);
    }

    private async Task TakeAsync(TableView view, RowsQuery wanted, (int[] Order, bool[] Excluded) next)
    {
        if (!ReferenceEquals(view, View))
            return;
        (order, excluded, shownQuery) = (next.Order, next.Excluded, wanted);
        selection.ForgetAnchor();
        if (selection.Drop(excluded) is > 0 and var dropped)
            notice = $"{Counts.Of(dropped, "row")} that you had selected {(dropped == 1 ? "is" : "are")} excluded meanwhile.";
        StateHasChanged();
        if (virtualize is null)
            return;
        // It reads anew and leaves the drawing to whoever asked.
        await virtualize.RefreshDataAsync();
        StateHasChanged();
    }

    private async ValueTask<ItemsProviderResult<ShownRow>> ProvideAsync(ItemsProviderRequest request)
    {
        if (order is not { } rows)
            return new ItemsProviderResult<ShownRow>([], 0);
        var (table, columns, from, count, all) = (View.Whole, firstColumn..lastColumn, start + request.StartIndex, Math.Min(request.Count, inPart - request.StartIndex), inPart);
        var read = await Task.Run(() => RowWindow.Read(table, columns, rows, from, count, request.CancellationToken), request.CancellationToken);
        return new ItemsProviderResult<ShownRow>(read, all);
    }

    /// <summary>A row's number as people count: the first row below the heading is 1.</summary>
    private int FileRow(int row) => View.Whole.SourceRow(row) + 1;

    private string? RowClass(int row) => excluded[row] ? "struck" : selection.Contains(row) ? "ticked" : null;

    private string? WhyLeftOut(int row) => excluded[row] && View.Edits.FirstOrDefault(e => e.UndoneBy is null && e.Rows.Contains(row)) is { } edit ? $"Excluded by {edit.By}: {edit.Reason}" : null;

    private void Toggle(ShownRow row, bool isRange)
    {
        notice = null;
        if (order is null || row.Place >= order.Length || order[row.Place] != row.Row)
            return;
        selection.Toggle(order, row.Place, isRange);
        selection.Drop(excluded);
    }

    private void SelectAll()
    {
        notice = null;
        selection.Add(order!);
        selection.Drop(excluded);
    }

    private void Deselect()
    {
        selection.Clear();
        isExcluding = false;
    }

    private void Show(RowsQuery next)
    {
        notice = null;
        Navigation.NavigateTo(next.Address(View.Id), replace: next.IsSameOrder(query));
    }

    private async Task<string?> ExcludeAsync(string reason)
    {
        var (id, rows, by) = (View.Id, selection.ToRowSet(), SignedIn.Actor);
        try
        {
            await Task.Run(() => Tables.Exclude(id, rows, reason, by), leaving.Token);
            (notice, isExcluding) = (null, false);
            selection.Clear();
            return null;
        }
        catch (Exception e) when (e is RefusedException or IOException)
        {
            return e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        leaving.Cancel();
        if (ordering is not null)
            await ordering.DisposeAsync();
        leaving.Dispose();
    }
}
