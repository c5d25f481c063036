using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>The advice in words. Pure.</summary>
internal static class AdviceWording
{
    /// <summary>A station that works less than this share of the time limits nothing.</summary>
    private const double Busy = 0.7;

    /// <summary>Less gain than this share of the way, and less time saved than this share, is not worth a sentence.</summary>
    private const double Noticeable = 0.01;
    private const double NoticeablySooner = 0.03;

    public static string Sentence(Advice advice, Horizon horizon)
    {
        var best = advice.Recommended;
        var other = Comparison(advice);
        var text = Binds(best, horizon)
            ? string.Create(CultureInfo.InvariantCulture, $"Run {Number(best.InFlight)} at a time with {best.Strategy}: after {Hours(best.MakespanHours)} you reach {Percent(best.AtEnd)} of the way to the best recipe")
            : string.Create(CultureInfo.InvariantCulture, $"Run {Number(best.InFlight)} at a time with {best.Strategy}: {best.Results:0} experiments take {Hours(best.MakespanHours)} and reach {Percent(best.AtEnd)} of the way to the best recipe");
        if (other is not null)
            text += string.Create(CultureInfo.InvariantCulture, $"; {Number(other.InFlight)} at a time reaches {Percent(other.AtEnd.Mean)}{(Math.Abs(other.MakespanHours - best.MakespanHours) > NoticeablySooner * best.MakespanHours ? $" in {Hours(other.MakespanHours)}" : "")}");
        return $"{text}.{Bottleneck(advice)}";
    }

    public static IEnumerable<string> Remarks(CampaignDefinition definition, Advice advice, Horizon horizon)
    {
        var sought = definition.Objectives.Where(o => o.IsSought).ToList();
        if (sought.Count > 1)
            yield return $"Only {sought[0].Name} was simulated; the campaign also seeks {string.Join(", ", sought.Skip(1).Select(o => o.Name))}.";
        if (sought[0].Goal == Goal.Target && advice.Basis == AdviceBasis.PriorFunctions)
            yield return $"{sought[0].Name} has a target; without prior results it was simulated as something to maximize.";
        if (definition.OutcomeConstraints.Count > 0)
            yield return $"Bounds on outcomes ({string.Join(", ", definition.OutcomeConstraints)}) were not simulated.";
        if (definition.ApprovalRequired)
            yield return "Waiting for people was not simulated: every suggestion counts as approved at once.";
        if (definition.WarmStart is { } start)
            yield return $"The warm start from '{start.Origin.Title}' was left aside: the simulated problems are others than those that it knows of. With it the first good results may come sooner than said here.";
        if (definition.InitialDesign.Count >= horizon.MostFinished)
            yield return string.Create(CultureInfo.InvariantCulture, $"The initial design of {definition.InitialDesign.Count} experiments is all that the budget allows, so strategies do not differ.");
        if (horizon.IsCut)
        {
            yield return horizon.Hours is { } hours
                ? string.Create(CultureInfo.InvariantCulture, $"The budget reaches farther: simulated were the first {Hours(hours)}, in which the fastest choice finishes {horizon.MostFinished} experiments.")
                : string.Create(CultureInfo.InvariantCulture, $"The budget reaches farther: simulated were the first {horizon.Experiments} experiments.");
        }

        var tolerance = string.Create(CultureInfo.InvariantCulture, $"Up to {Percent(Verdict.SoonerTolerance)} of the way is given for being done sooner, up to {Percent(Verdict.SimplerTolerance)} for more experiments in the same time, fewer in flight or the strategy that did best in studies.");
        yield return (horizon.Hours, horizon.Experiments) switch
        {
            (not null, null) => $"Choices are compared by what is known after {Hours(horizon.Hours.Value)}. {tolerance}",
            (null, _) => string.Create(CultureInfo.InvariantCulture, $"Choices are compared after {horizon.Experiments} experiments. {tolerance}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"Choices are compared after {horizon.Experiments} experiments or {Hours(horizon.Hours.Value)}, whichever comes first. {tolerance}"),
        };
        var dropped = advice.Choices.Where(c => c.Repetitions < advice.Repetitions).ToList();
        if (dropped.Count > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{dropped.Count} of {advice.Choices.Count} choices were clearly worse and were given up after {dropped.Min(c => c.Repetitions)} to {dropped.Max(c => c.Repetitions)} of {advice.Repetitions} repetitions; their intervals are wider.");
    }

    public static string Hours(double hours) => hours < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, hours * 60):0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{(hours < 100 ? Math.Round(hours, 1) : Math.Round(hours)):0.#} h");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Min(100, 100 * share):0} %");

    private static string Percent(Estimate share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Min(100, 100 * share.Mean):0} ± {Math.Max(1, 50 * (share.High - share.Low)):0} %");

    private static string Number(int inFlight) => inFlight == 1 ? "one" : inFlight.ToString(CultureInfo.InvariantCulture);

    /// <summary>One at a time with the same strategy; for one at a time itself the best with more in flight.</summary>
    private static AdviceChoice? Comparison(Advice advice) => advice.RecommendedInFlight > 1
        ? advice.Choices.First(c => c.InFlight == 1 && c.Strategy == advice.RecommendedStrategy)
        : advice.Choices.Where(c => c.InFlight > 1).MaxBy(c => c.AtEnd.Mean);

    /// <summary>True when hours end the choice's campaign, not experiments.</summary>
    private static bool Binds(AdviceChoice choice, Horizon horizon) => horizon.Hours is not null && !(choice.Results >= horizon.Experiments - 0.5);

    private static string Bottleneck(Advice advice)
    {
        var best = advice.Recommended;
        if (best.BottleneckShare < Busy)
            return "";
        var text = $" The {best.Bottleneck} is the bottleneck";
        if (advice.Extra is not { } extra)
            return text + ".";
        return text + (extra.Gain.Mean >= Noticeable ? $"; one more would bring {Percent(best.AtEnd.Mean + extra.Gain.Mean)}."
            : extra.HoursSaved >= NoticeablySooner * best.MakespanHours ? $"; one more would save {Hours(extra.HoursSaved)}."
            : "; one more would hardly help.");
    }
}
