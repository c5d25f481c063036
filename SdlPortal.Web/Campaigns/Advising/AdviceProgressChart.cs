using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>What was expected of the choice that was made, of the recommended one where it is another, and what the campaign has reached. Pure.</summary>
internal static class AdviceProgressChart
{
    public static Plot ByHours(AdviceChoice advised, AdviceChoice? chosen, CampaignShares? shares, Objective objective) =>
        Build(advised, chosen, shares, objective, c => c.ByHours, "Lab hours", (reached, _) => reached.Experiment.Hours);

    public static Plot ByExperiments(AdviceChoice advised, AdviceChoice? chosen, CampaignShares? shares, Objective objective) =>
        Build(advised, chosen, shares, objective, c => c.ByExperiments, "Experiments that have ended", (_, index) => index + 1);

    private static Plot Build(AdviceChoice advised, AdviceChoice? chosen, CampaignShares? shares, Objective objective, Func<AdviceChoice, AdviceCurve> curve, string axis, Func<ReachedShare, int, double> place)
    {
        var traces = new List<PlotTrace>();
        var rows = new List<IReadOnlyList<string>>();
        var expected = chosen ?? advised;
        var y = curve(expected).Reached.Select(e => AdviceChart.Percent(e, AdviceMeasure.Reached)).ToList();
        traces.Add(AdviceChart.Band(curve(expected).At, y, Palette.Gray, "95 % of the expected mean"));
        traces.Add(Line(curve(expected), chosen is null || chosen == advised ? "Expected" : $"Expected as chosen ({chosen.InFlight} in flight)", Palette.Gray, null));
        rows.AddRange(Rows("expected", curve(expected)));
        if (chosen is not null && chosen != advised)
        {
            traces.Add(Line(curve(advised), $"Expected as advised ({advised.InFlight} in flight)", Palette.Orange, "dash"));
            rows.AddRange(Rows("advised", curve(advised)));
        }

        if (shares is { Reached.Count: > 0 })
        {
            traces.Add(Campaign(shares, objective, place));
            rows.AddRange(shares.Reached.Select((r, i) => (IReadOnlyList<string>)["campaign", Quantity.Full(place(r, i)), Quantity.Full(100 * r.Share), "", ""]));
        }

        var layout = new PlotLayout(new PlotAxis(axis), new PlotAxis("Reached, % of the way to the optimum"));
        return new Plot(traces, layout, new PlotTable(["Curve", axis, "reached, %", "low, %", "high, %"], rows));
    }

    private static PlotTrace Line(AdviceCurve curve, string name, string color, string? dash) => new()
    {
        Mode = "lines",
        Name = name,
        X = curve.At,
        Y = [.. curve.Reached.Select(e => 100 * e.Mean)],
        Line = new PlotLine(color, 2, Dash: dash),
        HoverTemplate = $"{Plot.Text(name)}: %{{y:.1f}} %<extra></extra>",
    };

    private static PlotTrace Campaign(CampaignShares shares, Objective objective, Func<ReachedShare, int, double> place) => new()
    {
        Mode = shares.Reached.Count == 1 ? "markers" : "lines",
        Name = shares.Basis == SharesBasis.Truth ? "This campaign" : "This campaign, as its model believes",
        X = [.. shares.Reached.Select(place)],
        Y = [.. shares.Reached.Select(r => 100 * r.Share)],
        Text = [.. shares.Reached.Select(r => string.Create(CultureInfo.InvariantCulture, $"<b>experiment {r.Experiment.Number}</b><br>best {Plot.Text(objective.Name)} {Plot.Text(Quantity.Text(r.Value, objective.Unit))}<br>{100 * r.Share:0.0} % of the way"))],
        HoverTemplate = "%{text}<extra></extra>",
        Line = new PlotLine(Palette.Blue, 3, "hv"),
        Marker = new PlotMarker(Palette.Blue),
    };

    private static IEnumerable<IReadOnlyList<string>> Rows(string name, AdviceCurve curve) =>
        curve.At.Select((at, i) => (IReadOnlyList<string>)[name, Quantity.Full(at), Quantity.Full(100 * curve.Reached[i].Mean), Quantity.Full(100 * curve.Reached[i].Low), Quantity.Full(100 * curve.Reached[i].High)]);
}
