using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Charts;
using SdlPortal.Web.MetaAnalysis.Figures;

namespace SdlPortal.Web.MetaAnalysis.Plans;

/// <summary>Where a plan's points lie, and what they promise. Pure.</summary>
internal static class PlanFigures
{
    private static readonly string[] PromiseColumns = ["experiments", "top decile", "low", "high", "top 5 %", "low", "high", "by chance"];

    public static IReadOnlyList<Figure> Of(SearchPlan plan) => [.. plan.Points.Count > 0 ? [Map(plan)] : Array.Empty<Figure>(), .. plan.Promise.Count > 0 ? [Promise(plan)] : Array.Empty<Figure>()];

    public static (string Color, string Symbol, string Word) Look(PhaseKind phase) => phase switch
    {
        PhaseKind.Broad => (Palette.Gray, "circle", "broad"),
        PhaseKind.Dense => (Palette.Green, "diamond", "dense"),
        PhaseKind.Sparse => (Palette.Blue, "square", "sparse"),
        PhaseKind.Unsure => (Palette.Orange, "triangle-up", "unsure"),
        _ => (Palette.Pink, "x", "simulated"),
    };

    /// <summary>The points over the two parameters that the regions restrict most, with the regions' boxes.</summary>
    private static Figure Map(SearchPlan plan)
    {
        var (x, y) = Axes(plan);
        var (placeX, placeY) = (new UnitCube(new SearchSpace([x], [])).Columns[0], new UnitCube(new SearchSpace([y], [])).Columns[0]);
        var traces = new List<PlotTrace>();
        foreach (var arm in plan.Arms.Where(a => a.Box is not null))
        {
            var (left, right) = Ends(x, arm.Box!);
            var (bottom, top) = Ends(y, arm.Box!);
            traces.Add(new PlotTrace { Name = arm.Name, Mode = "lines", Fill = "toself", FillColor = "rgba(0,158,115,0.14)", X = [left, right, right, left, left], Y = [bottom, bottom, top, top, bottom], ShowLegend = false, HoverInfo = "skip" });
            traces.Add(new PlotTrace { Name = $"{arm.Name} ", Mode = "lines", X = [left, right, right, left, left], Y = [bottom, bottom, top, top, bottom], Line = new PlotLine(Palette.Green, 1.5, Dash: "dash"), ShowLegend = false, HoverInfo = "skip" });
        }

        foreach (var phase in plan.Phases)
        {
            var (color, symbol, word) = Look(phase.Kind);
            var own = plan.Points.Where(p => p.Phase == phase.Kind).ToList();
            traces.Add(new PlotTrace { Name = word, Mode = "markers", X = [.. own.Select(p => At(x, p.Configuration))], Y = [.. own.Select(p => At(y, p.Configuration))], Marker = new PlotMarker(color, 8, symbol) });
        }

        string[] columns = ["experiment", "phase", "region", .. plan.Space.Parameters.Select(p => p.Label), "top decile"];
        return new Figure("plan-map", "Where the experiments lie", $"Over {x.Name} and {y.Name}, which the regions restrict most; green boxes: the regions.", [""], [""],
        [
            new FigurePanel(0, 0, new Plot(traces, new PlotLayout(Axis(x), Axis(y)),
                new PlotTable(columns, [.. plan.Points.Select(p => (IReadOnlyList<string>)[Quantity.Full(p.Number), Look(p.Phase).Word, p.Arm, .. p.Configuration.Select(v => v.Value.ToString()), Quantity.Full(p.TopDecile.Mean)])]))),
        ])
        {
            PanelWidth = 380,
            PanelHeight = 280,
        };
    }

    private static Figure Promise(SearchPlan plan)
    {
        var numbers = plan.Promise.Select(p => (double)p.Experiments).ToArray();
        PlotTrace Line(string name, Func<PlanPromise, double> value, string color, string? dash = null) => new() { Name = name, Mode = "lines", X = numbers, Y = [.. plan.Promise.Select(value)], Line = new PlotLine(color, 2, Dash: dash) };
        PlotTrace Band(Func<PlanPromise, double> low, Func<PlanPromise, double> high, string fill) => new()
        {
            Name = "95 %",
            Mode = "lines",
            Fill = "toself",
            FillColor = fill,
            X = [.. numbers, .. numbers.Reverse()],
            Y = [.. plan.Promise.Select(high), .. plan.Promise.Select(low).Reverse()],
            ShowLegend = false,
            HoverInfo = "skip",
        };
        List<PlotTrace> traces =
        [
            Band(p => p.TopDecile.Low, p => p.TopDecile.High, "rgba(0,158,115,0.18)"),
            Line("top decile", p => p.TopDecile.Mean, Palette.Green),
            Line("top 5 %", p => p.TopTwentieth.Mean, Palette.Blue),
            Line("top decile by chance", p => p.ByChance, Palette.Gray, "dash"),
        ];
        return new Figure("plan-promise", "What the plan promises",
            "The probability that at least one of the first experiments is in the target's top decile, and in its top 5 %. Band: 95 % over what the donors may count; dashed: as many blind draws.", [""], [""],
            [
                new FigurePanel(0, 0, new Plot(traces, new PlotLayout(new PlotAxis("Experiments") { Range = [0, plan.Promise.Count + 1] }, new PlotAxis("Probability") { Range = [0, 1] }),
                    new PlotTable(PromiseColumns, [.. plan.Promise.Select(p => (IReadOnlyList<string>)[Quantity.Full(p.Experiments), Quantity.Full(p.TopDecile.Mean), Quantity.Full(p.TopDecile.Low), Quantity.Full(p.TopDecile.High), Quantity.Full(p.TopTwentieth.Mean), Quantity.Full(p.TopTwentieth.Low), Quantity.Full(p.TopTwentieth.High), Quantity.Full(p.ByChance)])]))),
            ])
        {
            PanelWidth = 380,
            PanelHeight = 280,
        };
    }

    private static (Parameter X, Parameter Y) Axes(SearchPlan plan)
    {
        double Width(Parameter p) => plan.Arms.Where(a => a.Box is not null).Select(a => Math.Abs(Ends(p, a.Box!).High - Ends(p, a.Box!).Low) / Math.Max(1e-12, Whole(p).High - Whole(p).Low)).DefaultIfEmpty(1).First();
        var order = plan.Space.Parameters.Select((p, i) => (Parameter: p, Width: Width(p), Place: i)).OrderBy(p => p.Width).ThenBy(p => p.Place).Select(p => p.Parameter).ToList();
        return order.Count == 1 ? (order[0], order[0]) : (order[0], order[1]);
    }

    private static bool IsLog(Parameter parameter) => parameter switch
    {
        ContinuousParameter p => p.Scale == Scale.Log && p.Low > 0,
        IntegerParameter p => p.Scale == Scale.Log && p.Low > 0,
        DiscreteParameter p => p.Scale == Scale.Log && p.Levels[0] > 0,
        _ => false,
    };

    private static (double Low, double High) Numbers(Parameter parameter) => parameter switch
    {
        ContinuousParameter p => (p.Low, p.High),
        IntegerParameter p => (p.Low, p.High),
        DiscreteParameter p => (p.Levels[0], p.Levels[^1]),
        CategoricalParameter p => (-0.5, p.Choices.Count - 0.5),
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private static double Place(Parameter parameter, double value) => IsLog(parameter) ? Math.Log10(value) : value;

    private static (double Low, double High) Whole(Parameter parameter) => Numbers(parameter) is var (low, high) ? (Place(parameter, low), Place(parameter, high)) : default;

    private static (double Low, double High) Ends(Parameter parameter, Domain.Optimization.WarmStarts.PriorRegion box)
    {
        var whole = Whole(parameter);
        if (box.Sides.FirstOrDefault(s => s.Parameter == parameter.Name) is not { } side)
            return whole;
        if (parameter is CategoricalParameter categorical)
        {
            var places = Enumerable.Range(0, categorical.Choices.Count).Where(i => side.Choices.Contains(categorical.Choices[i])).ToList();
            return places.Count == 0 ? whole : (places.Min() - 0.4, places.Max() + 0.4);
        }

        return (side.Low is { } low ? Place(parameter, low) : whole.Low, side.High is { } high ? Place(parameter, high) : whole.High);
    }

    private static double At(Parameter parameter, Configuration configuration) => parameter is CategoricalParameter categorical
        ? Enumerable.Range(0, categorical.Choices.Count).First(i => categorical.Choices[i] == configuration[parameter.Name].Text)
        : Place(parameter, configuration[parameter.Name].Number);

    private static PlotAxis Axis(Parameter parameter)
    {
        var (low, high) = Numbers(parameter);
        if (parameter is CategoricalParameter categorical)
            return new PlotAxis(Plot.Text(parameter.Label)) { TickVals = [.. Enumerable.Range(0, categorical.Choices.Count).Select(i => (double)i)], TickText = [.. categorical.Choices.Select(Plot.Text)], Range = [low, high] };
        var axis = IsLog(parameter) ? LogAxis.Of(Plot.Text(parameter.Label), low, high) : new PlotAxis(Plot.Text(parameter.Label)) { Range = [low, high] };
        var edge = 0.03 * (axis.Range![1] - axis.Range[0]);
        return axis with { Range = [axis.Range[0] - edge, axis.Range[1] + edge] };
    }
}
