using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>How an advice is worded and how sure it looks, on every page. Pure.</summary>
internal static class AdviceWords
{
    public static StatusTone Of(AdviceSureness sureness) => sureness switch
    {
        AdviceSureness.Clear => new("tone-done", "check", "clear"),
        AdviceSureness.Close => new("tone-queued", "equal", "close"),
        AdviceSureness.Unreliable => new("tone-attention", "warning", "unreliable"),
        _ => throw new ArgumentOutOfRangeException(nameof(sureness), sureness, null),
    };

    /// <summary>What the word beside the badge means.</summary>
    public static string Meaning(AdviceSureness sureness) => sureness switch
    {
        AdviceSureness.Clear => "The recommended choice is better than every other beyond chance.",
        AdviceSureness.Close => "Other choices do about as well; this is the simplest of them.",
        AdviceSureness.Unreliable => "What the advice rests on is too poor to rely on; the remarks say why.",
        _ => throw new ArgumentOutOfRangeException(nameof(sureness), sureness, null),
    };

    public static string Of(AdviceBasis basis) => basis switch
    {
        AdviceBasis.PriorResults => "functions drawn from a model of the prior results",
        AdviceBasis.PriorFunctions => "smooth functions drawn at random over this space, because nothing is known yet",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, null),
    };

    /// <summary>"82 ± 3 %".</summary>
    public static string Percent(Estimate share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share.Mean:0} ± {100 * (share.High - share.Low) / 2:0}\u00a0%");

    /// <summary>"+3 ± 2 %", with a sign: a difference.</summary>
    public static string Difference(Estimate share) => (share.Mean < 0 ? "\u2212" : "+") + Percent(share.Mean < 0 ? new Estimate(-share.Mean, -share.High, -share.Low) : share);

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0}\u00a0%");

    public static string Hours(double hours) => Quantity.Duration(TimeSpan.FromHours(hours));

    public static string Rate(double perHour) => Quantity.Text(perHour, digits: 2);
}
