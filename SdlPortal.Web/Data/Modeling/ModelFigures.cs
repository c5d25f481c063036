using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.MetaAnalysis.Figures;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Modeling;

/// <summary>Models side by side, what the best foretells, and by which columns. Pure.</summary>
public static class ModelFigures
{
    private const int MostColumns = 25;
    private static readonly Dictionary<RowLook, string> NoLegend = [];

    public static IEnumerable<Figure> Of(KeptAnswer<ComparisonSettings, ComparisonResult> answer)
    {
        if (!answer.Result.Standings.HasValue)
            yield break;
        var standings = answer.Result.Standings.Value;
        yield return Scores(standings);
        if (standings.Best is { } best)
        {
            if (standings.Kind == TargetKind.Number && standings.Predictions.Models.FirstOrDefault(m => m.Family == best.Family) is { } foretold)
                yield return Foretold(standings, best, foretold);
            if (best.Calibration.Count > 0)
                yield return Calibration(best);
        }

        if (standings.Importances.Count > 0)
            yield return Importances(standings);
    }

    public static Figure Scores(ModelStandings standings)
    {
        var key = standings.Deciding;
        var unit = ScoreWords.Unit(key, standings.Unit);
        var rows = standings.Models.Select(m => (Model: m, Score: m.Of(key))).Where(m => m.Score is not null)
            .Select(m => new IntervalRow(m.Model.Title, m.Score!.Mean, m.Score.Low, m.Score.High)).ToList();
        var naive = standings.Models.FirstOrDefault(m => m.Family == ModelStandings.NaiveKey)?.Of(key)?.Mean;
        return new Figure("scores", "Models side by side", $"{ScoreWords.Name(key)} ({ScoreWords.Means(key)}) over the outer folds with 95 % intervals that allow for folds sharing rows. {(naive is null ? "" : "Dashed: foretelling without looking at any column. ")}{standings.Procedure}", [""], [""],
            [new FigurePanel(0, 0, IntervalPlot.Build(rows, unit is null ? ScoreWords.Name(key) : $"{ScoreWords.Name(key)} ({unit})", naive, NoLegend))])
        { PanelWidth = 380, PanelHeight = IntervalPlot.HeightFor(rows.Count) };
    }

    public static Figure Foretold(ModelStandings standings, ModelScores best, ModelPredictions foretold)
    {
        var observed = standings.Predictions.Observed;
        var (low, high) = AxisTicks.Rounded(observed.Concat(foretold.Values).Min(), observed.Concat(foretold.Values).Max(), 5);
        var unit = standings.Unit is null ? "" : $" ({standings.Unit})";
        PlotTrace[] traces =
        [
            new() { Name = "as observed", Mode = "lines", X = [low, high], Y = [low, high], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), HoverInfo = "skip", ShowLegend = false },
            new() { Name = "Rows", Mode = "markers", X = foretold.Values, Y = observed, Marker = new PlotMarker(Palette.Blue, observed.Count > 500 ? 4 : 6, Opacity: observed.Count > 500 ? 0.5 : 0.8), ShowLegend = false },
        ];
        PlotAxis Axis(string what) => new(Plot.Text($"{what}{unit}")) { Range = [low, high] };
        var table = new PlotTable(["row", "fold", "foretold", "observed"], [.. observed.Select((o, i) => (IReadOnlyList<string>)
            [Quantity.Full(standings.Predictions.Rows[i] + 1), Quantity.Full(standings.Predictions.Folds[i] + 1), Quantity.Full(foretold.Values[i]), Quantity.Full(o)])]);
        var drawn = observed.Count < standings.Predictions.All ? $"{Counts.Of(observed.Count)} of {Counts.Of(standings.Predictions.All)} rows drawn, evenly spread" : $"{Counts.Of(observed.Count, "row")}";
        return new Figure("foretold", $"{standings.Target}: foretold and observed", $"{best.Title}; each row foretold by a fit that had not seen it. {drawn}. On the dashed line both agree.", [""], [""], [new FigurePanel(0, 0, new Plot(traces, new PlotLayout(Axis("foretold"), Axis("observed")), table))])
        { PanelWidth = 360, PanelHeight = 340 };
    }

    public static Figure Calibration(ModelScores best)
    {
        double[] foretold = [.. best.Calibration.Select(b => b.Foretold)];
        double[] observed = [.. best.Calibration.Select(b => b.Observed)];
        PlotTrace[] traces =
        [
            new() { Name = "calibrated", Mode = "lines", X = [0, 1], Y = [0, 1], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), HoverInfo = "skip", ShowLegend = false },
            new() { Name = "Rows", Mode = "lines+markers", X = foretold, Y = observed, Line = new PlotLine(Palette.Blue), Marker = new PlotMarker(Palette.Blue, 7), ShowLegend = false },
        ];
        var table = new PlotTable(["foretold probability", "observed share", "n"], [.. best.Calibration.Select(b => (IReadOnlyList<string>)[Quantity.Full(b.Foretold), Quantity.Full(b.Observed), Quantity.Full(b.Count)])]);
        return new Figure("calibration", "Foretold probabilities and observed shares", $"{best.Title}; rows foretold by fits that had not seen them, put together by their probability. On the dashed line a probability means what it says.", [""], [""],
            [new FigurePanel(0, 0, new Plot(traces, new PlotLayout(new PlotAxis("foretold probability") { Range = [0, 1] }, new PlotAxis("observed share") { Range = [0, 1] }), table))])
        { PanelWidth = 360, PanelHeight = 320 };
    }

    public static Figure Importances(ModelStandings standings)
    {
        var shown = standings.Importances.Take(MostColumns).Select(i => new IntervalRow(i.Column, i.Mean, i.Low, i.High)).ToList();
        var rest = standings.Importances.Count - shown.Count;
        return new Figure("importances", $"What {standings.Best?.Title ?? "the best model"} goes by", $"By how much {ScoreWords.Name(standings.Deciding)} of held-out rows worsens when a column is shuffled, with 95 % intervals over the folds. Columns that say the same share what they are worth.{(rest > 0 ? $" {Counts.Of(rest, "more column")} in the table's file." : "")}", [""], [""],
            [new FigurePanel(0, 0, IntervalPlot.Build(shown, $"worse by ({ScoreWords.Name(standings.Deciding)})", 0, NoLegend))])
        { PanelWidth = 380, PanelHeight = IntervalPlot.HeightFor(shown.Count) };
    }
}
