using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;
using SdlPortal.Web.Charts;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Figures;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Reviews.Paper;

/// <summary>What a recommendation promises and what came of it, drawn: the gain in every task that the region was made without, pooled, and of fresh experiments. Pure.</summary>
internal static class GainFigures
{
    public const string ForestKey = "gains";
    public const string ScoreKey = "predicted-and-realized";

    private const double NoGain = 0.5;
    private const string Axis = "Probability that inside is better than outside";

    private static readonly Dictionary<RowLook, string> ForestLegend = new()
    {
        [RowLook.Single] = "One task, region made without it",
        [RowLook.Pooled] = "Mean over tasks",
        [RowLook.Expected] = "A further task",
        [RowLook.Tried] = "Fresh experiments",
    };

    private static readonly Dictionary<RowLook, string> Unnamed = [];

    /// <param name="realized">What fresh experiments came to; null before there are any.</param>
    public static Figure Forest(GainForecast forecast, RealizedGain? realized = null)
    {
        List<IntervalRow> rows = [.. forecast.ByTask.Select(t => Row(t.Task, t.Superiority, RowLook.Single)), Row("Mean over tasks", Pooled(forecast), RowLook.Pooled), Row("A further task", forecast.Superiority, RowLook.Expected)];
        if (realized is { Inside: > 0, Outside: > 0 })
            rows.Add(Row("Fresh experiments", realized.Superiority, RowLook.Tried));
        return new Figure(ForestKey, "Gain in each task", string.Create(CultureInfo.InvariantCulture,
            $"{Counts.Of(forecast.Tasks, "task")}; each was tried with a region that was made from the others. Bars: 95 % intervals; of a further task: the 95 % prediction interval. Pooled on the logit scale, τ² {Quantity.Text(forecast.Tau2, digits: 2)}. Dashed: 0.5, the region says nothing."),
            [""], [""], [new FigurePanel(0, 0, IntervalPlot.Build(rows, Axis, NoGain, ForestLegend.Where(l => rows.Exists(r => r.Look == l.Key)).ToDictionary()))])
        {
            PanelWidth = 380,
            PanelHeight = IntervalPlot.HeightFor(rows.Count),
        };
    }

    /// <summary>The forecast, what so many experiments were expected to show, and what they showed.</summary>
    public static Figure Score(GainScore score)
    {
        IntervalRow[] rows =
        [
            Row("Forecast for a task like the target", score.Forecast.Superiority, RowLook.Expected),
            new($"Expected of {Counts.Of(score.Realized.Inside)} + {Counts.Of(score.Realized.Outside)}".Replace('\u00a0', ' '), score.Expected.Mean, score.Expected.Low, score.Expected.High, RowLook.Single),
            Row("Fresh experiments", score.Realized.Superiority, RowLook.Tried),
        ];
        return new Figure(ScoreKey, "Predicted and realized gain",
            $"{Counts.Of(score.Realized.Inside, "fresh experiment")} inside and {Counts.Of(score.Realized.Outside)} outside. Bars: 95 %; expected: the forecast's interval with the sampling error of so many experiments. Dashed: 0.5, the region says nothing.",
            [""], [""], [new FigurePanel(0, 0, IntervalPlot.Build(rows, Axis, NoGain, Unnamed))])
        {
            PanelWidth = 380,
            PanelHeight = IntervalPlot.HeightFor(rows.Length),
        };
    }

    /// <summary>The gain in the middle of all tasks, with the 95 % interval of that middle (that of a further task is the forecast's own).</summary>
    public static Estimate Pooled(GainForecast forecast)
    {
        var reach = TailProbability.StudentCritical(0.95, forecast.DegreesOfFreedom) * forecast.LogitError;
        return new Estimate(Share(forecast.LogitMean), Share(forecast.LogitMean - reach), Share(forecast.LogitMean + reach));
    }

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));

    private static IntervalRow Row(string label, Estimate gain, RowLook look) => new(label, gain.Mean, gain.Low, gain.High, look);
}
