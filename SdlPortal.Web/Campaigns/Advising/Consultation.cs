using SdlPortal.Domain.People;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Web.Campaigns.Advising;

public enum ConsultationStatus
{
    /// <summary>Nothing was asked yet.</summary>
    Idle,

    /// <summary>The advisor simulates for somebody else first.</summary>
    Waiting,

    Simulating,

    /// <summary>The advice is final.</summary>
    Done,

    /// <summary>The person had enough; what was known then stays.</summary>
    Cancelled,

    /// <summary>Others wait for the advisor, and there was an answer already.</summary>
    GaveWay,

    /// <summary>No advice can be given.</summary>
    Refused,
}

/// <summary>
/// One person's question to the advisor, simulated off the circuit's thread, with an answer that grows. Used from the component's dispatcher only, where everything
/// changes too. Disposed with the component, and the work ends with it.
/// </summary>
/// <param name="dispatch">The component's guarded InvokeAsync: what fails there ends the page in view of the person.</param>
/// <param name="changed">Called in the dispatcher after each change.</param>
internal sealed class Consultation(AdvisorGate gate, Advise advise, TimeProvider time, Func<Func<Task>, Task> dispatch, Action changed) : IAsyncDisposable
{
    /// <summary>How often progress reaches the page at most.</summary>
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Longer refining changes little and keeps the processors from the laboratory.</summary>
    private static readonly TimeSpan EnoughAfter = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource leaving = new();
    private CancellationTokenSource? own;
    private Task asking = Task.CompletedTask;
    private long begun;

    public ConsultationStatus Status { get; private set; }

    /// <summary>The latest question; null before the first.</summary>
    public AdviceQuestion? Question { get; private set; }

    /// <summary>The latest answer to it.</summary>
    public Advice? Advice { get; private set; }

    /// <summary>How far the round at work is; null between rounds.</summary>
    public AdviceProgress? Progress { get; private set; }

    /// <summary>Simulated campaigns so far.</summary>
    public int Simulated { get; private set; }

    /// <summary>How long the advisor took to its first answer.</summary>
    public TimeSpan? UsefulAfter { get; private set; }

    /// <summary>Time at work on the question, without waiting.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Why no advice can be given.</summary>
    public IReadOnlyList<string> Reasons { get; private set; } = [];

    public bool IsBusy => Status is ConsultationStatus.Waiting or ConsultationStatus.Simulating;

    /// <summary>The question at work, if any, is dropped for this one.</summary>
    public void Ask(AdviceQuestion question, Actor by)
    {
        by.Demand(Deed.RunStudies);
        own?.Cancel();
        own = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        (Question, Advice, Progress, UsefulAfter, Elapsed, Reasons, Simulated) = (question, null, null, null, TimeSpan.Zero, [], 0);
        Status = gate.IsFree ? ConsultationStatus.Simulating : ConsultationStatus.Waiting;
        asking = AskAsync(asking, question, own);
        changed();
    }

    public void Cancel()
    {
        if (!IsBusy)
            return;
        own?.Cancel();
        (Status, Progress) = (ConsultationStatus.Cancelled, null);
        changed();
    }

    private async Task AskAsync(Task before, AdviceQuestion question, CancellationTokenSource mine)
    {
        using (mine)
        {
            await before;
            try
            {
                using var turn = await gate.EnterAsync(mine.Token);
                begun = time.GetTimestamp();
                await SayAsync(mine, () => Status = ConsultationStatus.Simulating);
                // On a thread of its own: the pool of a small machine has no more threads than cores, and pages and stations would wait behind a long thought.
                var end = await Task.Factory.StartNew(() => Simulate(question, mine), mine.Token, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
                await SayAsync(mine, () => (Status, Progress) = (end, null));
            }
            catch (OperationCanceledException) when (mine.IsCancellationRequested)
            {
                // Cancelled, asked anew, or the page is gone.
            }
            catch (AdviceRefusedException e)
            {
                await SayAsync(mine, () => (Status, Progress, Reasons) = (ConsultationStatus.Refused, null, e.Reasons));
            }

            if (own == mine)
                own = null;
        }
    }

    private ConsultationStatus Simulate(AdviceQuestion question, CancellationTokenSource mine)
    {
        foreach (var advice in advise(question, new Reports(this, mine, time), mine.Token))
        {
            mine.Token.ThrowIfCancellationRequested();
            var after = time.GetElapsedTime(begun);
            // Waited for, so that no answer comes to the page after the word that there will be no more.
            SayAsync(mine, () => (Advice, UsefulAfter, Elapsed) = (advice, UsefulAfter ?? after, after)).GetAwaiter().GetResult();
            if (gate.Waiting > 0)
                return ConsultationStatus.GaveWay;
            if (after >= EnoughAfter)
                return ConsultationStatus.Done;
        }

        return ConsultationStatus.Done;
    }

    private Task SayAsync(CancellationTokenSource mine, Action change) => dispatch(() =>
    {
        // What comes after a cancel or another question is about something nobody asks any more.
        if (own == mine && !mine.IsCancellationRequested)
        {
            change();
            changed();
        }

        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        // Not CancelAsync: it would leave the component's dispatcher.
        leaving.Cancel();
        await asking;
        leaving.Dispose();
    }

    /// <summary>Takes the advisor's reports on its own threads and passes on a few.</summary>
    private sealed class Reports(Consultation to, CancellationTokenSource mine, TimeProvider time) : IProgress<AdviceProgress>
    {
        private readonly Lock gate = new();
        private long? last;
        private int before;
        private AdviceProgress latest;

        public void Report(AdviceProgress value)
        {
            int simulated;
            lock (gate)
            {
                if (value.Round != latest.Round)
                    before += latest.Done;
                latest = value;
                simulated = before + value.Done;
                if (last is { } at && time.GetElapsedTime(at) < ReportEvery && value.Done < value.Campaigns)
                    return;
                last = time.GetTimestamp();
            }

            var elapsed = time.GetElapsedTime(to.begun);
            _ = to.SayAsync(mine, () => (to.Progress, to.Simulated, to.Elapsed) = (value, simulated, elapsed));
        }
    }
}
