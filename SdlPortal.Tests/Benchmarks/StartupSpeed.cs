using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using SdlPortal.Tests.Browser;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>How long a person waits: for the first page after `dotnet run`, and for a headless campaign. And what the server holds when nothing happens.</summary>
internal static class StartupSpeed
{
    public static async Task MeasureAsync(ResultRows rows, int repetitions)
    {
        await FirstPageAsync(rows, repetitions, "Debug", noBuild: false);
        await FirstPageAsync(rows, repetitions, "Debug", noBuild: true);
        await HeadlessAsync(rows, repetitions);
        await IdleAsync(rows);
    }

    /// <summary>Every run begins without a build server, on an empty data folder.</summary>
    private static async Task FirstPageAsync(ResultRows rows, int repetitions, string configuration, bool noBuild)
    {
        await BuildAsync(configuration);
        var (answered, drawn) = (new List<double>(), new List<double>());
        await using var visitors = await Visitors.ArriveAsync();
        for (var i = 0; i < repetitions; i++)
        {
            using var folder = new TemporaryFolder();
            var address = $"http://127.0.0.1:{FreePort()}";
            var page = await visitors.OpenAsync("about:blank");
            var clock = Stopwatch.StartNew();
            using var run = Dotnet(["run", "--project", "SdlPortal.Web", "-c", configuration, .. noBuild ? new[] { "--no-build" } : [], "--", $"--Urls={address}", $"--Data:Folder={folder.Path}"]);
            try
            {
                using var client = new HttpClient();
                while (!await AnswersAsync(client, address))
                    await Task.Delay(20);
                answered.Add(clock.Elapsed.TotalMilliseconds);
                await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
                // Asked at every frame; a locator would look every half second only.
                await page.WaitForFunctionAsync("() => document.querySelector('main h1')");
                drawn.Add(clock.Elapsed.TotalMilliseconds);
                await page.Context.CloseAsync();
            }
            finally
            {
                run.Kill(entireProcessTree: true);
                await run.WaitForExitAsync();
            }
        }

        var command = $"`dotnet run{(noBuild ? " --no-build" : "")}` of a built tree ({configuration})";
        await rows.AddAsync($"Cold {command}: first answer", "< 5 s", $"{new Spread(answered)}");
        await rows.AddAsync($"Cold {command}: first page drawn in the browser", "< 5 s", $"{new Spread(drawn)}");
    }

    private static async Task HeadlessAsync(ResultRows rows, int repetitions)
    {
        var times = new List<double>();
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "campaign.json");
        await File.WriteAllTextAsync(file, Domain.Campaigns.CampaignFile.Write(PreparedCampaign.Definition("random", 200)));
        for (var i = 0; i < repetitions; i++)
        {
            var clock = Stopwatch.StartNew();
            using var run = Dotnet([PortalProcess.ProgramPath, "campaign", "run", file, "--speed", "0", "--out", Path.Combine(folder.Path, $"{i}")]);
            await run.WaitForExitAsync();
            if (run.ExitCode != 0)
                throw new InvalidOperationException($"The headless run ended with exit code {run.ExitCode}.");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        await rows.AddAsync("Headless campaign, 200 experiments, 4 stations and a robot, Random, virtual time, whole process", "< 2 s", $"{new Spread(times)}");
    }

    private static async Task IdleAsync(ResultRows rows)
    {
        using var folder = new TemporaryFolder();
        await using var portal = new PortalProcess(folder.Path);
        await portal.StartAndWaitAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        var started = portal.WorkingSet;
        await using var visitors = await Visitors.ArriveAsync();
        var page = await visitors.OpenAsync(portal.Address);
        await page.Locator("main h1").First.WaitForAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        await rows.AddAsync("Idle server, resident memory", "< 250 MB", $"{started / 1e6:0} MB after its start, {portal.WorkingSet / 1e6:0} MB with a page open");
    }

    private static async Task BuildAsync(string configuration)
    {
        using var build = Dotnet(["build", "SdlPortal.Web", "-c", configuration, "-v", "quiet"]);
        await build.WaitForExitAsync();
        if (build.ExitCode != 0)
            throw new InvalidOperationException("The build failed.");
    }

    private static Process Dotnet(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        (start.Environment["MSBUILDDISABLENODEREUSE"], start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"]) = ("1", "0");
        var process = Process.Start(start)!;
        // Nobody reads it, and a full pipe would stop the program.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string address)
    {
        try
        {
            return (await client.GetAsync(address)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
