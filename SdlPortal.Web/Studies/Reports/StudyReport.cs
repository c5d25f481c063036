using System.Globalization;
using System.Text;
using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Domain.Simulation.Studies.Findings;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Studies.Figures;

namespace SdlPortal.Web.Studies.Reports;

/// <summary>A study as a Markdown document: protocol, findings with their numbers, figures, and the table of all cells. Pure.</summary>
public static class StudyReport
{
    public static string Write(StudySummary summary, IReadOnlyList<Finding> findings, IReadOnlyList<Figure> figures, ReportFacts facts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {facts.Title}\n\n{Protocol(summary)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Commit {facts.Commit ?? "COMMIT"}, {facts.Machine ?? "MACHINE"}; {facts.Took ?? "TIME"}.\n\n    {facts.Command ?? "COMMAND"}\n\n");
        text.Append("## Findings\n\n").Append(Overview(findings)).Append('\n');
        foreach (var finding in findings)
            text.Append(OneFinding(finding));
        text.Append("## Figures\n\n");
        foreach (var figure in figures)
            text.Append(CultureInfo.InvariantCulture, $"### {figure.Title}\n{figure.Description}\n\n![{figure.Title}]({facts.FiguresFolder}/{figure.Key}.svg)\n\n");
        text.Append("## All cells\n\n").Append(Cells(summary)).Append('\n').Append(Seconds(summary));
        return text.ToString();
    }

    /// <summary>The findings alone.</summary>
    public static string Findings(IReadOnlyList<Finding> findings) => "# Findings\n\n" + Overview(findings) + "\n" + string.Concat(findings.Select(OneFinding));

    /// <summary>Cumulative regret of every cell, mean ± standard error, with the share of Random.</summary>
    public static string Cells(StudySummary summary)
    {
        var strategies = summary.Plan.Strategies;
        var cells = summary.Cells.ToDictionary(c => c.Cell);
        var random = strategies.Contains(StrategyNames.Random);
        var text = new StringBuilder("Cumulative regret: mean ± standard error over the repetitions");
        text.Append(random ? ", and in parentheses the share of Random's.\n\n" : ".\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| problem | delay | repetitions | {string.Join(" | ", strategies)} |\n|---|---|---|{string.Concat(strategies.Select(_ => "---|"))}\n");
        foreach (var problem in summary.Problems)
        {
            var scale = AxisScale.Of(summary.Cells.Where(c => c.Cell.Problem == problem.Label && c.Cell.Dimensions == problem.Dimensions).SelectMany(c => c.Regrets));
            foreach (var delay in summary.Plan.Delays)
            {
                var own = strategies.Select(s => cells.GetValueOrDefault(new StudyCell(problem.Label, problem.Dimensions, delay, s))).ToList();
                if (own.TrueForAll(c => c is null))
                    continue;
                var counts = own.OfType<CellSummary>().Select(c => c.Regrets.Count).Distinct().Order().ToList();
                var reference = cells.GetValueOrDefault(new StudyCell(problem.Label, problem.Dimensions, delay, StrategyNames.Random));
                text.Append(CultureInfo.InvariantCulture, $"| {scale.Title(StudyNames.Problem(problem.Label, problem.Dimensions), problem.Unit)} | {delay} | {string.Join(" to ", counts.Count > 1 ? [counts[0], counts[^1]] : counts)} | {string.Join(" | ", own.Select(c => Cell(c, reference, scale)))} |\n");
            }
        }

        return text.ToString();
    }

    private static string Cell(CellSummary? cell, CellSummary? reference, AxisScale scale)
    {
        if (cell is null)
            return "";
        var mean = scale.Of(cell.Regrets.Mean());
        var spread = cell.Regrets.Count > 1 ? $" ± {scale.Of(MeanEstimate.StandardError(cell.Regrets)).ToString(Format(mean), CultureInfo.InvariantCulture)}" : "";
        var share = reference is not null && reference != cell && PairedComparison.Of(cell, reference) is { } c && double.IsFinite(c.Ratio.Mean)
            ? string.Create(CultureInfo.InvariantCulture, $" ({c.Ratio.Mean:F2})") : "";
        return mean.ToString(Format(mean), CultureInfo.InvariantCulture) + spread + share;
    }

    /// <summary>What a proposal costs.</summary>
    private static string Seconds(StudySummary summary)
    {
        var text = new StringBuilder("| strategy | seconds per proposal, median over the cells | largest p95 |\n|---|---|---|\n");
        foreach (var group in summary.Cells.GroupBy(c => c.Cell.Strategy))
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Select(c => c.ProposalSecondsMedian).Median():G2} | {group.Max(c => c.ProposalSecondsP95):G2} |\n");
        return text.ToString();
    }

    private static string Protocol(StudySummary summary)
    {
        var plan = summary.Plan;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Protocol of Wen, Zeitler and Rupnow (arXiv 2312.03466): {plan.Initial} uniform random points, {plan.Observations} experiments, delays {string.Join(", ", plan.Delays)}, {plan.Repetitions} repetitions, seed {plan.Seed}. The delay is strict: experiment k is chosen with the results of the first k - delay experiments. Regret is the sum over the experiments of the optimum less the best *measured* value so far (of a minimized objective: the other way round). All strategies meet the same initial points and the same noise in a repetition, and are compared in pairs; intervals are of 95 %, p-values are corrected (Holm) for all claims of a finding. \"Beyond chance\" means a corrected p below 0.05.\n\n");
        text.Append("| problem | dimensions | objective | optimum | noise sd | truth |\n|---|---|---|---|---|---|\n");
        foreach (var problem in summary.Problems)
        {
            var planned = plan.Problems.First(p => p.Label == problem.Label && p.Dimensions == problem.Dimensions);
            var truth = (problem.R2 is { } r2 ? string.Create(CultureInfo.InvariantCulture, $"Gaussian process fitted to a table, cross-validated r² {r2:F3}") : planned.Source) + (planned.Shift ? ", optimum at another place in each repetition" : "");
            text.Append(CultureInfo.InvariantCulture, $"| {problem.Label} | {problem.Dimensions} | {(problem.Maximizes ? "largest" : "smallest")} {problem.Objective} | {Quantity.Text(problem.Optimum, problem.Unit)} | {Quantity.Text(problem.NoiseSd, problem.Unit)} | {truth} |\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Overview(IReadOnlyList<Finding> findings) =>
        "| finding | verdict |\n|---|---|\n" + string.Concat(findings.Select(f => $"| {f.Claim} | **{f.VerdictText}** |\n"));

    private static string OneFinding(Finding finding)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### {finding.Claim}\n**{char.ToUpperInvariant(finding.VerdictText[0])}{finding.VerdictText[1..]}.** {finding.Sentence}\n\n");
        if (finding.Evidence.Rows.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", finding.Evidence.Columns)} |\n|{string.Concat(finding.Evidence.Columns.Select(_ => "---|"))}\n");
            foreach (var row in finding.Evidence.Rows)
                text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>As many decimals as the size of a mean calls for; its error has the same.</summary>
    private static string Format(double mean) => Math.Abs(mean) >= 200 ? "F0" : Math.Abs(mean) >= 10 ? "F1" : "F3";
}
