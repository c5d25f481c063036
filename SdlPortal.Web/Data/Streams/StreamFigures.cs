using System.Globalization;
using SdlPortal.Domain.Analytics.Drift;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Analytics.Series;
using SdlPortal.Domain.Analytics.Streams;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.Data.Explore.Figures;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Streams;

/// <summary>Values over time with the reference, the smooth curve, what is conspicuous and the alerts; below it the evidence of drift. A figure for each column. Pure.</summary>
public static class StreamFigures
{
    private const int MostNamed = 6;
    private static readonly string[] Columns = ["column", "what", "place", "value", "about it"];

    public static IEnumerable<Figure> Of(KeptAnswer<StreamsSettings, StreamsResult> answer)
    {
        var result = answer.Result;
        foreach (var series in result.Series.Series.Where(s => s.View.HasValue))
        {
            var watched = result.Drift?.Streams.FirstOrDefault(s => s.Column == series.Column)?.Watched is { HasValue: true } found ? found.Value : null;
            yield return Of(series, watched, result.Series, answer.Settings.Series.Smoothing);
        }
    }

    private static Figure Of(SensorSeries series, WatchedStream? watched, SeriesResult all, Smoothing smoothing)
    {
        var view = series.View.Value;
        var axis = PictureAxes.Of(all.AxisTitle, all.IsTimed ? "UTC" : all.AxisUnit, isLog: false, all.IsTimed, all.From, all.To, pad: 0.01);
        double[] finite = [.. view.Values.Y.Where(double.IsFinite)];
        var (low, high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        var room = high > low ? (high - low) * 0.08 : Math.Max(1e-9, Math.Abs(low) * 0.05);
        // Room above for the alerts' names.
        (low, high) = (low - room, high + (watched?.Alerts.Count > 0 ? 2.2 * room : room));
        var upper = new Plot([.. Values(view, watched, smoothing, low, high, room)], new PlotLayout(axis, new PlotAxis(PictureAxes.Title(series.Column, series.Unit)) { Range = [low, high] }), Table(series, watched, all, smoothing));
        List<FigurePanel> panels = [new(0, 0, upper)];
        if (watched is not null)
            panels.Add(new FigurePanel(1, 0, new Plot([.. Evidence(watched, all)], new PlotLayout(axis, new PlotAxis("Evidence / its limit") { Range = EvidenceRange(watched) }), new PlotTable(Columns, []))));
        return new Figure($"stream-{FigureKeys.Of(series.Column)}", series.Column, Describe(view, watched, smoothing), [""], [.. panels.Select(_ => "")], panels) { PanelWidth = 960, PanelHeight = 200 };
    }

    private static IEnumerable<PlotTrace> Values(SeriesView view, WatchedStream? watched, Smoothing smoothing, double low, double high, double room)
    {
        if (watched is not null)
        {
            yield return Band("Reference", watched.ReferenceFrom, watched.ReferenceTo, low, high, SvgColor.Faded(Palette.Green, 0.14), isInLegend: true);
            foreach (var (i, alert) in watched.Alerts.Index())
                yield return Band("Alert, since it began", alert.BeganAt, alert.LastSeenAt, low, high, SvgColor.Faded(Palette.Orange, 0.22), isInLegend: i == 0);
        }

        yield return new PlotTrace { Name = "Values", Mode = "lines", X = view.Values.X, Y = view.Values.Y, Line = new PlotLine(Palette.Sky, 1.2) };
        if (view.Smooth is { } smooth)
            yield return new PlotTrace { Name = Plot.Text($"Smooth ({StreamWords.Title(smoothing.Method)})"), Mode = "lines", X = smooth.X, Y = smooth.Y, Line = new PlotLine(Palette.Blue, 2) };
        foreach (var kind in Enum.GetValues<AnomalyKind>())
        {
            var found = view.Anomalies.Where(a => a.Kind == kind).ToList();
            if (found.Count > 0)
                yield return new PlotTrace { Name = StreamWords.Title(kind), Mode = "markers", X = [.. found.Select(a => a.At)], Y = [.. found.Select(a => a.Value)], Marker = kind == AnomalyKind.Spike ? new PlotMarker(Palette.Vermilion, 8, "x") : new PlotMarker(Palette.Pink, 8, "diamond") };
        }

        // Words go to the side where there is room.
        foreach (var isLate in (bool[])[false, true])
        {
            var (first, last) = (view.Values.X[0], view.Values.X[^1]);
            var shown = (watched?.Alerts ?? []).Index().Where(a => a.Item.RaisedAt > first + (0.8 * (last - first)) == isLate).ToList();
            if (shown.Count > 0)
                yield return new PlotTrace
                {
                    Name = "Alert, noticed",
                    Mode = "markers+text",
                    X = [.. shown.Select(a => a.Item.RaisedAt)],
                    Y = [.. shown.Select(_ => high - (0.5 * room))],
                    Marker = new PlotMarker(Palette.Vermilion, 8, "triangle-down"),
                    Text = [.. shown.Select(a => Plot.Text($"{Numbered(a.Index)}{(watched!.Alerts.Count <= MostNamed ? " " + StreamWords.Title(a.Item.Alert) : "")}"))],
                    TextPosition = isLate ? "middle left" : "middle right",
                };
        }
    }

    private static IEnumerable<PlotTrace> Evidence(WatchedStream watched, SeriesResult all)
    {
        yield return Limit(1, all);
        yield return Limit(-1, all);
        yield return new PlotTrace { Name = "Level: evidence of higher (+) or lower (−)", Mode = "lines", X = watched.Level.X, Y = Capped(watched.Level.Y), Line = new PlotLine(Palette.Blue, 1.6) };
        yield return new PlotTrace { Name = "Spread: of wider (+) or narrower (−)", Mode = "lines", X = watched.Spread.X, Y = Capped(watched.Spread.Y), Line = new PlotLine(Palette.Orange, 1.6, Dash: "dash") };
    }

    /// <summary>Beyond the limit how far is of no interest: the evidence begins anew there.</summary>
    private static double[] Capped(IReadOnlyList<double> evidence) => [.. evidence.Select(v => Math.Clamp(v, -1.5, 1.5))];

    private static double[] EvidenceRange(WatchedStream watched)
    {
        // Where the curves are open there is no number.
        var all = Capped(watched.Level.Y).Concat(Capped(watched.Spread.Y)).Where(double.IsFinite).Append(1.2).Append(-1.2).ToList();
        return [all.Min() - 0.1, all.Max() + 0.1];
    }

    private static PlotTrace Limit(double at, SeriesResult all) =>
        new() { Name = "Limit of an alert", Mode = "lines", X = [all.From, all.To], Y = [at, at], Line = new PlotLine(Palette.Vermilion, 1, Dash: "dot") };

    private static PlotTrace Band(string name, double from, double to, double low, double high, string color, bool isInLegend) =>
        new() { Name = name, Fill = "toself", FillColor = color, X = [from, to, to, from], Y = [low, low, high, high], ShowLegend = isInLegend };

    private static string Numbered(int index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}");

    private static string Describe(SeriesView view, WatchedStream? watched, Smoothing smoothing)
    {
        var drawn = view.Values.IsThinned ? $"{Counts.Of(view.Values.Of, "value")}, drawn as the lowest and the highest of every {view.Values.Of * 2 / Math.Max(1, view.Values.X.Count)} or so; what is worked out uses all." : $"{Counts.Of(view.Present, "value")}.";
        var smooth = view.Smooth is null ? "" : $" Smooth curve: {StreamWords.Title(smoothing.Method)} over {smoothing.Window} values.";
        var below = watched is null ? "" : $" Below: how strong the evidence is that level and spread have left the reference ({Counts.Of(watched.ReferenceValues, "value")}, shaded); beyond ±1 an alert is raised and the evidence begins anew. {(watched.Alerts.Count == 0 ? "No alert." : Counts.Of(watched.Alerts.Count, "alert") + ", numbered as in the list.")}";
        return drawn + smooth + below;
    }

    private static PlotTable Table(SensorSeries series, WatchedStream? watched, SeriesResult all, Smoothing smoothing)
    {
        var view = series.View.Value;
        string Place(double at) => all.IsTimed ? TimeWords.Of(at) : Quantity.Full(at);
        IEnumerable<IReadOnlyList<string>> Rows(string what, Curve curve) => curve.X.Zip(curve.Y).Where(p => double.IsFinite(p.Second)).Select(p => (IReadOnlyList<string>)[series.Column, what, Place(p.First), Quantity.Full(p.Second), ""]);
        return new PlotTable(Columns,
        [
            .. (watched?.Alerts ?? []).Select((a, i) => (IReadOnlyList<string>)[series.Column, $"alert {Numbered(i)}: {StreamWords.Title(a.Alert)}", Place(a.RaisedAt), Quantity.Full(a.Alert.Size), a.Sentence]),
            .. view.Anomalies.Select(a => (IReadOnlyList<string>)[series.Column, StreamWords.Title(a.Kind), Place(a.At), Quantity.Full(a.Value), StreamWords.Sentence(a, series.Unit)]),
            .. Rows("value", view.Values),
            .. view.Smooth is null ? [] : Rows($"smooth, {StreamWords.Title(smoothing.Method)}", view.Smooth),
            .. watched is null ? [] : Rows("evidence on the level / limit", watched.Level).Concat(Rows("evidence on the spread / limit", watched.Spread)),
        ]);
    }
}
