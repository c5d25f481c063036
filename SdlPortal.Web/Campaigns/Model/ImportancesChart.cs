using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>"Importances": first-order and total Sobol indices of each parameter as lying bars with intervals, the strongest on top. Pure.</summary>
internal static class ImportancesChart
{
    /// <returns>Null where there are none.</returns>
    public static Plot? Build(ObjectiveModel model, int results)
    {
        var importances = model.Importances;
        if (importances.Parameters.Count == 0)
            return null;

        // Plotly stacks from the bottom.
        var ordered = importances.Parameters.OrderBy(p => p.Total?.Value ?? p.FirstOrder.Value).ToList();
        var axis = new PlotAxis("") { TickVals = [.. Enumerable.Range(0, ordered.Count).Select(i => (double)i)], TickText = [.. ordered.Select(p => Plot.Text(p.Parameter))], ShowGrid = false };
        var layout = new PlotLayout(new PlotAxis($"Share of the variance of {Plot.Text(model.Objective.Name)}", TickFormat: ".0%") { Range = [0, 1.02] }, axis) { BarGap = 0.35 };
        var rows = ordered.AsEnumerable().Reverse().Select(p => (IReadOnlyList<string>)[p.Parameter, .. Cells(p.FirstOrder), .. p.Total is { } t ? Cells(t) : ["", "", ""]]);
        return new Plot([Trace("With interactions (total)", Palette.Blue, ordered.Select(p => p.Total)), Trace("Alone (first order)", Palette.Sky, ordered.Select(p => (Estimate?)p.FirstOrder))], layout,
            new PlotTable(["Parameter", "First order", "5 %", "95 %", "Total", "5 %", "95 %"], [.. rows]))
        {
            Note = $"Sobol indices of the model over {results:N0} results; whiskers hold 90 % of what other functions through the data, and models of parts of the data, would say. {importances.Remark}".TrimEnd(),
        };
    }

    private static IEnumerable<string> Cells(Estimate estimate) => [Quantity.Full(estimate.Value), Quantity.Full(estimate.Low), Quantity.Full(estimate.High)];

    private static PlotTrace Trace(string name, string color, IEnumerable<Estimate?> estimates)
    {
        var known = estimates.Select((e, i) => (Estimate: e, At: (double)i)).Where(p => p.Estimate is not null).Select(p => (Value: p.Estimate!.Value, p.At)).ToList();
        return new PlotTrace
        {
            Type = "bar",
            Orientation = "h",
            Name = name,
            X = [.. known.Select(p => p.Value.Value)],
            Y = [.. known.Select(p => p.At)],
            Marker = new PlotMarker(color),
            ErrorX = new PlotError([.. known.Select(p => p.Value.High - p.Value.Value)], [.. known.Select(p => p.Value.Value - p.Value.Low)]) { Color = Palette.Gray },
            Text = [.. known.Select(p => $"{Percent(p.Value.Value)} ({Percent(p.Value.Low)} to {Percent(p.Value.High)})")],
            TextPosition = "none",
            HoverTemplate = "%{text}<extra>%{fullData.name}</extra>",
        };
    }

    private static string Percent(double share) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{100 * share:0.#} %");
}
