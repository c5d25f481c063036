using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Campaigns;

namespace SdlPortal.Web.Charts;

/// <summary>
/// "Optimization history": every result as a point in the order of arrival (prior results first), and the best so far as a step line.
/// Pure. Draws every point of up to <see cref="MostPoints"/>; of more, the best and the worst of every few, which is what the eye can tell apart
/// and what a browser draws within a frame. The line is exact, and the table holds everything.
/// </summary>
public static class RunningBestChart
{
    public const int MostPoints = 300;

    /// <param name="objective">Null for what tells how good a result is: the first objective, or the desirability that combines several.</param>
    /// <returns>Null while there is nothing to show.</returns>
    public static Plot? Build(Campaign campaign, int? objective = null)
    {
        var points = Points(campaign, objective).ToList();
        if (points.Count == 0)
            return null;
        var goal = objective is { } chosen ? campaign.Definition.Objectives[chosen] : campaign.Definition.Aims.Headline;
        var best = Best(points, goal);
        var first = Array.FindIndex(best, double.IsFinite);
        var stretch = Stretch(points.Count);
        var drawn = stretch == 1 ? points : [.. Extremes(points, stretch, goal)];
        var known = first < 0 ? [] : Enumerable.Range(first, points.Count - first).ToList();
        var corners = stretch == 1 ? known : [.. known.Where(i => i == first || i == points.Count - 1 || best[i] != best[i - 1])];
        var groups = Groups.Select(g => Trace(g, drawn, goal)).Where(t => t.X.Count > 0);
        var line = new PlotTrace
        {
            Mode = "lines",
            Name = $"Running best ({GoalWords.Superlative(goal.Goal)})",
            X = [.. corners.Select(i => points[i].Order)],
            Y = [.. corners.Select(i => best[i])],
            Line = new PlotLine(Palette.Blue, 2, "hv"),
            HoverInfo = "skip",
        };
        var layout = new PlotLayout(new PlotAxis("Results, in the order of arrival", DTick: points.Count <= 12 ? 1 : null), new PlotAxis(Plot.Text(goal.Label)));
        var note = stretch == 1 ? null : $"Points: the best and the worst of every {stretch} of {points.Count:N0} results. The table and the CSV file hold all.";
        return new Plot(known.Count > 0 ? [.. groups, line] : [.. groups], layout, Table(points, best, goal)) { Note = note };
    }

    /// <summary>How many results share two points; a power of two, so that the points of the past stay as results come.</summary>
    private static int Stretch(int count)
    {
        var stretch = 1;
        while ((stretch == 1 ? count : 2 * count / stretch) > MostPoints)
            stretch *= 2;
        return stretch;
    }

    /// <summary>The best and the worst of each stretch, and the latest result.</summary>
    private static IEnumerable<Point> Extremes(List<Point> points, int stretch, Objective goal)
    {
        bool IsAhead(double a, double b) => goal.IsSought ? goal.IsBetter(a, b) : a > b;
        for (var first = 0; first < points.Count; first += stretch)
        {
            var (best, worst, last) = (first, first, Math.Min(first + stretch, points.Count) - 1);
            for (var i = first + 1; i <= last; i++)
            {
                best = IsAhead(points[i].Value, points[best].Value) ? i : best;
                worst = IsAhead(points[worst].Value, points[i].Value) ? i : worst;
            }

            for (var i = first; i <= last; i++)
            {
                if (i == best || i == worst || i == points.Count - 1)
                    yield return points[i];
            }
        }
    }

    private enum Origin { Prior, Initial, Chosen, Manual }

    private sealed record Point(double Order, Origin Origin, double Value, bool IsKept, int? Experiment, Configuration Configuration)
    {
        public string Name => Experiment is { } number ? $"experiment {number}" : "prior result";
    }

    private static readonly (Origin Origin, string Name, PlotMarker Marker)[] Groups =
    [
        (Origin.Prior, "Prior results", new PlotMarker(Palette.Pink, 7, "diamond-open")),
        (Origin.Initial, "Initial design", new PlotMarker(Palette.Gray, 7, "circle-open", new PlotLine(Palette.Gray, 1.5))),
        (Origin.Chosen, "Chosen by the strategy", new PlotMarker(Palette.Sky, 7)),
        (Origin.Manual, "Inserted by hand", new PlotMarker(Palette.Pink, 8, "triangle-up")),
    ];

    private static IEnumerable<Point> Points(Campaign campaign, int? objective)
    {
        var aims = campaign.Definition.Aims;
        double Value(EquatableList<double> values) => objective is { } chosen ? values[chosen] : aims.HeadlineValue(values);
        var order = 0;
        foreach (var prior in campaign.PriorResults)
            yield return new Point(++order, Origin.Prior, Value(prior.Values), aims.AreKept(prior.Values), null, prior.Configuration);
        foreach (var experiment in campaign.CompletedInOrder)
            yield return new Point(++order, OriginOf(experiment.Source), Value(experiment.Values), aims.AreKept(experiment.Values), experiment.Number, experiment.Configuration);
    }

    private static Origin OriginOf(SuggestionSource source) => source switch
    {
        SuggestionSource.Initial => Origin.Initial,
        SuggestionSource.Manual => Origin.Manual,
        _ => Origin.Chosen,
    };

    /// <summary>The best of the results that keep the outcome constraints, after each result; NaN while there is none, or where nothing is sought.</summary>
    private static double[] Best(List<Point> points, Objective goal)
    {
        var best = new double[points.Count];
        for (var i = 0; i < points.Count; i++)
        {
            var before = i == 0 ? double.NaN : best[i - 1];
            best[i] = goal.IsSought && points[i].IsKept && (double.IsNaN(before) || goal.IsBetter(points[i].Value, before)) ? points[i].Value : before;
        }

        return best;
    }

    private static PlotTrace Trace((Origin Origin, string Name, PlotMarker Marker) group, List<Point> points, Objective goal)
    {
        var members = points.Where(p => p.Origin == group.Origin).ToList();
        return new PlotTrace
        {
            Mode = "markers",
            Name = group.Name,
            X = [.. members.Select(p => p.Order)],
            Y = [.. members.Select(p => p.Value)],
            Text = [.. members.Select(p => Hover(p, goal))],
            HoverTemplate = "%{text}<extra></extra>",
            Marker = group.Marker,
        };
    }

    private static string Hover(Point point, Objective goal) =>
        $"<b>{point.Name}</b>{(point.IsKept ? "" : "<br>breaks a bound on an outcome")}<br>{Plot.Text(goal.Name)} {Plot.Text(Quantity.Text(point.Value, goal.Unit))}<br>" + string.Join("<br>", point.Configuration.Select(v => $"{Plot.Text(v.Key)} {Plot.Text(v.Value.ToDisplay())}"));

    private static PlotTable Table(List<Point> points, double[] best, Objective goal) => new(
        ["Result", "Experiment", "Origin", goal.Label, "Running best"],
        [.. points.Select((p, i) => (IReadOnlyList<string>)[Quantity.Full(p.Order), p.Experiment is { } number ? Quantity.Full(number) : "", Groups.First(g => g.Origin == p.Origin).Name, Quantity.Full(p.Value), double.IsNaN(best[i]) ? "" : Quantity.Full(best[i])])]);
}
