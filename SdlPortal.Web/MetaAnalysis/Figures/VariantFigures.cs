using SdlPortal.Domain.MetaAnalysis.Variants;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>How variants stand. Pure.</summary>
internal static class VariantFigures
{
    private const int MostRows = 25;

    private static readonly Dictionary<RowLook, string> Unnamed = [];

    public static Figure Advantages(VariantFindings findings)
    {
        var shown = findings.Standings.Take(MostRows).ToList();
        return new Figure("variants", "Variants: advantage and probability of being best",
            $"{findings.Runs} runs of {findings.Tasks} tasks. Advantage over the average variant in standard deviations of the outcomes within tasks, 95 % intervals; right: the probability of being the best.{(findings.Standings.Count > MostRows ? $" The first {MostRows} of {findings.Standings.Count}." : "")}",
            ["Advantage", "Probability of being best"], [""],
            [
                new FigurePanel(0, 0, IntervalPlot.Build([.. shown.Select(s => new IntervalRow(s.Variant, s.Advantage.Mean, s.Advantage.Low, s.Advantage.High))], "Advantage (standard deviations)", 0, Unnamed)),
                new FigurePanel(0, 1, IntervalPlot.Build([.. shown.Select(s => new IntervalRow(s.Variant, s.ProbabilityBest, s.ProbabilityBest, s.ProbabilityBest))], "Probability", null, Unnamed)),
            ])
        {
            PanelWidth = 280,
            PanelHeight = IntervalPlot.HeightFor(shown.Count),
        };
    }
}
