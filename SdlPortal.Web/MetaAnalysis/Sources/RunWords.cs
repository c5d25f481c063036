using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Web.Layout;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Sources;

/// <summary>Statuses, goals and values of runs in words.</summary>
public static class RunWords
{
    public static string Of(RunStatus status) => Tone(status).Word;

    public static StatusTone Tone(RunStatus status) => status switch
    {
        RunStatus.Completed => new("tone-done", "check", "completed"),
        RunStatus.StoppedEarly => new("tone-given-up", "stop", "stopped early"),
        RunStatus.Failed => new("tone-failed", "cross", "failed"),
        RunStatus.Abandoned => new("tone-given-up", "ban", "abandoned"),
        RunStatus.Running => new("tone-running", "play", "running"),
        RunStatus.Waiting => new("tone-queued", "clock", "waiting"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Of(MetricGoal? goal) => goal switch { MetricGoal.Maximize => "maximize", MetricGoal.Minimize => "minimize", _ => "not known" };

    /// <summary>A number for a table: four significant digits.</summary>
    public static string Number(double value) => Domain.Numerics.Quantity.Text(value);

    /// <summary>The range of a parameter, or its first choices.</summary>
    public static string Values(SourceParameter parameter) => parameter.Shape.IsCategory
        ? string.Join(", ", parameter.Shape.Levels.Take(6)) + (parameter.Shape.Levels.Count > 6 ? $" and {Counts.Of(parameter.Shape.Levels.Count - 6)} more" : "")
        : (parameter.Lowest ?? parameter.Shape.Low, parameter.Highest ?? parameter.Shape.High) is ({ } low, { } high) ? $"{Number(low)} to {Number(high)}" : "";

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
