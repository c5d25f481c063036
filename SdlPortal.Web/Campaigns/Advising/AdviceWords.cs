using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Simulation.Line;
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
        AdviceSureness.Close => "Other choices do about as well; of those with most experiments this one has fewest in flight.",
        AdviceSureness.Unreliable => "What the advice rests on is too poor to rely on; the remarks say why.",
        _ => throw new ArgumentOutOfRangeException(nameof(sureness), sureness, null),
    };

    /// <summary>What the numbers of an advice come from.</summary>
    public static string BasisSentence(Advice advice)
    {
        var basis = advice.Basis switch
        {
            AdviceBasis.PriorResults => $"functions drawn from a model of the prior results{(advice.R2 is { } r2 ? $" (cross-validated r² {Quantity.Text(r2, digits: 2)})" : "")}",
            AdviceBasis.PriorFunctions => "smooth functions drawn at random over this space, because nothing is known about it yet",
            _ => throw new ArgumentOutOfRangeException(nameof(advice), advice.Basis, null),
        };
        return $"Up to {advice.Repetitions} simulated campaigns of each choice, on {basis}. Intervals hold the mean with 95 %.";
    }

    /// <summary>How the stations were taken to behave.</summary>
    public static string Lab(LearnedLab learned) => learned.Kinds.Any(k => k.Runs > 0)
        ? $"The stations: {string.Join("; ", learned.Kinds.Select(k => k.Sentence))}."
        : "Stages take as long as the workflow expects and nothing fails; no past campaign on these stations says otherwise.";

    /// <summary>What one more station of the bottleneck's kind would be worth.</summary>
    public static string Of(ExtraStation extra, AdviceChoice recommended)
    {
        if (Math.Abs(extra.HoursSaved) < 0.01 * recommended.MakespanHours && Math.Abs(extra.Gain.Mean) < 0.005)
            return $"One more {extra.Kind} would change hardly anything here.";
        var sooner = Math.Abs(extra.HoursSaved) < 0.01 * recommended.MakespanHours ? "no sooner" : $"{Hours(Math.Abs(extra.HoursSaved))} {(extra.HoursSaved > 0 ? "sooner" : "later")}";
        return $"One more {extra.Kind}, with {extra.InFlight} in flight: {Rate(extra.ThroughputPerHour)} results per hour instead of {Rate(recommended.ThroughputPerHour)}, {sooner}, and {Difference(extra.Gain)} of the way at the end.";
    }

    /// <summary>"82 ± 3 %".</summary>
    public static string Percent(Estimate share) => string.Create(CultureInfo.InvariantCulture, $"{Whole(share.Mean)} ± {100 * (share.High - share.Low) / 2:0}\u00a0%");

    /// <summary>"+3 ± 2 %", with a sign: a difference.</summary>
    public static string Difference(Estimate share) => (Whole(share.Mean).StartsWith('\u2212') ? "" : "+") + Percent(share);

    public static string Percent(double share) => Whole(share) + "\u00a0%";

    private static string Whole(double share) => (100 * share).ToString("0;\u22120;0", CultureInfo.InvariantCulture);

    /// <summary>A duration in the laboratory, to the minute from ten minutes on.</summary>
    public static string Hours(double hours) => Quantity.Duration(hours * 60 < 10 ? TimeSpan.FromHours(hours) : TimeSpan.FromMinutes(Math.Round(hours * 60)));

    public static string Rate(double perHour) => Quantity.Text(perHour, digits: 2);
}
