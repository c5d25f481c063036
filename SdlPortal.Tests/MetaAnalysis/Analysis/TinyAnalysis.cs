using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Tests.MetaAnalysis.Analysis;

/// <summary>Three made-up tasks of 60 runs with two variants, starts, durations and a few failures, and what the pipeline says of them. Worked out once for all tests that ask.</summary>
internal static class TinyAnalysis
{
    private static readonly Lazy<AnalysisOutcome> Worked = new(() => Run(Runs()));

    public static AnalysisRequest Request { get; } = new(new AnalysisSelection("yield"));

    public static AnalysisOutcome Outcome => Worked.Value;

    public static AnalysisReport Report => Outcome.Report;

    public static AnalysisOutcome Run(RunTable runs, int threads = 1, AnalysisRequest? request = null) =>
        AnalysisPipeline.Run(new LoadedRuns(runs, new bool[runs.Count], "tiny", 0, ["One source says yield in percent."]), request ?? Request, threads).Value;

    /// <summary>Runs of the variant "flow" come out better; every 20th run failed.</summary>
    public static RunTable Runs(int tasks = 3)
    {
        var runs = PlantedTasks.Runs(tasks, 60);
        string[] variants = [.. Enumerable.Range(0, runs.Count).Select(i => i % 2 == 0 ? "batch" : "flow")];
        double[] yields = [.. runs.Metrics[0].Replicates[0].Select((y, i) => i % 20 == 19 ? double.NaN : y + (i % 2 == 0 ? 0 : 0.4))];
        return runs with
        {
            Variants = SampleTables.Labels(variants),
            Metrics = [runs.Metrics[0] with { Replicates = [yields] }],
            Status = [.. yields.Select(y => double.IsNaN(y) ? RunStatus.Failed : RunStatus.Completed)],
            Start = [.. yields.Select((_, i) => 1.7e9 + (3600.0 * i))],
            DurationSeconds = [.. yields.Select((_, i) => 60.0 + (i % 7 * 10))],
        };
    }
}
