using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Tests.Fakes;

/// <summary>Studies of a second, and what they wrote.</summary>
internal static class SmallStudies
{
    /// <summary>Two problems of different dimension, one of them moved about.</summary>
    public static StudyPlan Plan { get; } = new()
    {
        Problems = [new PlannedProblem("levy", "levy", 2), new PlannedProblem("ackley-shifted", "ackley", 3, 0.25, Shift: true)],
        Delays = [0, 2],
        Strategies = ["random", "ei", "auto"],
        Repetitions = 3,
        Observations = 14,
        Initial = 6,
        Seed = 11,
    };

    public static async Task<StudySummary> RunAsync(string folder, StudyPlan plan, int threads = 2)
    {
        using var run = StudyRun.Resume(folder, plan, TimeProvider.System);
        await run.RunAsync(threads);
        run.WriteTables();
        return run.Results.Summary();
    }

    /// <summary>Runs until so many repetitions are finished, and no further.</summary>
    public static async Task InterruptAsync(string folder, StudyPlan plan, int after, int threads = 2)
    {
        using var run = StudyRun.Resume(folder, plan, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(threads, progress =>
        {
            if (progress.Finished >= after)
                stop.Cancel();
        }, stop.Token));
    }

    public static string Text(string folder, string name = "observations.csv") => File.ReadAllText(Path.Combine(folder, name));

    /// <summary>The rows of a table by column name.</summary>
    public static List<Dictionary<string, string>> Rows(string folder, string name)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, name));
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => columns.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal))];
    }
}
