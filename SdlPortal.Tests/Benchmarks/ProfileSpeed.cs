using System.Diagnostics;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>How long a file of 30 columns takes to be profiled, its odd rows listed and its columns correlated, one after the other as `data profile` does; and the memory of the process so far.</summary>
internal static class ProfileSpeed
{
    public static async Task MeasureAsync(ResultRows rows, int count, string? given)
    {
        var folder = Directory.CreateTempSubdirectory("sdl-profile-");
        try
        {
            var file = given ?? Path.Combine(folder.FullName, "mixed.csv");
            if (given is null)
                DataSpeed.Write(file, count, isMixed: true);
            var step = new AnalysisStep(Environment.ProcessorCount, (_, _) => { }, CancellationToken.None);
            var table = await DoneAsync(rows, given is null ? $"Reading {count:N0} x 30 with texts, units and times" : "Reading", "", () => TableReader.Store(file, Path.Combine(folder.FullName, "table"), TableReading.ByItself, step));
            await DoneAsync(rows, "Its profile and quality report", "< 20 s", () => ProfileAnalysis.Definition.Do(table, new ProfileSettings(), step));
            await DoneAsync(rows, "Its outliers", "", () => OutlierAnalysis.Definition.Do(table, new OutlierSettings(), step));
            await DoneAsync(rows, "Its correlations, of both kinds", "< 5 s", () => CorrelationAnalysis.Definition.Do(table, new CorrelationSettings(), step));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<T> DoneAsync<T>(ResultRows rows, string what, string target, Func<T> work)
    {
        var (before, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var answer = work();
        var (wall, processor) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        using var process = Process.GetCurrentProcess();
        await rows.AddAsync(what, target, $"{wall:F1} s ({processor:F1} s of processor time); most memory of the process until here {process.PeakWorkingSet64 / 1e9:F2} GB");
        return answer;
    }
}
