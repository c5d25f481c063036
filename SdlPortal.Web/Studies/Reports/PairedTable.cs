using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Studies.Reports;

/// <summary>paired.csv: each strategy against each other one in every cell, on the same repetitions; described in docs/study-file.md. Pure.</summary>
public static class PairedTable
{
    public const string FileName = "paired.csv";

    public static PlotTable Of(StudySummary summary) => new(
        ["problem", "dimensions", "delay", "strategy", "reference", "pairs", "difference_mean", "difference_low", "difference_high", "ratio", "ratio_low", "ratio_high", "wins", "losses", "ties", "p", "p_holm"],
        [.. PairedComparison.Between(summary, summary.Plan.Strategies, summary.Plan.Strategies).Select(c => (IReadOnlyList<string>)
            [c.Cell.Problem, Quantity.Full(c.Cell.Dimensions), Quantity.Full(c.Cell.Delay), c.Cell.Strategy, c.Reference, Quantity.Full(c.Pairs),
                .. Texts(c.Difference), .. Texts(c.Ratio), Quantity.Full(c.Wins), Quantity.Full(c.Losses), Quantity.Full(c.Ties), Quantity.Full(c.PValue), Quantity.Full(c.AdjustedPValue)])]);

    private static string[] Texts(Estimate estimate) => [Text(estimate.Mean), Text(estimate.Low), Text(estimate.High)];

    private static string Text(double value) => double.IsFinite(value) ? Quantity.Full(value) : "";
}
