using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using SdlPortal.Tests.Browser;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>The page of a campaign with 2,000 experiments, running on at about 20 events per second: how soon it answers, and whether it stutters.</summary>
internal static class LargePage
{
    private const int Experiments = 2000;

    public static async Task MeasureAsync(ResultRows rows, int visits, TimeSpan length)
    {
        using var folder = new TemporaryFolder();
        var (id, events, runs) = await PreparedCampaign.StoreAsync(folder.Path, PreparedCampaign.Definition("random", 2 * Experiments), Experiments, LiveSpeed.TimeScale);
        var size = $"{Experiments:N0} experiments, {runs:N0} stage runs, {events:N0} events";
        await using var portal = new PortalProcess(folder.Path, $"--Lab:Speed={LiveSpeed.TimeScale}");
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();
        // The first page of a fresh server compiles what the others use; it is reported by itself.
        foreach (var (tab, shown, button, answer) in new[]
        {
            ("live", ".gantt-bar", ".gantt-zoom button[aria-pressed=false]", ".gantt-zoom button[aria-pressed=true]"),
            ("experiments", "tr.opens", "th:first-child button", "th:first-child[aria-sort=ascending]"),
        })
        {
            var (opened, worked) = (new List<double>(), new List<double>());
            for (var i = 0; i <= visits; i++)
            {
                var before = portal.ProcessorTime;
                var (page, milliseconds) = await OpenAsync(visitors, $"{portal.Address}/campaigns/{id}?tab={tab}", shown, button, answer);
                opened.Add(milliseconds);
                worked.Add((portal.ProcessorTime - before).TotalMilliseconds);
                if (i == visits)
                {
                    await rows.AddAsync($"Page of {size}, tab {tab}: navigation until a button has answered", "< 1 s", $"{new Spread(opened.Skip(1))}; the very first after the server's start {opened[0]:0} ms. The server's processor time: {new Spread(worked.Skip(1))}, at first {worked[0]:0} ms");
                    await StutterAsync(rows, portal, page, tab, length);
                    await rows.AddAsync($"Resident memory of the server with the tab {tab} open", "", $"{portal.WorkingSet / 1048576.0:0} MiB");
                }

                await LeaveAsync(page);
            }
        }
    }

    /// <summary>
    /// From navigation to the frame that shows the page's answer to a click, timed by the page itself: Playwright looks for elements
    /// only every half second. The click comes as soon as the first bar or row is there; cache and circuit are cold at every visit.
    /// </summary>
    private static async Task<(IPage Page, double Milliseconds)> OpenAsync(Visitors visitors, string address, string shown, string button, string answer)
    {
        var page = await visitors.OpenAsync("about:blank", script: $"{LiveSpeed.WatchScript}\nportalWatch.visit({JsonSerializer.Serialize(new[] { shown, button, answer })});");
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => portalWatch.answered");
        return (page, await page.EvaluateAsync<double>("() => portalWatch.answered"));
    }

    /// <summary>As a person leaves: the page says goodbye, and the server lets go of it at once instead of keeping it for a reconnect.</summary>
    private static async Task LeaveAsync(IPage page)
    {
        await page.GotoAsync("about:blank");
        await page.Context.CloseAsync();
    }

    private static async Task StutterAsync(ResultRows rows, PortalProcess portal, IPage page, string tab, TimeSpan length)
    {
        await Task.Delay(TimeSpan.FromSeconds(3));
        var begin = await page.EvaluateAsync<double>("() => performance.now()");
        var (clock, before) = (Stopwatch.StartNew(), portal.ProcessorTime);
        await Task.Delay(length);
        var share = (portal.ProcessorTime - before) / clock.Elapsed;
        var frames = await ReadAsync(page, "frames", begin);
        var tasks = await ReadAsync(page, "longTasks", begin);
        await rows.AddAsync($"The same page updating, tab {tab}: time between frames", "none > 100 ms", $"{new Spread(frames)}; {frames.Count(f => f > 100)} over 100 ms; main thread busy for over 50 ms at a time: {tasks.Count}, longest {tasks.DefaultIfEmpty(0).Max():0} ms; the server uses {share:P0} of a core");
    }

    private static async Task<List<double>> ReadAsync(IPage page, string list, double begin) =>
        JsonSerializer.Deserialize<double[][]>(await page.EvaluateAsync<string>($"() => JSON.stringify(portalWatch.{list})"))!.Where(e => e[0] >= begin).Select(e => e[1]).ToList();
}
