using System.Globalization;
using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies.Matrix;

/// <summary>
/// One strategy on one problem at one delay, as the matrix shows it.
/// </summary>
/// <param name="Done">Finished repetitions.</param>
/// <param name="Failed">Repetitions that could not be done.</param>
/// <param name="Regret">Mean cumulative regret over them; null without any.</param>
/// <param name="Share">The regret as a share of the reference's, over the repetitions that both have; null where there is none, or where the reference has nothing to lose.</param>
/// <param name="IsLowest">The row is complete and nobody in it has less regret.</param>
/// <param name="Words">All of it as a sentence.</param>
public sealed record MatrixCell(StudyCell Cell, int Done, int Failed, double? Regret, double? Share, bool IsReference, bool IsLowest, string Words)
{
    /// <summary>"better", "worse", "even" or "none": which way the color goes.</summary>
    public string Tone => Share is not { } share || IsReference ? "none" : share < 0.995 ? "better" : share > 1.005 ? "worse" : "even";

    /// <summary>How much color, from 0 to 1: full at a fifth of the reference's regret, and at twice.</summary>
    public double Strength => Share is not { } share || IsReference ? 0 : Math.Clamp(share < 1 ? (1 - share) / 0.8 : share - 1, 0, 1);
}

/// <param name="ProblemRows">How many rows the problem has, where this is the first; else 0.</param>
public sealed record MatrixRow(PlannedProblem Problem, int Delay, int ProblemRows, IReadOnlyList<MatrixCell> Cells);

/// <summary>The cells of a study as rows of problem and delay with a column per strategy, each compared with one strategy. Pure.</summary>
public sealed record StudyMatrix(IReadOnlyList<string> Strategies, string Reference, IReadOnlyList<MatrixRow> Rows)
{
    /// <param name="progress">How far every cell is, in the plan's order; the summary may lag behind.</param>
    /// <param name="reference">The strategy to compare with.</param>
    /// <param name="trueValues">Regret without noise instead of the measured one.</param>
    public static StudyMatrix Build(StudyPlan plan, StudySummary? summary, IReadOnlyList<CellProgress> progress, string reference, bool trueValues)
    {
        var known = summary?.Cells.ToDictionary(c => c.Cell) ?? [];
        var units = summary?.Problems.ToDictionary(p => (p.Label, p.Dimensions), p => p.Unit) ?? [];
        var rows = new List<MatrixRow>();
        var at = 0;
        foreach (var problem in plan.Problems)
        {
            var unit = units.GetValueOrDefault((problem.Label, problem.Dimensions));
            for (var d = 0; d < plan.Delays.Count; d++)
            {
                var delay = plan.Delays[d];
                var cells = plan.Strategies.Select(s => known.GetValueOrDefault(new StudyCell(problem.Label, problem.Dimensions, delay, s))).ToList();
                var means = cells.ConvertAll(c => c is null ? null : (double?)Regrets(c, trueValues).Average());
                var lowest = means.Count > 1 && means.TrueForAll(m => m is not null) && IsThrough(plan, progress, at) ? means.Min() : null;
                var compared = cells.Find(c => c?.Cell.Strategy == reference);
                rows.Add(new MatrixRow(problem, delay, d == 0 ? plan.Delays.Count : 0, [.. plan.Strategies.Select((strategy, i) =>
                {
                    var cell = new MatrixCell(new StudyCell(problem.Label, problem.Dimensions, delay, strategy), progress[at + i].Finished, progress[at + i].Failed, means[i],
                        ShareOf(cells[i], compared, trueValues), strategy == reference, lowest is not null && means[i] == lowest, "");
                    return cell with { Words = Sentence(cell, plan.Repetitions, reference, unit, cells[i], trueValues) };
                })]));
                at += plan.Strategies.Count;
            }
        }

        return new StudyMatrix(plan.Strategies, reference, rows);
    }

    /// <summary>Whether every repetition of a row is finished or failed.</summary>
    private static bool IsThrough(StudyPlan plan, IReadOnlyList<CellProgress> progress, int row) =>
        Enumerable.Range(row, plan.Strategies.Count).All(i => progress[i].Finished + progress[i].Failed >= plan.Repetitions);

    private static IReadOnlyList<double> Regrets(CellSummary cell, bool trueValues) => trueValues ? cell.RegretsF : cell.Regrets;

    /// <summary>Compared over the repetitions that both have: they met the same initial points and noise.</summary>
    private static double? ShareOf(CellSummary? cell, CellSummary? reference, bool trueValues)
    {
        if (cell is null || reference is null)
            return null;
        var others = reference.Repetitions.Zip(Regrets(reference, trueValues)).ToDictionary(p => p.First, p => p.Second);
        var pairs = cell.Repetitions.Zip(Regrets(cell, trueValues)).Where(p => others.ContainsKey(p.First)).Select(p => (Own: p.Second, Other: others[p.First])).ToList();
        return pairs.Count > 0 && pairs.Average(p => p.Other) is > 0 and var whole ? pairs.Average(p => p.Own) / whole : null;
    }

    private static string Sentence(MatrixCell cell, int repetitions, string reference, string? unit, CellSummary? summary, bool trueValues)
    {
        var progress = $"{cell.Done} of {repetitions} repetitions{(cell.Failed > 0 ? $", {cell.Failed} failed" : "")}";
        if (summary is null || cell.Regret is not { } regret)
            return $"{StudyNames.Strategy(cell.Cell.Strategy)}: {progress}, no result yet";
        var spread = cell.Done > 1 && summary.Repetitions.Count > 1 ? $" ± {Quantity.Text(Regrets(summary, trueValues).StandardDeviation(), unit, 2)} (sd over {progress})" : $" ({progress})";
        var share = cell.Share is { } s && !cell.IsReference ? $", {Percent(s)} of that of {StudyNames.Strategy(reference)}" : "";
        return $"{StudyNames.Strategy(cell.Cell.Strategy)}: cumulative regret {Quantity.Text(regret, unit)}{spread}{share}{(cell.IsLowest ? ", the lowest of the row" : "")}";
    }

    public static string Percent(double share) => (100 * share).ToString(share < 0.095 ? "0.0" : "0", CultureInfo.InvariantCulture) + "\u00a0%";
}
