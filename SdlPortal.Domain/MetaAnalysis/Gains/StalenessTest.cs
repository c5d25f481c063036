namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>Whether later evidence contradicts a claim.</summary>
/// <param name="IsContradicted">The alarm.</param>
/// <param name="P">The probability of evidence as poor as this or poorer if the claim holds; 1 without evidence.</param>
/// <param name="Level">Below it this look raises the alarm.</param>
/// <param name="Sentence">For people: what was expected, what came, and how often such an alarm is false.</param>
public sealed record StalenessFinding(bool IsContradicted, double P, double Level, string Sentence);

/// <summary>
/// The alarm of an official recommendation. Look number j raises it at level 2 % / (j (j + 1)): 1 % at the first look, and over any number of looks a claim that holds is called stale with a probability of at most 2 %. Pure.
/// </summary>
public static class StalenessTest
{
    /// <param name="forecast">What the recommendation promises.</param>
    /// <param name="validation">What its validation came to: from then on the claim is about what forecast and validation say together.</param>
    /// <param name="later">Randomized experiments on the validated task after the validation, see <see cref="GainPooling"/>; null for none.</param>
    /// <param name="newTasks">Tasks whose runs came after the recommendation was made, each with the gain of its region there, see <see cref="RegionGains"/>.</param>
    /// <param name="look">1 for the first time that it is asked, with evidence that was not there before.</param>
    public static StalenessFinding Of(GainForecast forecast, RealizedGain? validation, RealizedGain? later, IReadOnlyList<TaskGain> newTasks, int look) => throw new NotImplementedException();
}
