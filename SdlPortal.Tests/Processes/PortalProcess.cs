using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SdlPortal.Tests.Processes;

/// <summary>The real server program in a process of its own, on a data folder and a port of its own; it can be killed and started again on both.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private readonly List<string> arguments;
    private readonly List<string> lines = [];
    private Process? process;

    public PortalProcess(string dataFolder, params string[] settings)
    {
        DataFolder = dataFolder;
        Address = $"http://127.0.0.1:{FreePort()}";
        arguments = [$"--Urls={Address}", $"--Data:Folder={dataFolder}", .. settings];
    }

    public string DataFolder { get; }

    public string Address { get; }

    public bool HasExited => process is null || process.HasExited;

    /// <summary>Bytes of memory that the running program holds.</summary>
    public long WorkingSet
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>What the running program has worked since its start, over all cores.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>What the program has printed since its last start, for the message of a failing test.</summary>
    public string Output
    {
        get
        {
            lock (lines)
                return string.Join(Environment.NewLine, lines);
        }
    }

    public static string ProgramPath { get; } = FindProgram();

    /// <summary>Starts the program without waiting for it to answer.</summary>
    public void Start()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(ProgramPath)! };
        start.ArgumentList.Add(ProgramPath);
        arguments.ForEach(start.ArgumentList.Add);
        lock (lines)
            lines.Clear();
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public async Task StartAndWaitAsync()
    {
        Start();
        await WaitUntilReadyAsync();
    }

    public async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (HasExited)
                throw new InvalidOperationException($"The portal ended with exit code {process?.ExitCode}:{Environment.NewLine}{Output}");
            try
            {
                if ((await client.GetAsync($"{Address}/healthz")).IsSuccessStatusCode)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException($"The portal did not answer within a minute:{Environment.NewLine}{Output}");
    }

    /// <summary>Waits until the program has ended by itself.</summary>
    public async Task<(int Code, string Output)> EndAsync()
    {
        await process!.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, Output);
    }

    /// <summary>Ends the process as kill -9 does, at once and without a chance to tidy up.</summary>
    public async Task KillAsync()
    {
        if (process is null)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null)
            return;
        lock (lines)
            lines.Add(e.Data);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The program as it was built with the tests: same configuration, its own output folder with its static files.</summary>
    private static string FindProgram()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (output.Name, output.Parent!.Name);
        var root = output.Parent.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "SdlPortal.Web", "bin", configuration, framework, "SdlPortal.Web.dll");
    }
}
