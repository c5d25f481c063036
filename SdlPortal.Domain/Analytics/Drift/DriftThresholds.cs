namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>Which evidence is enough, for one stream. Level and spread are log likelihood ratios.</summary>
/// <param name="Repeats">Equal values in a row beyond the first.</param>
/// <param name="SmallSteps">Small steps in a row.</param>
internal readonly record struct DriftThresholds(double Level, double Spread, int Repeats, int SmallSteps, double Missing)
{
    /// <summary>Of the false alarms that are allowed, how many each of level and spread may make; stuck and missing have the rest.</summary>
    internal const double LargeShare = 0.4;

    private const double SmallShare = 0.1;

    /// <param name="falseAlarms">In how many of all streams of 1,000 values that keep to their reference anything may be raised: 0.01.</param>
    public static DriftThresholds For(DriftReference reference, double falseAlarms)
    {
        var (level, spread) = DriftCalibration.Limits(reference.Count, reference.Autocorrelation, falseAlarms * LargeShare);
        var chance = falseAlarms * SmallShare;
        return new DriftThresholds(level, spread, reference.Stillness.Repeats(chance / 2), reference.Stillness.SmallSteps(chance / 2), Math.Log(1000 / chance));
    }
}
