using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Rows whose numbers are unlike the others taken together, by <see cref="JointDistances"/>. Pure.</summary>
internal static class JointOutliers
{
    /// <summary>Beyond this share they are no outliers: the rows form several groups.</summary>
    private const double Many = 0.01;
    private const int Few = 3;

    public static TableLooked Of(TableLook look)
    {
        var answer = JointDistances.Of(look);
        if (!answer.HasValue)
            return TableLooked.NotMade(answer.WhyNot!);
        var distances = answer.Value;
        var cut = distances.Cut(look.Settings.Level);
        int[] far = [.. Enumerable.Range(0, distances.Rows.Length).Where(i => distances.Squared[i] > cut)];
        if (far.Length == 0)
            return new TableLooked([]);
        var by = far.ToDictionary(i => distances.Rows[i], i => Math.Sqrt(distances.Squared[i]));
        var groups = far.Length > Math.Max(Few, Many * distances.Rows.Length);
        return new TableLooked([look.Finding(groups ? FindingSeverity.Notes : FindingSeverity.Warns,
            $"{(groups ? "The rows do not form one cloud: " : "")}{Check.Count(far.Length, "row")} of {distances.Rows.Length:N0}{(distances.Rows.Length < look.Rows ? " looked at" : "")} {Check.Verb(far.Length, "has", "have")} a combination of {Check.Names([.. distances.Columns.Select(look.Name)])} unlike the others, up to {Quantity.Text(by.Values.Max(), digits: 3)} robust standard deviations from the center (chance reaches {Quantity.Text(Math.Sqrt(cut), digits: 3)} in {Check.Percent(look.Settings.Level)} of such tables).",
            groups ? "These are too many for outliers: look at clusters, and at what sets the groups apart." : "Each value may be usual by itself; look at the rows, and leave out what is wrong.", distances.Columns, by.Keys, r => $"distance {Quantity.Text(by[r], digits: 3)}")]);
    }
}
