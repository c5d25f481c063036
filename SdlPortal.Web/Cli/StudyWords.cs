using System.Globalization;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Cli;

/// <summary>Sizes and times of studies as people read them.</summary>
internal static class StudyWords
{
    /// <summary>"35 conditions x 4 strategies x 30 repetitions: 378,000 proposals".</summary>
    public static string Size(StudyPlan plan)
    {
        var conditions = plan.Problems.Count * plan.Delays.Count;
        var proposals = (long)conditions * plan.Strategies.Count * plan.Repetitions * (plan.Observations - plan.Initial);
        return $"{Count(conditions, "problem at a delay", "problems at a delay")} x {Count(plan.Strategies.Count, "strategy", "strategies")} x {Count(plan.Repetitions, "repetition", "repetitions")}: {Count(proposals, "proposal", "proposals")}";
    }

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"45 s", "3 min 20 s", "12 min", "2 h 5 min".</summary>
    public static string Time(TimeSpan time)
    {
        var seconds = (long)Math.Ceiling(time.TotalSeconds);
        return seconds switch
        {
            < 60 => $"{seconds} s",
            < 600 => $"{seconds / 60} min {seconds % 60} s",
            < 3600 => $"{seconds / 60} min",
            _ => $"{seconds / 3600} h {seconds / 60 % 60} min",
        };
    }

    /// <summary>What to know about a problem, a line each; nothing for most.</summary>
    public static string Remarks(ProblemSummary problem) => string.Concat(problem.Remarks.Select(r => $"{problem.Label}: {r}{Environment.NewLine}"));

    private static string Count(long number, string one, string many) => $"{Count(number)} {(number == 1 ? one : many)}";
}
