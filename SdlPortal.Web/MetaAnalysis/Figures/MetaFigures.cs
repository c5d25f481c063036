using System.Text;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>The figures of an analysis, as pages show them and files hold them. Pure.</summary>
public static class MetaFigures
{
    private const int MostForests = 6;
    private const string ShareAxis = "Share of the variance";
    private const string TrendAxis = "Rank correlation";

    public static IReadOnlyList<Figure> Of(AnalysisReport report) => [.. Effects(report), .. Regions(report), .. Variants(report), .. Time(report)];

    /// <summary>Importances over tasks, forest plots of the strongest, and those of the target (or of the largest task) by itself.</summary>
    public static IEnumerable<Figure> Effects(AnalysisReport report)
    {
        var task = Shown(report);
        return [.. OverTasks(report), .. Strongest(report).SelectMany(e => OfEffect(report, e)), .. task is null ? [] : OfTask(report, task)];
    }

    /// <summary>What matters over all tasks; none where nothing was pooled.</summary>
    public static IEnumerable<Figure> OverTasks(AnalysisReport report) => ImportanceFigures.Pooled(report) is { } pooled ? [pooled] : [];

    /// <summary>One parameter or pair over tasks: how much it matters and which way it goes, each as forest plot and funnel.</summary>
    public static IEnumerable<Figure> OfEffect(AnalysisReport report, string name)
    {
        foreach (var share in Found(report.Effects.FirstOrder).Concat(Found(report.Effects.Pairs)).Where(e => e.Name == name))
        {
            yield return ForestFigures.Forest(share, "share", ShareAxis);
            yield return ForestFigures.Funnel(share, "share", ShareAxis);
        }

        foreach (var trend in Found(report.Effects.Trends).Where(e => e.Name == name))
        {
            yield return ForestFigures.Forest(trend, "trend", TrendAxis);
            yield return ForestFigures.Funnel(trend, "trend", TrendAxis);
        }
    }

    /// <summary>What one task says by itself.</summary>
    public static IEnumerable<Figure> OfTask(AnalysisReport report, EffectsOfTask task)
    {
        if (ImportanceFigures.OfTask(task) is { } importances)
            yield return importances;
        if (CurveFigures.OfTask(task, report) is { } curves)
            yield return curves;
    }

    /// <summary>Any figure that a page can show, by its key; null where there is none.</summary>
    public static Figure? Find(AnalysisReport report, string key)
    {
        var effects = report.Effects;
        var names = Found(effects.FirstOrder).Concat(Found(effects.Pairs)).Concat(Found(effects.Trends)).Select(e => e.Name).Distinct(StringComparer.Ordinal);
        bool Ends(string name) => key.EndsWith("-" + FigureKeys.Of(name), StringComparison.Ordinal);
        // Only what the name can mean is built.
        return OverTasks(report)
            .Concat(names.Where(Ends).SelectMany(n => OfEffect(report, n)))
            .Concat(effects.Tasks.Where(t => Ends(t.Task)).SelectMany(t => OfTask(report, t)))
            .Concat(Regions(report)).Concat(Variants(report)).Concat(Time(report))
            .FirstOrDefault(f => f.Key == key);
    }

    public static IEnumerable<Figure> Regions(AnalysisReport report)
    {
        if (!report.Regions.HasValue)
            yield break;
        yield return RegionFigures.ByTask(report.Regions.Value.Recommended);
        if (report.Regions.Value.Check is { } check)
            yield return RegionFigures.Reliability(check);
    }

    public static IEnumerable<Figure> Variants(AnalysisReport report)
    {
        if (report.Variants.HasValue)
            yield return VariantFigures.Advantages(report.Variants.Value);
    }

    public static IEnumerable<Figure> Time(AnalysisReport report) => report.Times.SelectMany(t => Survival(report, t.Effort)).Concat(Returns(report));

    public static IEnumerable<Figure> Survival(AnalysisReport report, EffortKind effort) =>
        report.Times.Where(t => t.Effort == effort && t.Times.HasValue).Select(t => TimeFigures.Survival(effort, t.Times.Value));

    public static IEnumerable<Figure> Returns(AnalysisReport report) => TimeFigures.Gains(report) is { } gains ? [gains] : [];

    /// <summary>All figures as SVG files in a folder, complete in themselves.</summary>
    public static void Write(AnalysisReport report, string folder)
    {
        foreach (var figure in Of(report))
            File.WriteAllText(Path.Combine(folder, figure.Key + ".svg"), FigureSvg.Write(figure, DrawingColors.File), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>The target where it has runs, else the task with most runs.</summary>
    public static EffectsOfTask? Shown(AnalysisReport report) =>
        report.Effects.Tasks.FirstOrDefault(t => t.Task == report.Request.Target) ?? report.Effects.Tasks.MaxBy(t => t.Runs);

    private static IEnumerable<string> Strongest(AnalysisReport report) =>
        Found(report.Effects.FirstOrder).OrderByDescending(e => e.Mean.Value).ThenBy(e => e.Name, StringComparer.Ordinal).Take(MostForests).Select(e => e.Name)
            .Concat(Found(report.Effects.Trends).OrderByDescending(t => Math.Abs(t.Mean.Value)).ThenBy(t => t.Name, StringComparer.Ordinal).Take(MostForests).Select(t => t.Name))
            .Distinct(StringComparer.Ordinal);

    private static IReadOnlyList<PooledFinding> Found(Answer<IReadOnlyList<PooledFinding>> answer) => answer.HasValue ? answer.Value : [];
}
