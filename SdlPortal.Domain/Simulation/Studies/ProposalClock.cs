using System.Diagnostics;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>What one proposal took.</summary>
/// <param name="FitSeconds">In fitting models.</param>
/// <param name="AcquireSeconds">In all else.</param>
internal readonly record struct ProposalTime(double FitSeconds, double AcquireSeconds);

/// <summary>
/// Takes the time of proposals and, by listening to the optimizer, of the fits in them. Listening is a matter of the whole process, so it answers only while its own
/// thread is in <see cref="Measure"/>: other campaigns and studies of the process neither pay nor are counted. Safe from any thread.
/// </summary>
internal sealed class ProposalClock : IDisposable
{
    private readonly TimeProvider time;
    private readonly ThreadLocal<Stint?> current = new();
    private readonly ActivityListener listener;

    public ProposalClock(TimeProvider time)
    {
        this.time = time;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == OptimizationTraces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => current.Value is null ? ActivitySamplingResult.None : ActivitySamplingResult.PropagationData,
            ActivityStarted = _ => Begin(),
            ActivityStopped = _ => End(),
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <returns>What the proposal returns.</returns>
    public T Measure<T>(Func<T> propose, Action<ProposalTime> note)
    {
        var stint = new Stint();
        var start = time.GetTimestamp();
        current.Value = stint;
        try
        {
            var proposed = propose();
            var fit = stint.Fits.TotalSeconds;
            note(new ProposalTime(fit, Math.Max(0, time.GetElapsedTime(start).TotalSeconds - fit)));
            return proposed;
        }
        finally
        {
            current.Value = null;
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        current.Dispose();
    }

    /// <summary>A fit in another one is part of it.</summary>
    private void Begin()
    {
        if (current.Value is { } stint && stint.Depth++ == 0)
            stint.FitStart = time.GetTimestamp();
    }

    private void End()
    {
        if (current.Value is { Depth: > 0 } stint && --stint.Depth == 0)
            stint.Fits += time.GetElapsedTime(stint.FitStart);
    }

    /// <summary>One proposal under way.</summary>
    private sealed class Stint
    {
        public int Depth { get; set; }

        public long FitStart { get; set; }

        public TimeSpan Fits { get; set; }
    }
}
