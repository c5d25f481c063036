using System.Xml.Linq;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Reviews.Paper;

namespace SdlPortal.Tests.Reviews;

public sealed class GainFiguresTests
{
    [Fact]
    public void The_forest_has_every_task_the_mean_a_further_task_and_what_fresh_experiments_came_to()
    {
        var forecast = Recommended.Forecast();
        var score = Recommended.Score(0.7, forecast: forecast);
        var plot = GainFigures.Forest(forecast, score.Realized).Panels.Single().Plot;

        Assert.Equal([.. forecast.ByTask.Select(t => t.Task), "Mean over tasks", "A further task", "Fresh experiments"], plot.Layout.YAxis.TickText!);
        Assert.Equal(forecast.ByTask.Select(t => t.Superiority.Mean), plot.Traces.Single(t => t.Name == "One task, region made without it").X);
        Assert.Equal("diamond", plot.Traces.Single(t => t.Name == "Mean over tasks").Marker!.Symbol);
        var further = plot.Traces.Single(t => t.Name == "A further task");
        Assert.Equal(forecast.Superiority.Low, further.X[0] - further.ErrorX!.ArrayMinus![0], 12);
        Assert.Equal([0.7], plot.Traces.Single(t => t.Name == "Fresh experiments").X);
        Assert.Equal([0.5, 0.5], plot.Traces[0].X);
        Assert.Equal(7, GainFigures.Forest(forecast).Panels.Single().Plot.Table.Rows.Count);
        Assert.Equal("svg", XDocument.Parse(FigureSvg.Write(GainFigures.Score(score), DrawingColors.File)).Root!.Name.LocalName);
    }

    [Fact]
    public void The_mean_over_tasks_is_surer_than_a_further_task_and_lies_in_the_same_place()
    {
        var forecast = Recommended.Forecast();
        var pooled = GainFigures.Pooled(forecast);

        Assert.Equal(1 / (1 + Math.Exp(-forecast.LogitMean)), pooled.Mean, 12);
        Assert.InRange(pooled.Low, forecast.Superiority.Low, pooled.Mean);
        Assert.InRange(pooled.High, pooled.Mean, forecast.Superiority.High);
        var reach = TailProbability.StudentCritical(0.95, forecast.DegreesOfFreedom) * forecast.LogitError;
        Assert.Equal(reach, forecast.LogitMean - Math.Log(pooled.Low / (1 - pooled.Low)), 9);
    }
}
