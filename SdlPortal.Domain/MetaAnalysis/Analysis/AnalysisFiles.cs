using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Survival;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>An outcome as tables, described in docs/meta-analysis-files.md: numbers are round-trip exact, "" is unknown, and the same outcome gives the same bytes.</summary>
public static class AnalysisFiles
{
    public const string Importances = "importances.csv";
    public const string Pooled = "pooled.csv";
    public const string Moderators = "moderators.csv";
    public const string Regions = "regions.json";
    public const string Variants = "variants.csv";
    public const string Survival = "survival.csv";
    public const string Checks = "checks.csv";

    /// <summary>Why a part has no numbers stands in this column, in a row of its own.</summary>
    private const string WhyNot = "why_not";

    public static void Write(AnalysisOutcome outcome, string folder)
    {
        var report = outcome.Report;
        WriteCsv(folder, Importances, csv => WriteImportances(csv, report));
        WriteCsv(folder, Pooled, csv => WritePooled(csv, report));
        WriteCsv(folder, Moderators, csv => WriteModerators(csv, report));
        WriteCsv(folder, Variants, csv => WriteVariants(csv, report));
        WriteCsv(folder, Survival, csv => WriteSurvival(csv, report));
        WriteText(folder, Checks, text => QualityCsv.Write(outcome.Quality, text));
        using var regions = File.Create(Path.Combine(folder, Regions));
        JsonSerializer.Serialize(regions, report.Regions, AnalysisJson.Indented);
    }

    private static void WriteImportances(CsvWriter csv, AnalysisReport report)
    {
        csv.WriteRecord(["task", "method", "kind", "parameter", "with", "share", "standard_error", "low", "high", "runs_used", "runs", "r_squared", WhyNot]);
        foreach (var task in report.Effects.Tasks)
        {
            WriteImportances(csv, task.Task, ImportanceMethod.FunctionalAnova, task.Forest);
            WriteImportances(csv, task.Task, ImportanceMethod.GaussianSobol, task.Gaussian);
            WriteImportances(csv, task.Task, ImportanceMethod.PedAnova, task.Top);
        }
    }

    private static void WriteImportances(CsvWriter csv, string task, ImportanceMethod method, Answer<ImportanceReport> answer)
    {
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(method.ToString());
        if (!answer.HasValue)
        {
            csv.WriteRecord([task, name, "", "", "", "", "", "", "", "", "", "", answer.WhyNot!]);
            return;
        }

        var report = answer.Value;
        void Row(string kind, string parameter, string with, Share share) =>
            csv.WriteRecord([task, name, kind, parameter, with, Text(share.Value), Text(share.StandardError), Text(share.Low), Text(share.High), Text(report.Used), Text(report.Of), Text(report.RSquared), ""]);
        foreach (var parameter in report.Parameters)
        {
            Row("first", parameter.Parameter, "", parameter.First);
            if (parameter.Total is { } total)
                Row("total", parameter.Parameter, "", total);
        }

        foreach (var pair in report.Pairs)
            Row("pair", pair.First, pair.Second, pair.Interaction);
    }

    private static void WritePooled(CsvWriter csv, AnalysisReport report)
    {
        csv.WriteRecord(["effect", "name", "row", "value", "standard_error", "low", "high", "shrunken", "shrunken_low", "shrunken_high", "prediction_low", "prediction_high", "tau_squared", "i_squared", "p", "p_adjusted", "egger_p", WhyNot]);
        WritePooled(csv, "first-order", report.Effects.FirstOrder, _ => "");
        WritePooled(csv, "pair", report.Effects.Pairs, _ => "");
        WritePooled(csv, "trend", report.Effects.Trends, name => report.Asymmetries.FirstOrDefault(a => a.Effect == name)?.Test is { HasValue: true } test ? Text(test.Value.PValue) : "");
    }

    private static void WritePooled(CsvWriter csv, string effect, Answer<IReadOnlyList<PooledFinding>> answer, Func<string, string> egger)
    {
        if (!answer.HasValue)
        {
            csv.WriteRecord([effect, "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", answer.WhyNot!]);
            return;
        }

        foreach (var pooled in answer.Value)
        {
            for (var i = 0; i < pooled.Tasks.Count; i++)
            {
                var (own, shrunken) = (pooled.Own[i], pooled.Shrunken[i]);
                csv.WriteRecord([effect, pooled.Name, pooled.Tasks[i], .. Texts(own), Text(shrunken.Value), Text(shrunken.Interval.Low), Text(shrunken.Interval.High), "", "", "", "", "", "", "", ""]);
            }

            csv.WriteRecord([effect, pooled.Name, "pooled", .. Texts(pooled.Mean), "", "", "", Text(pooled.Prediction?.Low ?? double.NaN), Text(pooled.Prediction?.High ?? double.NaN),
                Text(pooled.OnScale.TauSquared), Text(pooled.OnScale.ISquared), Text(pooled.OnScale.PValue), Text(pooled.AdjustedP), egger(pooled.Name), ""]);
        }
    }

    private static void WriteModerators(CsvWriter csv, AnalysisReport report)
    {
        csv.WriteRecord(["effect", "name", "feature", "slope", "standard_error", "low", "high", "p", "p_adjusted", "r_squared", "tasks", WhyNot]);
        foreach (var moderator in report.Moderators)
        {
            if (!moderator.Fit.HasValue)
            {
                csv.WriteRecord([moderator.Kind, moderator.Effect, moderator.Feature, "", "", "", "", "", "", "", "", moderator.Fit.WhyNot!]);
                continue;
            }

            var (fit, slope) = (moderator.Fit.Value, moderator.Fit.Value.Coefficients[1]);
            csv.WriteRecord([moderator.Kind, moderator.Effect, moderator.Feature, Text(slope.Estimate), Text(slope.StandardError), Text(slope.Interval.Low), Text(slope.Interval.High), Text(slope.PValue), Text(moderator.AdjustedP), Text(fit.RSquared), Text(fit.Count), ""]);
        }
    }

    private static string[] Texts(EffectEstimate estimate) => [Text(estimate.Value), Text(estimate.StandardError), Text(estimate.Interval.Low), Text(estimate.Interval.High)];

    private static void WriteVariants(CsvWriter csv, AnalysisReport report)
    {
        csv.WriteRecord(["variant", "runs", "tasks", "advantage", "low", "high", "probability_best", "next_share", "reason", WhyNot]);
        if (!report.Variants.HasValue)
        {
            csv.WriteRecord(["", "", "", "", "", "", "", "", "", report.Variants.WhyNot!]);
            return;
        }

        foreach (var standing in report.Variants.Value.Standings)
        {
            csv.WriteRecord([standing.Variant, Text(standing.Runs), Text(standing.Tasks), Text(standing.Advantage.Mean), Text(standing.Advantage.Low), Text(standing.Advantage.High),
                Text(standing.ProbabilityBest), Text(standing.NextShare), standing.Reason, ""]);
        }
    }

    private static void WriteSurvival(CsvWriter csv, AnalysisReport report)
    {
        csv.WriteRecord(["effort", "curve", "time", "at_risk", "events", "censored", "not_yet", "low", "high", WhyNot]);
        foreach (var (effort, times) in report.Times)
        {
            var name = JsonNamingPolicy.KebabCaseLower.ConvertName(effort.ToString());
            if (!times.HasValue)
            {
                csv.WriteRecord([name, "", "", "", "", "", "", "", "", times.WhyNot!]);
                continue;
            }

            foreach (var curve in times.Value.Curves.Prepend(times.Value.Overall))
                WriteCurve(csv, name, curve);
        }
    }

    private static void WriteCurve(CsvWriter csv, string effort, SurvivalCurve curve)
    {
        for (var i = 0; i < curve.Times.Length; i++)
        {
            csv.WriteRecord([effort, curve.Name, Text(curve.Times[i]), Text(curve.AtRisk[i]), Text(curve.Events[i]), Text(curve.Censored[i]), Text(curve.Survival[i]), Text(curve.Low[i]), Text(curve.High[i]), ""]);
        }
    }

    private static void WriteCsv(string folder, string name, Action<CsvWriter> write) => WriteText(folder, name, text =>
    {
        using var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        write(csv);
    });

    private static void WriteText(string folder, string name, Action<TextWriter> write)
    {
        using var text = new StreamWriter(Path.Combine(folder, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(text);
    }

    private static string Text(double number) => double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture);
}
