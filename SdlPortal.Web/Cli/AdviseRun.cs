using System.Diagnostics;
using System.Globalization;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Web.Cli;

/// <summary>One call of `advise`: asks for advice until the time is over, showing how far it is, then prints the last one.</summary>
internal sealed class AdviseRun(AdviceQuestion question, TimeSpan time, int threads, TextWriter output, TextWriter error)
{
    private readonly bool isTerminal = error == Console.Error && !Console.IsErrorRedirected;

    public async Task<int> ExecuteAsync(FileInfo? json, CancellationToken cancellationToken)
    {
        Advice? advice;
        try
        {
            advice = await Task.Run(() => Ask(cancellationToken), CancellationToken.None);
        }
        catch (AdviceRefusedException e)
        {
            foreach (var reason in e.Reasons)
                await error.WriteLineAsync(reason);
            return PortalCli.BadUsage;
        }

        if (advice is null)
        {
            await error.WriteLineAsync("Interrupted before the first round of simulations had ended; there is no advice.");
            return PortalCli.Failed;
        }

        foreach (var line in AdviseOutput.Lines(advice))
            await output.WriteLineAsync(line);
        return json is null || await WriteAsync(json, advice) ? 0 : PortalCli.Failed;
    }

    /// <summary>The first round is finished however long it takes; after that a round that does not end in time is dropped.</summary>
    private Advice? Ask(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var start = Stopwatch.StartNew();
        Advice? last = null;
        foreach (var advice in Advisor.Advise(question, threads, isTerminal ? new Progress(error, time, start) : null, over.Token))
        {
            last = advice;
            var left = time - start.Elapsed;
            if (left <= TimeSpan.Zero)
                break;
            over.CancelAfter(left);
        }

        if (isTerminal)
            error.Write("\r" + new string(' ', 60) + "\r");
        return last;
    }

    private async Task<bool> WriteAsync(FileInfo file, Advice advice)
    {
        try
        {
            await File.WriteAllTextAsync(file.FullName, AdviseOutput.Json(advice), CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The advice cannot be written: {e.Message}");
            return false;
        }
    }

    /// <summary>One line that changes; called from several threads.</summary>
    private sealed class Progress(TextWriter line, TimeSpan until, Stopwatch watch) : IProgress<AdviceProgress>
    {
        private readonly Lock gate = new();
        private long shown = -1;

        public void Report(AdviceProgress value)
        {
            lock (gate)
            {
                var now = watch.ElapsedMilliseconds / 200;
                if (now == shown)
                    return;
                shown = now;
                var text = string.Create(CultureInfo.InvariantCulture, $"\rRound {value.Round}: {value.Done} of {value.Campaigns} campaigns, {watch.Elapsed.TotalSeconds:0} of {until.TotalSeconds:0} s");
                line.Write(text.PadRight(60));
            }
        }
    }
}
