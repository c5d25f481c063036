using System.Diagnostics;

namespace SdlPortal.Web.Cli;

/// <summary>The progress of one piece of work on a bar. Where lines cannot be drawn over, short work says nothing; the end is told by the command itself, so it is not shown here.</summary>
internal sealed class ProgressReport<T>(TextWriter output, Func<T, double> share, Func<T, string> text) : IProgress<T>, IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);

    private readonly ProgressBar bar = new(output, ProgressBar.IsTerminal(output));
    private readonly Stopwatch watch = Stopwatch.StartNew();

    public void Report(T value)
    {
        if (ProgressBar.IsTerminal(output) || watch.Elapsed > Short)
            bar.Show(Math.Min(share(value), 0.999), watch.Elapsed, () => text(value));
    }

    public void Dispose() => bar.Dispose();
}
