namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>The measured running best may exceed the optimum because of noise: holds where it does at the end of a repetition.</summary>
internal static class LuckyNoise
{
    private const string Key = "above-the-optimum";
    private const string Claim = "The measured running best may exceed the global optimum, through noise alone.";

    public static Finding Check(StudySummary summary)
    {
        var noisy = summary.Problems.Where(p => p.NoiseSd > 0).ToDictionary(p => (p.Label, p.Dimensions));
        var cells = summary.Cells.Where(c => c.Repetitions.Count > 0 && noisy.ContainsKey((c.Cell.Problem, c.Cell.Dimensions))).ToList();
        if (cells.Count == 0)
            return Finding.NotTestable(Key, Claim, "No problem of the study has noise, or nothing is finished yet.");
        double Beyond(CellSummary cell, double value) =>
            noisy[(cell.Cell.Problem, cell.Cell.Dimensions)] is var problem && problem.Maximizes ? value - problem.Optimum : problem.Optimum - value;
        double NoiseOf(CellSummary cell) => noisy[(cell.Cell.Problem, cell.Cell.Dimensions)].NoiseSd;
        var all = cells.Sum(c => c.FinalBestY.Count);
        var above = cells.Sum(c => c.FinalBestY.Count(y => Beyond(c, y) > 0));
        var onAverage = cells.Where(c => Beyond(c, c.FinalBestY.Average()) > 0).ToList();
        var most = cells.MaxBy(c => Beyond(c, c.FinalBestY.Average()) / NoiseOf(c))!;
        var excess = Beyond(most, most.FinalBestY.Average());
        var largest = excess > 0
            ? $" The largest mean excess is {StudyFindings.Number(excess / NoiseOf(most), 2)} standard deviations of the noise ({StudyNames.Cell(most.Cell)})."
            : "";
        return new Finding(Key, Claim, above > 0 ? Verdict.Holds : Verdict.DoesNotHold,
            $"At the end the measured running best lies beyond the optimum in {above} of {all} repetitions, and on average in {onAverage.Count} of {cells.Count} cells.{largest}")
        {
            Cells = [.. onAverage.Select(c => c.Cell)],
        };
    }
}
