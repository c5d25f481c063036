using System.Text;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>The figures of an analysis, as pages show them and files hold them. Pure.</summary>
public static class MetaFigures
{
    private const int MostForests = 6;

    public static IReadOnlyList<Figure> Of(AnalysisReport report) => [.. Effects(report), .. Regions(report), .. Variants(report), .. Time(report)];

    /// <summary>Importances over tasks, forest plots of the strongest, and those of the target (or of the largest task) by itself.</summary>
    public static IEnumerable<Figure> Effects(AnalysisReport report)
    {
        if (ImportanceFigures.Pooled(report) is { } pooled)
            yield return pooled;
        foreach (var effect in Strongest(report))
            yield return ForestFigures.Forest(effect, "share", "Share of the variance");
        if (report.Effects.Trends is { HasValue: true } trends)
        {
            foreach (var trend in trends.Value.OrderByDescending(t => Math.Abs(t.Mean.Value)).ThenBy(t => t.Name, StringComparer.Ordinal).Take(MostForests))
            {
                yield return ForestFigures.Forest(trend, "trend", "Rank correlation");
                yield return ForestFigures.Funnel(trend, "trend", "Rank correlation");
            }
        }

        if (Shown(report) is not { } task)
            yield break;
        foreach (var figure in OfTask(report, task))
            yield return figure;
    }

    /// <summary>What one task says by itself.</summary>
    public static IEnumerable<Figure> OfTask(AnalysisReport report, EffectsOfTask task)
    {
        if (ImportanceFigures.OfTask(task) is { } importances)
            yield return importances;
        if (CurveFigures.OfTask(task, report) is { } curves)
            yield return curves;
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

    public static IEnumerable<Figure> Time(AnalysisReport report)
    {
        foreach (var times in report.Times)
        {
            if (times.Times.HasValue)
                yield return TimeFigures.Survival(times.Effort, times.Times.Value);
        }

        if (TimeFigures.Gains(report) is { } gains)
            yield return gains;
    }

    /// <summary>All figures as SVG files in a folder, complete in themselves.</summary>
    public static void Write(AnalysisReport report, string folder)
    {
        foreach (var figure in Of(report))
            File.WriteAllText(Path.Combine(folder, figure.Key + ".svg"), FigureSvg.Write(figure, DrawingColors.File), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>The target where it has runs, else the task with most runs.</summary>
    public static EffectsOfTask? Shown(AnalysisReport report) =>
        report.Effects.Tasks.FirstOrDefault(t => t.Task == report.Request.Target) ?? report.Effects.Tasks.MaxBy(t => t.Runs);

    private static IEnumerable<PooledFinding> Strongest(AnalysisReport report) =>
        report.Effects.FirstOrder is { HasValue: true } first ? first.Value.OrderByDescending(e => e.Mean.Value).ThenBy(e => e.Name, StringComparer.Ordinal).Take(MostForests) : [];
}
