using System.Diagnostics;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Processes;

/// <summary>The real program computes a study and is ended, by a kill or by Ctrl+C.</summary>
[Collection(WholeMachine.Name)]
public sealed class StudyKillTests : IDisposable
{
    private static readonly StudyPlan Plan = SmallStudies.Plan with { Observations = 40, Repetitions = 12 };
    private readonly TemporaryFolder folder = new();
    private readonly string file;
    private readonly string killed;

    public StudyKillTests()
    {
        (file, killed) = (Path.Combine(folder.Path, "study.json"), Path.Combine(folder.Path, "killed"));
        File.WriteAllText(file, StudyFile.Write(Plan));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_killed_study_goes_on_where_it_was_and_ends_with_the_same_bytes()
    {
        foreach (var share in new[] { 0.1, 0.4, 0.7 })
        {
            using var process = Start();
            await UntilAsync(process, (int)(share * 144));
            process.Kill();
            await process.WaitForExitAsync();
        }

        var kept = StudyJournal.Read(killed).Finished;
        Assert.InRange(kept, 100, 143);
        using var last = Start();
        var output = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();

        Assert.Equal(0, last.ExitCode);
        Assert.Contains($"{kept} repetitions are there already", output, StringComparison.Ordinal);
        await SmallStudies.RunAsync(Path.Combine(folder.Path, "whole"), Plan);
        Assert.Equal(SmallStudies.Text(Path.Combine(folder.Path, "whole")), SmallStudies.Text(killed));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_study_cleanly()
    {
        // Far too long to end by itself before the signal reaches it.
        File.WriteAllText(file, StudyFile.Write(Plan with { Repetitions = 1000 }));
        using var process = Start();
        await UntilAsync(process, 5);
        using (var signal = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await signal.WaitForExitAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Contains($"go on with: study run --out {killed} --resume", error, StringComparison.Ordinal);
        Assert.Equal(StudyJournal.Read(killed).Finished * Plan.Observations, SmallStudies.Rows(killed, "observations.csv").Count);
        Assert.False(File.Exists(Path.Combine(killed, StudyJournal.LockName)));
    }

    private Process Start()
    {
        // A suite that a shell runs in the background ignores Ctrl+C, and so would whatever it starts.
        var start = new ProcessStartInfo("env") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in new[] { "--default-signal=INT", "dotnet", PortalProcess.ProgramPath, "study", "run", file, "--out", killed, "--resume", "--threads", "2" })
            start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    /// <summary>Until so many repetitions are set down.</summary>
    private async Task UntilAsync(Process process, int finished)
    {
        var journal = Path.Combine(killed, StudyJournal.FileName);
        while (!File.Exists(journal) || Lines(journal) <= finished)
        {
            Assert.False(process.HasExited, "The study ended before it could be ended.");
            await Task.Delay(10);
        }
    }

    private static int Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Count(c => c == '\n');
    }
}
