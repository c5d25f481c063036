using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Cli;

/// <summary>How far a study is, on a terminal as one line that changes, elsewhere as a line now and then. Safe from any thread.</summary>
internal sealed class StudyProgressBar : IDisposable
{
    private const int Width = 30;
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly TextWriter output;
    private readonly bool isTerminal;
    private TimeSpan? shown;
    private int longest;

    internal StudyProgressBar(TextWriter output, bool isTerminal) => (this.output, this.isTerminal) = (output, isTerminal);

    public static StudyProgressBar On(TextWriter output) => new(output, output == Console.Out && !Console.IsOutputRedirected);

    public void Show(StudyProgress progress)
    {
        lock (gate)
        {
            if (progress.Share < 1 && progress.Elapsed - shown < (isTerminal ? BetweenDrawings : BetweenLines))
                return;
            shown = progress.Elapsed;
            if (isTerminal)
                Redraw(progress);
            else
                output.WriteLine(Text(progress));
        }
    }

    /// <summary>Leaves the last state standing.</summary>
    public void Dispose()
    {
        if (isTerminal && longest > 0)
            output.WriteLine();
    }

    private void Redraw(StudyProgress progress)
    {
        var filled = (int)(Width * progress.Share);
        var line = $"[{new string('#', filled)}{new string('.', Width - filled)}] {Text(progress)}";
        longest = Math.Max(longest, line.Length);
        output.Write("\r" + line.PadRight(longest));
        output.Flush();
    }

    private static string Text(StudyProgress progress)
    {
        var left = progress.Share < 1 && progress.Left is { } time ? $", about {StudyWords.Time(time)} left" : "";
        var failed = progress.Failed > 0 ? $", {StudyWords.Count(progress.Failed)} failed" : "";
        return $"{(int)(100 * progress.Share)} %: {StudyWords.Count(progress.Finished)} of {StudyWords.Count(progress.Total)} repetitions{failed}, {StudyWords.Time(progress.Elapsed)}{left}";
    }
}
