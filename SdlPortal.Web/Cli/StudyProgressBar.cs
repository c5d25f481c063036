using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Cli;

/// <summary>How far a study is. Safe from any thread.</summary>
internal sealed class StudyProgressBar(TextWriter output, bool isTerminal) : IDisposable
{
    private readonly ProgressBar bar = new(output, isTerminal);

    public static StudyProgressBar On(TextWriter output) => new(output, ProgressBar.IsTerminal(output));

    public void Show(StudyProgress progress) => bar.Show(progress.Share, progress.Elapsed, () => Text(progress));

    /// <summary>Leaves the last state standing.</summary>
    public void Dispose() => bar.Dispose();

    private static string Text(StudyProgress progress)
    {
        var left = progress.Share < 1 && progress.Left is { } time ? $", about {StudyWords.Time(time)} left" : "";
        var failed = progress.Failed > 0 ? $", {StudyWords.Count(progress.Failed)} failed" : "";
        return $"{(int)(100 * progress.Share)} %: {StudyWords.Count(progress.Finished)} of {StudyWords.Count(progress.Total)} repetitions{failed}, {StudyWords.Time(progress.Elapsed)}{left}";
    }
}
