using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Web.Studies;

/// <summary>How far a study is, in words: share, campaigns, and the time left or its place in the queue. Pure.</summary>
public static class StudyProgressText
{
    public static string Of(StudyState state)
    {
        if (state.Plan is null)
            return "";
        if (state.Cells is null)
            return "reading its journal";
        var campaigns = string.Create(CultureInfo.InvariantCulture, $"{state.Finished:N0} of {state.Campaigns:N0} campaigns");
        var failed = state.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {state.Failed:N0} failed") : "";
        // Not rounded up: all is said only where all is done.
        var share = $"{(int)(100 * state.Share)}\u00a0%";
        return $"{share}, {campaigns}{failed}{Rest(state)}";
    }

    /// <summary>In a few words, for a table.</summary>
    public static string Short(StudyState state) => state.Plan is null ? "" : state.Cells is null ? "reading" : $"{(int)(100 * state.Share)}\u00a0%{Rest(state)}";

    private static string Rest(StudyState state) => state.Condition switch
    {
        StudyCondition.Waiting => state.Ahead == 1 ? ", waits for one study" : $", waits for {state.Ahead} studies",
        StudyCondition.Running when state.Left is { } left => $", about {Quantity.Duration(left)} left",
        StudyCondition.Running => ", time left not known yet",
        _ => "",
    };
}
