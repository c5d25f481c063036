using System.Text.Json;
using Microsoft.Playwright;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Browser;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>
/// From a station's event to the changed pixel: two browsers, each a program of its own, watch one campaign on the real server. The event's time is the one in the
/// log, taken before it was stored; the pixel's is the task after the animation frame that showed the bar's new state, by the same clock.
/// </summary>
internal static class LiveSpeed
{
    /// <summary>Lab seconds per second at which the demo line brings about 20 events per second.</summary>
    public const double TimeScale = 200;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task MeasureAsync(ResultRows rows, string strategy, int completed, TimeSpan length)
    {
        using var folder = new TemporaryFolder();
        var (id, _, _) = await PreparedCampaign.StoreAsync(folder.Path, PreparedCampaign.Definition(strategy, completed + 1000), completed, TimeScale);
        await using var portal = new PortalProcess(folder.Path, $"--Lab:Speed={TimeScale}");
        await using var first = await Visitors.ArriveAsync();
        await using var second = await Visitors.ArriveAsync();
        await portal.StartAndWaitAsync();
        var address = $"{portal.Address}/campaigns/{id}";
        var pages = new[] { await first.OpenAsync(address, script: WatchScript), await second.OpenAsync(address, script: WatchScript) };
        foreach (var page in pages)
            await page.Locator(".gantt-bar.done").First.WaitForAsync();
        await Task.Delay(WarmUp);
        var (begin, before) = (TimeProvider.System.GetUtcNow(), portal.ProcessorTime);
        await Task.Delay(length);
        var end = TimeProvider.System.GetUtcNow();
        var share = (portal.ProcessorTime - before) / (end - begin);
        await Task.Delay(TimeSpan.FromSeconds(1));
        var shown = new List<Dictionary<string, Dictionary<string, double>>>();
        foreach (var page in pages)
            shown.Add(JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(await page.EvaluateAsync<string>("() => JSON.stringify(portalWatch.bars)"))!);
        await portal.KillAsync();

        var events = (await StoredCampaign.ReadAsync(folder.Path, id)).Where(e => e.At >= begin && e.At <= end).ToList();
        for (var i = 0; i < pages.Length; i++)
        {
            var missed = 0;
            var delays = new List<double>();
            foreach (var item in events)
            {
                if (Bar(item.Event) is not { } bar)
                    continue;
                if (At(shown[i], bar) is { } at)
                    delays.Add(at - item.At.ToUnixTimeMilliseconds());
                else
                    missed++;
            }

            await rows.AddAsync(
                $"Station event to changed pixel, browser {i + 1} of 2, {Words(strategy, completed)}",
                "p95 < 200 ms at 20 events/s",
                $"{new Spread(delays)} at {events.Count / (end - begin).TotalSeconds:0.0} events/s, the server uses {share:P0} of a core{(missed > 0 ? $"; {missed} not seen" : "")}");
        }
    }

    public static string WatchScript { get; } = File.ReadAllText(Repository.File("SdlPortal.Tests", "Benchmarks", "PageWatch.js"));

    private static string Words(string strategy, int completed) => $"strategy {strategy}" + (completed > 0 ? $", after {completed} experiments" : "");

    private static (string Key, bool Ended)? Bar(CampaignEvent item) => item switch
    {
        StageStarted e => ($"r{e.Experiment}-{e.Step}-{e.Attempt}", false),
        StageFinished e => ($"r{e.Experiment}-{e.Step}-{e.Attempt}", true),
        _ => null,
    };

    /// <summary>A stage that ended before the page drew it shows its start with its end.</summary>
    private static double? At(Dictionary<string, Dictionary<string, double>> shown, (string Key, bool Ended) bar)
    {
        var states = shown.GetValueOrDefault(bar.Key) ?? [];
        if (!bar.Ended && states.TryGetValue("started", out var started) && started > 0)
            return started;
        return states.TryGetValue("ended", out var ended) && ended > 0 ? ended : null;
    }
}
