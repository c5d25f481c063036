using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>Principal components: the rows in them, what the components are made of, and how much each holds. Pure.</summary>
public static class ComponentsFigures
{
    private const int MostBars = 20;
    private const int MostFeatures = 40;
    private const int MostArrows = 15;

    /// <summary>What the picture of the correlation circle reaches, with room for names.</summary>
    private const double CircleAcross = 1.9;
    private const double CircleUp = 1.25;

    private static readonly string[] ScreeColumns = ["component", "share of the variance", "together", "broken stick", "variance", "singular value"];

    public static IEnumerable<Figure> Of(KeptAnswer<ComponentsSettings, ComponentsPicture> answer)
    {
        var picture = answer.Result;
        if (picture.Components is not { Points.Count: > 0, Components.Count: > 0 } components)
            yield break;
        if (components.Kept > 1)
            yield return Scores(picture, 0, 1);
        yield return Scree(components);
        yield return Loadings(components);
        if (components.Kept > 1 && components.Features.Count <= MostArrows)
            yield return Circle(components);
        if (components.Kept > 2)
            yield return Scores(picture, 0, 2);
    }

    public static Figure Scores(ComponentsPicture picture, int one, int other)
    {
        var components = picture.Components;
        var colors = GroupLooks.ColorsOf(picture.Groups, picture.GroupsAreOrdered);
        var isPlain = picture.Groups.Count == 1;
        List<PlotTrace> traces = [];
        for (var g = 0; g < picture.Groups.Count; g++)
        {
            int[] own = [.. Enumerable.Range(0, components.Points.Count).Where(i => picture.Group[i] == g)];
            if (own.Length > 0)
            {
                traces.Add(new PlotTrace
                {
                    Name = isPlain ? "Rows" : Plot.Text(PictureAxes.Short(picture.Groups[g])),
                    Mode = "markers",
                    ShowLegend = !isPlain,
                    X = [.. own.Select(i => components.Points[i].Scores[one])],
                    Y = [.. own.Select(i => components.Points[i].Scores[other])],
                    Marker = new PlotMarker(colors[g], GroupLooks.Size(components.Points.Count), GroupLooks.Symbol(g, components.Points.Count), Opacity: components.Points.Count > 400 ? 0.75 : null),
                });
            }
        }

        var axes = new[] { one, other }.Select(c => Axis(components, c, components.Points.Select(p => p.Scores[c]))).ToArray();
        string[] columns = ["row", $"PC {one + 1}", $"PC {other + 1}", "T squared", "Q", .. isPlain ? Array.Empty<string>() : [picture.Color!]];
        var table = new PlotTable(columns, [.. components.Points.Select((p, i) => (IReadOnlyList<string>)
            [Quantity.Full(picture.SourceRows[i] + 1), Quantity.Full(p.Scores[one]), Quantity.Full(p.Scores[other]), Quantity.Full(p.TSquared), Quantity.Full(p.Q), .. isPlain ? Array.Empty<string>() : [picture.Groups[picture.Group[i]]]])]);
        var drawn = components.Points.Count < components.Rows ? $"{Counts.Of(components.Points.Count)} of {Counts.Of(components.Rows)} rows drawn, evenly spread" : $"{Counts.Of(components.Rows, "row")} drawn";
        return new Figure($"scores-{one + 1}-{other + 1}", $"Rows in the components {one + 1} and {other + 1}",
            $"{drawn}. The components come from {Counts.Of(components.Features.Count, "column")}. Rows near each other are alike in what these two hold. {Counts.Of(components.Outside)} of all rows lie beyond the limits of T² or Q.",
            [""], [""], [new FigurePanel(0, 0, new Plot(traces, new PlotLayout(axes[0], axes[1]), table))])
        { PanelWidth = 440, PanelHeight = 340 };
    }

    public static Figure Scree(PrincipalComponents components)
    {
        var shown = Math.Min(MostBars, components.Components.Count);
        double[] places = [.. Enumerable.Range(1, shown).Select(i => (double)i)];
        double[] shares = [.. components.Components.Take(shown).Select(c => 100 * c.Ratio)];
        double[] together = [.. places.Select((_, i) => 100 * components.Components.Take(i + 1).Sum(c => c.Ratio))];
        double[] stick = [.. places.Select((_, i) => 100 * BrokenStick(i, components.Components.Count))];
        PlotTrace[] traces =
        [
            new() { Type = "bar", Name = "Each", X = places, Y = shares, Marker = new PlotMarker(SvgColor.Faded(Palette.Blue, 0.7)) },
            new() { Name = "Together", Mode = "lines+markers", X = places, Y = together, Line = new PlotLine(Palette.Vermilion, 1.8), Marker = new PlotMarker(Palette.Vermilion, 5) },
            new() { Name = "Broken stick", Mode = "lines", X = places, Y = stick, Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash") },
        ];
        var every = Math.Max(1, (shown + 9) / 10);
        double[] ticks = [.. places.Where(p => ((int)p - 1) % every == 0)];
        var axis = new PlotAxis("Component") { Range = [0.4, shown + 0.6], TickVals = ticks, TickText = [.. ticks.Select(p => Quantity.Text(p))] };
        return new Figure("scree", "How much each component holds",
            $"{components.Suggested} of {Counts.Of(components.Components.Count, "component")} {(components.Suggested == 1 ? "holds" : "hold")} more than a stick broken at random would give (dashed); {components.ForNinetyFive} together hold 95 % of the variance.",
            [""], [""], [new FigurePanel(0, 0, new Plot(traces, new PlotLayout(axis, new PlotAxis("% of the variance") { Range = [0, 102] }), ScreeTable(components)))])
        { PanelWidth = 300, PanelHeight = 240 };
    }

    public static Figure Loadings(PrincipalComponents components)
    {
        var kept = Math.Min(Math.Min(components.Kept, 8), components.Components.Count);
        // Those of which the components hold most.
        int[] features = [.. Enumerable.Range(0, components.Features.Count)
            .OrderByDescending(f => components.Components.Take(kept).Sum(c => c.Loadings[f] * c.Loadings[f])).ThenBy(f => f).Take(MostFeatures)];
        // By the component that they are strongest in, so that what belongs together stands together.
        features = [.. features.OrderBy(f => Enumerable.Range(0, kept).MaxBy(c => Math.Abs(components.Components[c].Loadings[f]))).ThenByDescending(f => Enumerable.Range(0, kept).Max(c => Math.Abs(components.Components[c].Loadings[f]))).ThenBy(f => f)];
        string[] names = [.. features.Select(f => components.Features[f])];
        string[] heads = [.. Enumerable.Range(0, kept).Select(c => $"PC {c + 1}")];
        var map = new PlotTrace
        {
            Type = "heatmap",
            Name = "Correlation",
            X = [.. heads.Select((_, i) => (double)i)],
            Y = [.. names.Select((_, i) => (double)i)],
            Z = [.. features.Select(f => (IReadOnlyList<double>)[.. Enumerable.Range(0, kept).Select(c => components.Components[c].Loadings[f])])],
            CellTexts = [.. features.Select(f => (IReadOnlyList<string>)[.. Enumerable.Range(0, kept).Select(c => $"{components.Features[f]} and PC {c + 1}: correlation {Quantity.Text(components.Components[c].Loadings[f], digits: 3)}, weight {Quantity.Text(components.Components[c].Weights[f], digits: 3)}")])],
            ZMin = -1,
            ZMax = 1,
            ColorScale = nameof(ColorRamp.BlueOrange),
            TextTemplate = "%{z:.2f}",
        };
        string[] columns = ["column", .. heads.Select(h => $"{h} loading"), .. heads.Select(h => $"{h} weight")];
        var table = new PlotTable(columns, [.. Enumerable.Range(0, components.Features.Count).Select(f => (IReadOnlyList<string>)
            [components.Features[f], .. Enumerable.Range(0, kept).Select(c => Quantity.Full(components.Components[c].Loadings[f])), .. Enumerable.Range(0, kept).Select(c => Quantity.Full(components.Components[c].Weights[f]))])]);
        var some = names.Length < components.Features.Count ? $"The {names.Length} of {components.Features.Count} columns of which they hold most; the CSV file has all. " : "";
        return new Figure("loadings", "What the components are made of", $"{some}Numbers: how each column correlates with the component (loadings); far from 0 in either way means that the component tells of it.",
            [""], [""], [new FigurePanel(0, 0, new Plot([map], new PlotLayout(PictureAxes.OfNames("", heads), PictureAxes.OfNames("", names, downward: true)), table))])
        { PanelWidth = Math.Max(200, 52 * kept), PanelHeight = Math.Max(60, 20 * names.Length) };
    }

    /// <summary>Columns as arrows in the first two components: the correlation circle.</summary>
    public static Figure Circle(PrincipalComponents components)
    {
        var (one, two) = (components.Components[0].Loadings, components.Components[1].Loadings);
        double[] turns = [.. Enumerable.Range(0, 73).Select(i => 2 * Math.PI * i / 72)];
        List<PlotTrace> traces = [new() { Name = "all of the column", Mode = "lines", ShowLegend = false, X = [.. turns.Select(Math.Cos)], Y = [.. turns.Select(Math.Sin)], Line = new PlotLine(Palette.Gray, 1) }];
        for (var f = 0; f < components.Features.Count; f++)
            traces.Add(new PlotTrace { Name = components.Features[f], Mode = "lines", ShowLegend = false, X = [0, one[f]], Y = [0, two[f]], Line = new PlotLine(Palette.Blue, 1.6) });
        traces.Add(new PlotTrace { Name = "Columns", Mode = "markers", ShowLegend = false, X = one, Y = two, Marker = new PlotMarker(Palette.Blue, 5) });
        traces.AddRange(Labels(components, f => one[f] >= 0, "middle right"));
        traces.AddRange(Labels(components, f => one[f] < 0, "middle left"));
        var table = new PlotTable(["column", "PC 1", "PC 2"], [.. components.Features.Select((name, f) => (IReadOnlyList<string>)[name, Quantity.Full(one[f]), Quantity.Full(two[f])])]);
        PlotAxis Side(int c, double reach) => new(AxisTitle(components, c)) { Range = [-reach, reach], TickVals = [-1, -0.5, 0, 0.5, 1], TickText = ["−1", "−0.5", "0", "0.5", "1"] };
        return new Figure("loadings-circle", "Columns in the components 1 and 2", "Arrows: how each column correlates with the two components. The circle is reached where they hold all of a column; arrows of one direction rise together, opposite ones against each other. Columns near the middle have no name here; the CSV file has all.",
            [""], [""], [new FigurePanel(0, 0, new Plot(traces, new PlotLayout(Side(0, CircleAcross), Side(1, CircleUp)) { ShowLegend = false }, table))])
        { PanelWidth = 115 * 2 * CircleAcross, PanelHeight = 115 * 2 * CircleUp };
    }

    /// <summary>Names on one side, moved apart where they would stand on each other.</summary>
    private static IEnumerable<PlotTrace> Labels(PrincipalComponents components, Func<int, bool> isOnSide, string position)
    {
        const double Line = 0.115;
        const double Near = 0.25;
        var (one, two) = (components.Components[0].Loadings, components.Components[1].Loadings);
        int[] named = [.. Enumerable.Range(0, components.Features.Count).Where(f => isOnSide(f) && Math.Sqrt((one[f] * one[f]) + (two[f] * two[f])) >= Near).OrderBy(f => two[f]).ThenBy(f => f)];
        if (named.Length == 0)
            yield break;
        double[] y = [.. named.Select(f => two[f])];
        for (var i = 1; i < y.Length; i++)
            y[i] = Math.Max(y[i], y[i - 1] + Line);
        yield return new PlotTrace { Name = "Names", Mode = "text", ShowLegend = false, X = [.. named.Select(f => one[f])], Y = y, Text = [.. named.Select(f => Plot.Text(PictureAxes.Short(components.Features[f], 18)))], TextPosition = position };
    }

    private static PlotAxis Axis(PrincipalComponents components, int component, IEnumerable<double> scores)
    {
        double[] all = [.. scores];
        return PictureAxes.Of(AxisTitle(components, component), null, false, false, all.Min(), all.Max(), 0.05);
    }

    private static string AxisTitle(PrincipalComponents components, int component) => $"PC {component + 1} ({Quantity.Text(100 * components.Components[component].Ratio, "%", 3)} of the variance)";

    /// <summary>The expected share of the k-th longest of d pieces: 1/d Σ 1/i, i = k … d (k from 1).</summary>
    private static double BrokenStick(int component, int of) => Enumerable.Range(component + 1, of - component).Sum(i => 1.0 / i) / of;

    private static PlotTable ScreeTable(PrincipalComponents components)
    {
        var together = 0.0;
        return new PlotTable(ScreeColumns, [.. components.Components.Select((c, i) => (IReadOnlyList<string>)
            [Quantity.Full(i + 1), Quantity.Full(c.Ratio), Quantity.Full(together += c.Ratio), Quantity.Full(BrokenStick(i, components.Components.Count)), Quantity.Full(c.Variance), Quantity.Full(c.SingularValue)])]);
    }
}
