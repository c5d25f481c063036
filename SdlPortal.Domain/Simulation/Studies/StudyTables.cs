using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// The tables of a study, described in docs/study-file.md: observations.csv, timings.csv and summary.csv. Rows stand in the plan's order whatever the order of
/// computation, numbers are round-trip exact; each file is written under another name first, so it is whole or the old one.
/// </summary>
internal static class StudyTables
{
    public const string Observations = "observations.csv";
    public const string Timings = "timings.csv";
    public const string Summary = "summary.csv";

    public static readonly ImmutableList<string> Names = [Observations, Timings, Summary];

    private static readonly string[] Keys = ["problem", "dimensions", "delay", "strategy", "repetition", "observation"];

    /// <exception cref="StudyFolderException">A file cannot be written, or the journal cannot be read any more.</exception>
    public static void Write(StudyJournal journal, string folder)
    {
        var summary = journal.Results.Summary();
        Write(folder, Summary, csv => WriteSummary(csv, summary));
        Write(folder, Timings, timings => Write(folder, Observations, observations => WriteRepetitions(observations, timings, journal, summary)));
    }

    private static void WriteSummary(CsvWriter csv, StudySummary summary)
    {
        csv.WriteRecord(["problem", "dimensions", "delay", "strategy", "repetitions", "cumulative_regret_mean", "cumulative_regret_sd", "cumulative_regret_f_mean",
            "final_best_y_mean", "final_best_f_mean", "proposal_seconds_median", "proposal_seconds_p95"]);
        foreach (var cell in summary.Cells)
        {
            csv.WriteRecord([.. Of(cell.Cell), Text(cell.Regrets.Count), Text(cell.Regrets.Average()), cell.Regrets.Count > 1 ? Text(MathNet.Numerics.Statistics.Statistics.StandardDeviation(cell.Regrets)) : "",
                Text(cell.RegretsF.Average()), Text(cell.FinalBestY.Average()), Text(cell.FinalBestF.Average()), Text(cell.ProposalSecondsMedian), Text(cell.ProposalSecondsP95)]);
        }
    }

    private static void WriteRepetitions(CsvWriter observations, CsvWriter timings, StudyJournal journal, StudySummary summary)
    {
        var plan = summary.Plan;
        var columns = plan.Problems.Max(p => p.Dimensions);
        observations.WriteRecord([.. Keys, .. Enumerable.Range(1, columns).Select(i => $"x{Text(i)}"), "y", "f", "running_best_y", "running_best_f"]);
        timings.WriteRecord([.. Keys, "fit_seconds", "acquire_seconds"]);
        var problems = summary.Problems.ToDictionary(p => (p.Label, p.Dimensions));
        foreach (var cell in plan.Cells)
        {
            var maximizes = problems[(cell.Problem, cell.Dimensions)].Maximizes;
            for (var number = 0; number < plan.Repetitions; number++)
            {
                if (journal.Find(new StudyKey(cell, number)) is not { } repetition)
                    continue;
                string[] keys = [.. Of(cell), Text(number)];
                var (bestY, bestF) = (CellResults.RunningBest(repetition.Y, maximizes), CellResults.RunningBest(repetition.F, maximizes));
                for (var k = 0; k < plan.Observations; k++)
                {
                    observations.WriteRecord([.. keys, Text(k), .. repetition.X[k].Select(v => v.ToString()), .. Enumerable.Repeat("", columns - repetition.X[k].Count),
                        Text(repetition.Y[k]), Text(repetition.F[k]), Text(bestY[k]), Text(bestF[k])]);
                }

                var first = plan.Observations - repetition.FitSeconds.Count;
                for (var i = 0; i < repetition.FitSeconds.Count; i++)
                    timings.WriteRecord([.. keys, Text(first + i), Text(repetition.FitSeconds[i]), Text(repetition.AcquireSeconds[i])]);
            }
        }
    }

    private static void Write(string folder, string name, Action<CsvWriter> write)
    {
        var path = Path.Combine(folder, name);
        var draft = path + ".new";
        try
        {
            using (var text = new StreamWriter(draft, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024))
            {
                using var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
                write(csv);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
            throw new StudyFolderException($"{path} cannot be written: {e.Message.TrimEnd('.')}. The repetitions are kept: make room and go on with the study, and it is written.", e);
        }
    }

    private static string[] Of(StudyCell cell) => [cell.Problem, Text(cell.Dimensions), Text(cell.Delay), cell.Strategy];

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
