using System.Globalization;
using System.Text;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Tests.MetaAnalysis.Effects;

/// <summary>All numbers of a report, to the last bit, as text.</summary>
internal static class EffectText
{
    public static string Of(EffectsReport report)
    {
        var text = new StringBuilder();
        void Line(params object?[] values) => text.AppendJoin(' ', values.Select(v => v is double d ? d.ToString("R", CultureInfo.InvariantCulture) : v)).AppendLine();
        void Importances(Answer<ImportanceReport> answer)
        {
            Line(answer.WhyNot);
            foreach (var p in answer.HasValue ? answer.Value.Parameters : [])
                Line(p.Parameter, p.First.Value, p.First.Low, p.First.High, p.Total?.Value, p.Total?.Low, p.TreeMean, p.TreeSd);
            foreach (var p in answer.HasValue ? answer.Value.Pairs : [])
                Line(p.First, p.Second, p.Interaction.Value, p.Interaction.Low, p.FriedmanH);
        }

        foreach (var task in report.Tasks)
        {
            Line(task.Task, task.Runs);
            Importances(task.Forest);
            Importances(task.Gaussian);
            Importances(task.Top);
            foreach (var curve in task.MainEffects.Concat(task.PartialDependence))
                Line(curve.Parameter, string.Join(' ', curve.Points.Select(p => $"{p.Label} {p.Value:R} {p.Low:R}")), string.Join(' ', curve.Individual.SelectMany(i => i.Values)));
            foreach (var surface in task.Surfaces)
                Line(surface.First, surface.Second, string.Join(' ', surface.Values.SelectMany(v => v)));
            foreach (var threshold in task.Thresholds)
                Line(threshold.HasValue ? threshold.Value : threshold.WhyNot);
            foreach (var trend in task.Trends)
                Line(trend.HasValue ? trend.Value : trend.WhyNot);
        }

        foreach (var pooled in new[] { report.FirstOrder, report.Pairs, report.Trends })
        {
            foreach (var finding in pooled.HasValue ? pooled.Value : [])
                Line(finding.Name, finding.Mean.Value, finding.Mean.Interval, finding.AdjustedP, finding.OnScale.TauSquared);
            Line(pooled.WhyNot);
        }

        return text.ToString();
    }
}
