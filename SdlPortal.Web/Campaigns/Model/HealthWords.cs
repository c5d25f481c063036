using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>How health checks are called and how their status looks. Pure.</summary>
internal static class HealthWords
{
    public static StatusTone Tone(HealthStatus status) => status switch
    {
        HealthStatus.Ok => new("tone-done", "check", "ok"),
        HealthStatus.Look => new("tone-attention", "warning", "look"),
        HealthStatus.Problem => new("tone-failed", "cross", "problem"),
        HealthStatus.NotEnoughData => new("tone-queued", "circle", "not enough data"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Title(string id) => id switch
    {
        "data" => "Data",
        "fit" => "Predicts unseen results",
        "calibration" => "Intervals hold",
        "noise" => "Noise",
        "outliers" => "Outliers",
        "replicates" => "Repeats",
        "bounds" => "Best results inside the bounds",
        "effects" => "Parameters that matter",
        "stagnation" => "Still improving",
        "remaining" => "Left to gain",
        _ => id,
    };
}
