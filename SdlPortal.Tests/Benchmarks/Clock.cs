using System.Diagnostics;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>Time by the wall, and what this process computed meanwhile: on a machine with other work the second says more.</summary>
internal readonly record struct Clock(long Wall, TimeSpan Processor, int Threads)
{
    public static Clock Start(int threads) => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, threads);

    public override string ToString() => FormattableString.Invariant($"{Stopwatch.GetElapsedTime(Wall).TotalSeconds:0.0} s ({(Environment.CpuUsage.TotalTime - Processor).TotalSeconds:0.0} s of processor time on {Threads} threads)");
}
