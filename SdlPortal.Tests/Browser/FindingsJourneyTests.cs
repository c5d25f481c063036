using System.Globalization;
using Microsoft.Playwright;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>From imported runs to findings on the real server: two people see the same progress, one cancels, and all tabs of results are read in light and dark and on a narrow screen.</summary>
[Collection(WholeMachine.Name)]
public sealed class FindingsJourneyTests
{
    private const string Map = """{ "task": "material", "variant": "process", "parameters": { "temperature": { "unit": "°C" }, "rate": { "scale": "log" } }, "metrics": { "conductivity": { "columns": ["conductivity"], "goal": "maximize" } }, "start": "started" }""";

    [BrowserFact]
    public async Task Runs_are_analyzed_with_progress_in_two_browsers_canceled_analyzed_again_and_read()
    {
        using var folder = new TemporaryFolder();
        var id = Imported(folder.Path);
        await using var portal = new PortalProcess(folder.Path);
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();
        var address = $"{portal.Address}/prior-runs/{id}";
        var (ada, ben) = (await visitors.OpenAsync($"{address}/effects"), await visitors.OpenAsync($"{address}/regions"));

        // Runs that came by the command line are counted by themselves.
        await Expect(Button(ada, "Analyze")).Not.ToHaveAttributeAsync("aria-disabled", "true", new() { Timeout = 60_000 });
        await Button(ada, "Analyze").ClickAsync();
        foreach (var page in new[] { ada, ben })
            await Expect(page.Locator(".job-words").Filter(new() { HasTextRegex = new("quality checks|similarity|effects|regions") })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ben.GetByRole(AriaRole.Button, new() { Name = "Cancel: Analysis of conductivity" }).ClickAsync();
        foreach (var page in new[] { ada, ben })
        {
            await Expect(page.Locator(".job-strip li")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is analyzed yet" })).ToBeVisibleAsync();
        }

        await Button(ben, "Analyze").ClickAsync();
        foreach (var page in new[] { ada, ben })
            await Expect(page.Locator(".answer-head")).ToContainTextAsync("of 4 tasks", new() { Timeout = 120_000 });
        await Expect(ada.GetByRole(AriaRole.Heading, new() { Name = "What matters, over all tasks" })).ToBeVisibleAsync();
        await ada.GetByLabel("Parameter or pair").SelectOptionAsync("rate");
        await Expect(ada).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("effect=rate"));
        await Expect(ada.GetByRole(AriaRole.Heading, new() { Name = "Which way rate goes" })).ToBeVisibleAsync();
        await Expect(ada.Locator(".main-svg").First).ToBeVisibleAsync();
        await ReadAsync(ada);

        await Expect(ben.Locator(".region-claim")).ToContainTextAsync("in the best tenth");
        await Expect(ben.Locator("[aria-labelledby=held-out-title] tbody tr")).ToHaveCountAsync(5);
        await ReadAsync(ben);
        await ada.GetByRole(AriaRole.Link, new() { Name = "Variants", Exact = true }).ClickAsync();
        await Expect(ada.Locator(".region-claim")).ToContainTextAsync("blade is the best variant");
        await ReadAsync(ada);
        await ada.GetByRole(AriaRole.Link, new() { Name = "Time", Exact = true }).ClickAsync();
        await Expect(ada.Locator(".advice-list li")).ToHaveCountAsync(4);
        await ReadAsync(ada);

        await FilesAsync(ada, portal.Address);
        Assert.Empty(visitors.Errors);
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).First;

    /// <summary>No fault in light and dark, and nothing wider than a screen of 320 pixels.</summary>
    private static async Task ReadAsync(IPage page)
    {
        var faults = await AccessibilityTests.FaultsAsync(page, "light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        faults.AddRange(await AccessibilityTests.FaultsAsync(page, "dark"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        Assert.True(faults.Count == 0, $"{page.Url}: {string.Join(Environment.NewLine, faults)}");
        await page.SetViewportSizeAsync(320, 900);
        // Plots follow a moment later.
        await page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= 320", null, new() { Timeout = 10_000 });
        await page.SetViewportSizeAsync(1440, 900);
    }

    private static async Task FilesAsync(IPage page, string server)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = "Files of this answer" }).ClickAsync();
        var table = (await page.GetByRole(AriaRole.Link, new() { Name = "Download pooled.csv" }).GetAttributeAsync("href"))!;
        var answer = await page.APIRequest.GetAsync(server + table);
        Assert.Equal((200, "text/csv"), (answer.Status, answer.Headers["content-type"]));
        Assert.StartsWith("effect,name,", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(200, (await page.APIRequest.GetAsync(server + table.Replace("pooled.csv", "returns.svg", StringComparison.Ordinal))).Status);
        Assert.Equal(200, (await page.APIRequest.GetAsync(server + table.Replace("pooled.csv", "region-by-task.csv", StringComparison.Ordinal))).Status);
        foreach (var name in new[] { "analysis.json", "..%2Fproject.jsonl", "%2Fetc%2Fpasswd", "nothing.svg" })
            Assert.Equal(404, (await page.APIRequest.GetAsync(server + table.Replace("pooled.csv", name, StringComparison.Ordinal))).Status);
    }

    /// <summary>Four materials of 150 runs each; the blade is best, hot and slow is good.</summary>
    private static string Imported(string folder)
    {
        var random = new SeededRandom(11);
        var lines = Enumerable.Range(0, 600).Select(i =>
        {
            var (temperature, rate, process) = (40 + (240 * random.NextDouble()), Math.Pow(10, -3 + (4 * random.NextDouble())), (int)random.NextInt(3));
            var y = (i % 4) + Math.Exp(-Math.Pow((temperature - 160) / 60, 2)) - (0.3 * Math.Log10(rate)) + (process == 0 ? 0.8 : 0) + (0.2 * random.NextNormal());
            return string.Create(CultureInfo.InvariantCulture, $"{"ABCD"[i % 4]},{(process == 0 ? "blade" : process == 1 ? "spin" : "spray")},{temperature:0.0},{rate:G4},{y:0.0000},{DateTimeOffset.UnixEpoch.AddMinutes(i):yyyy-MM-ddTHH:mm:ss}Z");
        });
        var table = Path.Combine(folder, "films.csv");
        File.WriteAllText(table, "material,process,temperature,rate,conductivity,started\n" + string.Join('\n', lines) + "\n");
        var project = new RunLibrary(Path.Combine(folder, RunLibrary.FolderName), TimeProvider.System, null).Create("Films", People.Ada);
        ImportRun.Start(project, new ImportRequest(table, new CsvRunReader(), RunMapFile.Read(Map), People.Ada, "films.csv", false), null, default);
        return project.Id;
    }
}
