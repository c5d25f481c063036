using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>How many experiments of a request fit into time, access and money. Pure.</summary>
internal sealed class PlanSize
{
    private readonly PlanRequest request;
    private readonly IReadOnlyList<StationView>? working;
    private readonly LineHours line;
    private readonly AccessCalendar calendar;

    public PlanSize(PlanRequest request, IReadOnlyList<StationView>? working)
    {
        (this.request, this.working) = (request, working);
        line = LineHours.Of(request.Workflow, working, request.MaxInFlight, request.Limits.HoursPerExperiment);
        calendar = new AccessCalendar(request.Limits.Access, request.Limits.Start);
    }

    private PlanLimits Limits => request.Limits;

    /// <summary>The most lab hours without looking at access.</summary>
    private double HourLimit => Math.Min(request.Budget.Hours ?? double.PositiveInfinity, Limits.Deadline is { } until ? (until - calendar.Start).TotalHours : double.PositiveInfinity);

    /// <summary>Wrong entries of the request.</summary>
    public static void Check(PlanRequest request, List<Problem> problems)
    {
        void Add(string path, string message, string remedy) => problems.Add(new Problem(path, message, remedy));
        var (budget, limits) = (request.Budget, request.Limits);
        if (budget is { Experiments: null, Hours: null, Cost: null })
            Add("budget", "There is no budget.", "Say how many experiments, how many hours of the line, how much it may cost, or several of these.");
        if (budget.Experiments is < 1 or > SearchPlanner.MostExperiments)
            Add("budget.experiments", $"{budget.Experiments} experiments cannot be planned.", $"Give 1 to {SearchPlanner.MostExperiments}.");
        if (budget.Hours is { } hours && !(hours > 0 && double.IsFinite(hours)))
            Add("budget.hours", $"{hours:R} hours is not a budget.", "Give a number above 0.");
        if (budget.Cost is { } cost && !(cost > 0 && double.IsFinite(cost)))
            Add("budget.cost", $"A cost of {cost:R} is not a budget.", "Give a number above 0.");
        if (request.MaxInFlight is < 1 or > 1000)
            Add("maxInFlight", $"{request.MaxInFlight} experiments in flight is not possible.", "Give 1 to 1000.");
        if (budget.Cost is not null && limits.CostPerExperiment is null && limits.CostPerHour is null)
            Add("limits.cost", "The budget has a cost, but what an experiment or an hour costs is not known.", "Give a cost per experiment, per hour, or both.");
        foreach (var (name, value) in new[] { ("limits.costPerExperiment", limits.CostPerExperiment), ("limits.costPerHour", limits.CostPerHour), ("limits.hoursPerExperiment", limits.HoursPerExperiment) })
        {
            if (value is { } v && !(v >= 0 && double.IsFinite(v)))
                Add(name, $"{v:R} is not possible.", "Give a number of 0 or more.");
        }

        var needsDurations = budget.Hours is not null || limits.Deadline is not null || limits.CostPerHour > 0;
        if (needsDurations && request.Workflow is null && !(limits.HoursPerExperiment > 0))
            Add("limits.hoursPerExperiment", "How long an experiment takes is not known, so hours cannot be counted.", "Plan for a campaign or template with a workflow, or give the hours per experiment.");
        if (limits.Deadline is { } deadline && (limits.Start is not { } start || start >= deadline))
            Add("limits.deadline", limits.Start is null ? "There is a deadline, but no start." : "The deadline is not after the start.", "Say when the first experiment could start, before the deadline.");
        if (limits.Access.Any(w => w.Days.Count == 0))
            Add("limits.access", "A time of access has no day.", "Say on which days of the week it begins.");
    }

    public (int Experiments, IReadOnlyList<FeasibilityFinding> Findings) Fit(int asked)
    {
        var findings = new List<FeasibilityFinding>();
        var n = Duration(asked, findings);
        n = Access(n, findings);
        return (Cost(n, findings), findings);
    }

    /// <summary>Until the last result, waiting for access included.</summary>
    public double? Hours(int experiments) => line.IsKnown && experiments > 0 ? calendar.Fill(line, experiments, Limits.Deadline, request.Budget.Hours ?? double.PositiveInfinity).Elapsed : null;

    public double? CostOf(int experiments)
    {
        if (Limits.CostPerExperiment is null && Limits.CostPerHour is null)
            return null;
        return ((Limits.CostPerExperiment ?? 0) * experiments) + ((Limits.CostPerHour ?? 0) * (line.For(experiments) ?? 0));
    }

    private int Duration(int asked, List<FeasibilityFinding> findings)
    {
        if (!line.IsKnown)
        {
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Duration, FeasibilityEffect.Remark, "How long an experiment takes is not known: neither a workflow nor hours per experiment were given."));
            return asked;
        }

        if (asked == 0)
            return 0;
        if (double.IsPositiveInfinity(HourLimit))
        {
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Duration, FeasibilityEffect.None, string.Create(CultureInfo.InvariantCulture, $"{asked} experiments with {request.MaxInFlight} in flight take {Words(line.For(asked))} of the line.")));
            return asked;
        }

        var fits = line.Within(HourLimit, asked);
        var what = string.Create(CultureInfo.InvariantCulture, $"With {request.MaxInFlight} in flight");
        if (fits == asked)
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Duration, FeasibilityEffect.None, string.Create(CultureInfo.InvariantCulture, $"{what} {asked} experiments take {Words(line.For(asked))} of the line; {Words(HourLimit)} are there.")));
        else if (fits == 0)
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Duration, FeasibilityEffect.Blocked, $"One experiment takes {Words(line.For(1))}; only {Words(HourLimit)} are there.", 0, "Give more hours or a later deadline, or shorten the workflow."));
        else if (request.Budget.Experiments is null)
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Duration, FeasibilityEffect.None, string.Create(CultureInfo.InvariantCulture, $"{what} {fits} experiments fit into {Words(HourLimit)}."), fits));
        else
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Duration, FeasibilityEffect.Shrunk, string.Create(CultureInfo.InvariantCulture, $"{what} {asked} experiments would take {Words(line.For(asked))}; in {Words(HourLimit)} there is time for {fits}."), fits, MoreInFlight(asked, fits)));
        return fits;
    }

    /// <summary>The fewest in flight with which all fit, else those with which the most do.</summary>
    private string MoreInFlight(int asked, int fits)
    {
        var (best, most) = (request.MaxInFlight, fits);
        for (var f = request.MaxInFlight + 1; f <= Math.Min(asked, request.MaxInFlight + 12) && most < asked; f++)
        {
            var found = LineHours.Of(request.Workflow, working, f, Limits.HoursPerExperiment).Within(HourLimit, asked);
            if (found > most)
                (best, most) = (f, found);
        }

        return best == request.MaxInFlight ? "More in flight would not help; give more hours or a later deadline."
            : string.Create(CultureInfo.InvariantCulture, $"With {best} in flight {(most == asked ? $"all {asked}" : $"{most}")} would fit.");
    }

    private int Access(int asked, List<FeasibilityFinding> findings)
    {
        if (Limits.Access.Count == 0 || asked == 0)
            return asked;
        if (!line.IsKnown)
        {
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Access, FeasibilityEffect.Remark, "Whether experiments fit into the times of access was not looked at, as durations are not known."));
            return asked;
        }

        var (fits, elapsed, worked) = calendar.Fill(line, asked, Limits.Deadline, request.Budget.Hours ?? double.PositiveInfinity);
        if (fits == 0)
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Access, FeasibilityEffect.Blocked, $"One experiment takes {Words(line.For(1))}; {(calendar.LongestHours < line.For(1) ? $"the stations may be used for {Words(calendar.LongestHours)} at most without a break" : "no time of access before the deadline is long enough")}.", 0, "Ask for longer access."));
        else if (fits < asked)
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Access, FeasibilityEffect.Shrunk, string.Create(CultureInfo.InvariantCulture, $"The times of access leave room for {fits} of {asked} experiments."), fits, "Ask for more access, or for a later deadline."));
        else
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Access, FeasibilityEffect.None, $"{Words(worked)} of work within the times of access: the last result is there {Words(elapsed)} after the start."));
        return fits;
    }

    private int Cost(int asked, List<FeasibilityFinding> findings)
    {
        if (CostOf(asked) is not { } whole)
            return asked;
        if (request.Budget.Cost is not { } limit || whole <= limit * (1 + 1e-9))
        {
            if (asked > 0)
                findings.Add(new FeasibilityFinding(FeasibilityCheck.Cost, FeasibilityEffect.None, string.Create(CultureInfo.InvariantCulture, $"{asked} experiments cost {whole:G5}{(request.Budget.Cost is { } b ? string.Create(CultureInfo.InvariantCulture, $" of {b:G5}") : "")}.")));
            return asked;
        }

        var n = asked;
        while (n > 0 && CostOf(n) > limit * (1 + 1e-9))
            n--;
        var effect = n == 0 ? FeasibilityEffect.Blocked : request.Budget.Experiments is null ? FeasibilityEffect.None : FeasibilityEffect.Shrunk;
        findings.Add(new FeasibilityFinding(FeasibilityCheck.Cost, effect, n == 0
            ? string.Create(CultureInfo.InvariantCulture, $"One experiment costs {CostOf(1):G5}, more than the {limit:G5} there is.")
            : request.Budget.Experiments is null ? string.Create(CultureInfo.InvariantCulture, $"{limit:G5} is enough for {n} experiments.")
            : string.Create(CultureInfo.InvariantCulture, $"{asked} experiments would cost {whole:G5}; {limit:G5} is enough for {n}."), n, effect == FeasibilityEffect.None ? null : "Raise the budget."));
        return n;
    }

    private static string Words(double? hours) => hours switch
    {
        null => "an unknown time",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{hours * 60:0.#} min"),
        < 72 => string.Create(CultureInfo.InvariantCulture, $"{hours:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{hours / 24:0.#} days"),
    };
}
