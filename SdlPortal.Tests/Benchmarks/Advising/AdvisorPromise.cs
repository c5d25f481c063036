using System.Diagnostics;
using System.Globalization;

namespace SdlPortal.Tests.Benchmarks.Advising;

/// <summary>`advisor-promise --out FILE`: asks the advisor about twenty labs, then simulates every choice on their own truths; writes the table of docs/results/advisor.md.</summary>
internal static class AdvisorPromise
{
    private const int AdviceRepetitions = 24;
    private const int TrueRepetitions = 40;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not ["--out", var file, ..] || Number(args, "--threads", 2) is not { } threads || Number(args, "--labs", PromiseLabs.All.Count) is not { } labs || Number(args, "--series", 0) is not { } series)
        {
            await errors.WriteLineAsync("advisor-promise --out FILE.md [--threads 2] [--labs 20] [--series 0]");
            return 2;
        }

        var results = new List<PromiseResult>();
        foreach (var lab in PromiseLabs.Series(series).Take(labs))
        {
            var start = Stopwatch.StartNew();
            var result = PromiseResult.Of(lab, AdviceRepetitions, TrueRepetitions, threads);
            results.Add(result);
            await output.WriteLineAsync($"{PromiseTable.Row(result)} {start.Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s");
            foreach (var truth in result.Truth)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"    {truth.InFlight} {truth.Strategy}: {truth.Share:F3} ± {truth.Error:F3} in {truth.Hours:F1} h; advised {result.Advice.Choices.First(c => c.InFlight == truth.InFlight && c.Strategy == truth.Strategy).AtEnd.Mean:F3}"));
            await File.WriteAllLinesAsync(file, PromiseTable.Of(results));
        }

        return 0;
    }

    private static int? Number(string[] args, string name, int without)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 ? without : at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }
}
