using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>What a region holds in every task, and whether predicted probabilities came true. Pure.</summary>
internal static class RegionFigures
{
    private static readonly Dictionary<RowLook, string> Unnamed = [];
    private static readonly string[] ReliabilityColumns = ["predicted", "observed", "low", "high", "predictions"];

    /// <summary>The share of each task's best tenth that the region holds, and all together with the interval for a task like the target.</summary>
    public static Figure ByTask(Region region)
    {
        List<IntervalRow> rows = [.. region.ByTask.Select(t => new IntervalRow(t.Task, t.TopShare, t.TopShare, t.TopShare))];
        rows.Add(new IntervalRow("A task like the target", region.TopDecileShare.Mean, region.TopDecileShare.Low, region.TopDecileShare.High, RowLook.Pooled));
        return new Figure("region-by-task", "What the recommended region holds of each task's best tenth",
            $"{region.Runs} runs of {region.Tasks} tasks inside; the region covers {Percent(region.ShareOfConfigurations)} of the observed configurations (dashed: what a random region of that size holds). Bar: 95 % interval for a task like the target.",
            [""], [""], [new FigurePanel(0, 0, IntervalPlot.Build(rows, "Share of the best tenth", region.ShareOfConfigurations, Unnamed))])
        {
            PanelWidth = 360,
            PanelHeight = IntervalPlot.HeightFor(rows.Count),
        };
    }

    /// <summary>Probabilities predicted for tasks that were left out against how often they came true.</summary>
    public static Figure Reliability(Generalization check) => new("region-reliability", "Did predicted probabilities come true on tasks left out?",
        $"Left: single configurations (calibration error {Quantity.Text(check.OfConfigurations.Error, digits: 2)}; {Quantity.Text(check.OfConfigurations.ErrorByChance, digits: 2)} by chance alone). Right: boxes and unions (error {Quantity.Text(check.OfRegions.Error, digits: 2)}; {Quantity.Text(check.OfRegions.ErrorByChance, digits: 2)} by chance alone). Bars: 95 % over resamples of the {check.Tasks.Count} tasks.",
        ["Configurations", "Regions"], [""], [new FigurePanel(0, 0, Panel(check.OfConfigurations)), new FigurePanel(0, 1, Panel(check.OfRegions))])
    {
        PanelWidth = 240,
        PanelHeight = 240,
    };

    private static Plot Panel(Calibration calibration)
    {
        var bins = calibration.Bins;
        var end = Math.Max(0.1, bins.SelectMany(b => new[] { b.Predicted, b.High, b.Observed }).Where(double.IsFinite).DefaultIfEmpty(1).Max() * 1.05);
        return new Plot(
        [
            new PlotTrace { Name = "Predicted = observed", Mode = "lines", X = [0, end], Y = [0, end], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), HoverInfo = "skip" },
            new PlotTrace
            {
                Name = "Observed",
                Mode = "lines+markers",
                X = [.. bins.Select(b => b.Predicted)],
                Y = [.. bins.Select(b => b.Observed)],
                ErrorY = new PlotError([.. bins.Select(b => Math.Max(0, b.High - b.Observed))], [.. bins.Select(b => Math.Max(0, b.Observed - b.Low))]),
                Line = new PlotLine(Palette.Blue, 1.5),
                Marker = new PlotMarker(Palette.Blue),
            },
        ],
        new PlotLayout(new PlotAxis("Predicted probability") { Range = [0, end] }, new PlotAxis("Observed share") { Range = [0, end] }),
        new PlotTable(ReliabilityColumns, [.. bins.Select(b => (IReadOnlyList<string>)[Quantity.Full(b.Predicted), Quantity.Full(b.Observed), Quantity.Full(b.Low), Quantity.Full(b.High), Quantity.Full(b.Count)])]));
    }

    private static string Percent(double share) => Quantity.Text(100 * share, "%", 3);
}
