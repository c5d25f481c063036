using Bunit;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Tests.Charts;

public class PlotlyChartTests : BunitContext
{
    private readonly BunitJSModuleInterop module;

    public PlotlyChartTests()
    {
        JSInterop.Mode = JSRuntimeMode.Strict;
        module = JSInterop.SetupModule("./Charts/PlotlyChart.razor.js");
        module.SetupVoid("draw", _ => true).SetVoidResult();
        module.SetupVoid("update", _ => true).SetVoidResult();
        module.SetupVoid("save", _ => true).SetVoidResult();
        module.SetupVoid("dispose", _ => true).SetVoidResult();
    }

    [Fact]
    public void A_plot_is_drawn_once_and_updated_when_another_comes()
    {
        var chart = Chart(Line(1, 2));
        chart.Render();
        module.VerifyInvoke("draw", 1);
        module.VerifyNotInvoke("update");

        chart.Render(p => p.Add(c => c.Plot, Line(1, 3)));

        Assert.Contains("\"y\":[1,3]", (string)module.VerifyInvoke("update", 1).Single().Arguments[1]!);
    }

    [Fact]
    public void The_data_can_be_saved_as_csv()
    {
        Chart(Line(1, 2)).Find("button").Click();
        Assert.Equal(["history.csv", "x\r\n1\r\n2\r\n"], module.VerifyInvoke("save").Arguments);
    }

    [Fact]
    public void The_same_data_stand_in_a_table_once_it_is_opened()
    {
        var chart = Chart(Line(1, 2));
        Assert.Empty(chart.FindAll("table"));
        chart.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        Assert.Equal(["1", "2"], chart.FindAll("tbody td").Select(c => c.TextContent));
    }

    [Fact]
    public async Task Leaving_the_page_lets_go_of_the_plot()
    {
        Chart(Line(1, 2));
        await DisposeComponentsAsync();
        module.VerifyInvoke("dispose", 1);
    }

    private IRenderedComponent<PlotlyChart> Chart(Plot plot) =>
        Render<PlotlyChart>(p => p.Add(c => c.Plot, plot).Add(c => c.Title, "History").Add(c => c.FileName, "history"));

    private static Plot Line(params double[] y) => new(
        [new PlotTrace { Name = "line", X = [.. y.Select((_, i) => (double)i)], Y = y }],
        new PlotLayout(new PlotAxis("x"), new PlotAxis("y")),
        new PlotTable(["x"], [.. y.Select(v => (IReadOnlyList<string>)[Quantity.Full(v)])]));
}
