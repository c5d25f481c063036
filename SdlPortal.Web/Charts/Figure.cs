namespace SdlPortal.Web.Charts;

/// <summary>One plot of a figure, by its place in the grid from 0.</summary>
public sealed record FigurePanel(int Row, int Column, Plot Plot);

/// <summary>
/// Small multiples: a grid of plots that is read as one picture. Titles stand above the columns and beside the rows; panels whose axes have the same range and title
/// share them.
/// </summary>
/// <param name="Key">Short and stable, for links and file names: "regret-ackley".</param>
/// <param name="Description">What is drawn, and what bars and bands mean; a sentence or two.</param>
/// <param name="ColumnTitles">One per column; empty texts where a column needs none.</param>
/// <param name="RowTitles">One per row.</param>
public sealed record Figure(string Key, string Title, string Description, IReadOnlyList<string> ColumnTitles, IReadOnlyList<string> RowTitles, IReadOnlyList<FigurePanel> Panels)
{
    /// <summary>Of the plotting area of one panel, in CSS pixels.</summary>
    public double PanelWidth { get; init; } = 240;

    public double PanelHeight { get; init; } = 180;

    /// <summary>All panels' data in one table; the panels have the same columns.</summary>
    public PlotTable Table => new(Panels.Count == 0 ? [] : Panels[0].Plot.Table.Columns, [.. Panels.SelectMany(p => p.Plot.Table.Rows)]);
}
