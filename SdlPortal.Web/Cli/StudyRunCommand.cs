using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Cli;

/// <summary>One call of `study run`: opens the folder, computes with a progress bar, writes the tables, says what came of it.</summary>
internal sealed class StudyRunCommand(string folder, int threads, TextWriter output, TextWriter error)
{
    private const int MostReasons = 20;

    /// <param name="plan">Null to go on with the plan that the folder has.</param>
    /// <param name="change">What the options change of a plan.</param>
    public async Task<int> ExecuteAsync(StudyPlan? plan, bool resume, Func<StudyPlan, StudyPlan> change, CancellationToken cancellationToken)
    {
        try
        {
            plan = change(plan ?? StudyJournal.Read(folder).Plan);
            using var run = resume ? StudyRun.Resume(folder, plan, TimeProvider.System, cancellationToken) : StudyRun.Start(folder, plan, TimeProvider.System, cancellationToken);
            foreach (var remark in run.Remarks)
                await error.WriteLineAsync(remark);
            foreach (var problem in run.Results.Summary().Problems)
                await output.WriteAsync(StudyWords.Remarks(problem));
            await output.WriteLineAsync($"{StudyWords.Size(plan)}, {threads} at a time.{(run.Results.Finished > 0 ? $" {StudyWords.Count(run.Results.Finished)} repetitions are there already." : "")}");
            return await ComputeAsync(run, cancellationToken);
        }
        catch (DefinitionException e)
        {
            await ProblemLines.WriteAsync("The study", e.Problems, error);
            return PortalCli.BadUsage;
        }
        catch (StudyFolderException e)
        {
            await error.WriteLineAsync(e.Message);
            return PortalCli.Failed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted before the first repetition.");
            return PortalCli.Failed;
        }
    }

    private async Task<int> ComputeAsync(StudyRun run, CancellationToken cancellationToken)
    {
        var interrupted = false;
        using (var bar = StudyProgressBar.On(output))
        {
            try
            {
                await run.RunAsync(threads, bar.Show, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                interrupted = true;
            }
        }

        var progress = run.Progress;
        run.WriteTables();
        await StudyReportCommand.WriteAsync(run.Results.Summary(), folder, CancellationToken.None);
        await output.WriteLineAsync($"{StudyWords.Count(progress.Finished)} of {StudyWords.Count(progress.Total)} repetitions finished, in {StudyWords.Time(progress.Elapsed)}. Wrote observations.csv, timings.csv, summary.csv, paired.csv, findings.md and figures to {folder}.");
        if (interrupted)
            await error.WriteLineAsync($"Interrupted. What is finished is kept; go on with: study run --out {Quoted(folder)} --resume");
        var failures = run.Results.Failures;
        if (failures.Count > 0)
            await error.WriteLineAsync($"{StudyWords.Count(failures.Count)} {(failures.Count == 1 ? "repetition" : "repetitions")} failed:");
        foreach (var (key, reason) in failures.Take(MostReasons))
            await error.WriteLineAsync($"  {key.Cell.Problem} in {key.Cell.Dimensions} dimensions, delay {key.Cell.Delay}, {key.Cell.Strategy}, repetition {key.Repetition}: {reason}");
        if (failures.Count > MostReasons)
            await error.WriteLineAsync($"  and {StudyWords.Count(failures.Count - MostReasons)} more.");
        return interrupted || failures.Count > 0 ? PortalCli.Failed : 0;
    }

    private static string Quoted(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}
