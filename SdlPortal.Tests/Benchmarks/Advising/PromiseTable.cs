using System.Globalization;

namespace SdlPortal.Tests.Benchmarks.Advising;

/// <summary>The results of the promise as a Markdown table with what simple rules would have reached.</summary>
internal static class PromiseTable
{
    public static IEnumerable<string> Of(IReadOnlyList<PromiseResult> results)
    {
        yield return "| lab | truth, noise | line | budget | compared | best | recommended | share best | share recommended | of best | regret ratio | one at a time | stations | most | sureness |";
        yield return "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";
        foreach (var result in results)
            yield return Row(result);
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"Kept in {results.Count(r => r.IsKept)} of {results.Count} labs. One at a time would have kept it in {results.Count(r => r.WouldKeep(1))}, as many as stations in {results.Count(r => r.WouldKeep(r.Lab.Stations))}, the most compared in {results.Count(r => r.WouldKeep(int.MaxValue))}.");
        yield return string.Create(CultureInfo.InvariantCulture, $"Mean share of the best's: recommended {Mean(results, r => r.Recommended):F3}, one at a time {Mean(results, r => r.Naive(1)):F3}, as many as stations {Mean(results, r => r.Naive(r.Lab.Stations)):F3}, the most {Mean(results, r => r.Naive(int.MaxValue)):F3}.");
    }

    public static string Row(PromiseResult result)
    {
        var (lab, best, own) = (result.Lab, result.Best, result.Recommended);
        var line = string.Join(" + ", lab.Stages.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Seconds}{(s.Capacity > 1 ? $"×{s.Capacity}" : "")}"))) + " s" + (lab.RobotSeconds > 0 ? ", robot" : "");
        var budget = string.Join(", ", new[] { lab.Budget.Hours is { } h ? Text(h) + " h" : null, lab.Budget.Experiments is { } e ? Text(e) : null }.OfType<string>());
        return string.Create(CultureInfo.InvariantCulture,
            $"| {lab.Number} | {lab.Truth}, {lab.NoiseShare:0.##}{(lab.PriorResults > 0 ? $", {lab.PriorResults} prior" : "")} | {line} | {budget} | {result.Truth.Select(t => t.InFlight).Distinct().Count()} × {lab.Strategies.Count} | {Choice(result, best)} | {Choice(result, own)} | {best.Share:F3} ± {best.Error:F3} | {own.Share:F3} ± {own.Error:F3} | {own.Share / best.Share:F2}{(result.IsKept ? "" : " (not kept)")} | {Ratio(1 - own.Share, 1 - best.Share)} | {Naive(result, 1)} | {Naive(result, lab.Stations)} | {Naive(result, int.MaxValue)} | {result.Advice.Sureness.ToString().ToLowerInvariant()} |");
    }

    private static double Mean(IReadOnlyList<PromiseResult> results, Func<PromiseResult, TrueResult> choice) => results.Average(r => choice(r).Share / r.Best.Share);

    private static string Choice(PromiseResult result, TrueResult choice) =>
        string.Create(CultureInfo.InvariantCulture, $"{choice.InFlight}{(result.Lab.Strategies.Count > 1 ? $" {choice.Strategy}" : "")}{(result.Lab.Budget.Experiments is null ? "" : $" ({choice.Hours:0.#} h)")}");

    private static string Naive(PromiseResult result, int inFlight)
    {
        var choice = result.Naive(inFlight);
        return string.Create(CultureInfo.InvariantCulture, $"{choice.InFlight}: {choice.Share / result.Best.Share:F2}");
    }

    private static string Ratio(double own, double best) => best > 1e-9 ? (own / best).ToString("F2", CultureInfo.InvariantCulture) : "–";

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
