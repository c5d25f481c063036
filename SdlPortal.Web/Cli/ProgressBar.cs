namespace SdlPortal.Web.Cli;

/// <summary>How far long work is, on a terminal as one line that changes, elsewhere as a line now and then. Safe from any thread.</summary>
internal sealed class ProgressBar(TextWriter output, bool isTerminal) : IDisposable
{
    private const int Width = 30;
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private TimeSpan? shown;
    private int longest;

    public static bool IsTerminal(TextWriter output) => output == Console.Out && !Console.IsOutputRedirected;

    /// <param name="share">0 to 1; the end is always shown.</param>
    public void Show(double share, TimeSpan elapsed, Func<string> text)
    {
        lock (gate)
        {
            if (share < 1 && elapsed - shown < (isTerminal ? BetweenDrawings : BetweenLines))
                return;
            shown = elapsed;
            if (isTerminal)
                Redraw(share, text());
            else
                output.WriteLine(text());
        }
    }

    /// <summary>Leaves the last state standing.</summary>
    public void Dispose()
    {
        if (isTerminal && longest > 0)
            output.WriteLine();
    }

    private void Redraw(double share, string text)
    {
        var filled = (int)(Width * share);
        var line = $"[{new string('#', filled)}{new string('.', Width - filled)}] {text}";
        longest = Math.Max(longest, line.Length);
        output.Write("\r" + line.PadRight(longest));
        output.Flush();
    }
}
