namespace SdlPortal.Web.Jobs;

/// <summary>A piece of work as it is now. Immutable.</summary>
/// <param name="Key">What it is about, the same whenever it is asked for again.</param>
/// <param name="Title">What is done, as a heading: "Import of results.csv".</param>
/// <param name="Fraction">How far it is, 0 to 1; null while that is not known.</param>
/// <param name="Words">What it does now, "importing 120,000 runs, 3 refused"; at rest what it came to or why it failed.</param>
/// <param name="Ahead">Of waiting work: how much comes before it, the one at work included.</param>
public sealed record JobState(Guid Id, string Subject, string Key, string Title, string By, DateTimeOffset AskedAt, JobCondition Condition, double? Fraction, string Words, int Ahead, DateTimeOffset? EndedAt)
{
    public bool IsActive => Condition.IsActive();

    /// <summary>Null where it can be canceled.</summary>
    public string? WhyNotCancel => Condition is JobCondition.Waiting or JobCondition.Running ? null : Condition == JobCondition.Stopping ? "It is stopping already." : "It is not running.";
}
