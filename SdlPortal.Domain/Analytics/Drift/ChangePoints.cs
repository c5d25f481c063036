namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>
/// Where the sum of some scores may have begun to climb: the corners of the lower convex hull of the points (number, sum), of which only those can be the best beginning of a climb of any slope. For a stream that keeps to its
/// reference there are about log n of them, so that the likelihood ratio of every beginning and every size is had at once
/// (Romano, Eckley, Fearnhead, Rigaill 2023, J. Mach. Learn. Res. 24, 81). A stack of immutable corners, so that an older one stays valid.
/// </summary>
/// <param name="Number">Scores before the beginning.</param>
/// <param name="Before">The stream before the beginning.</param>
public sealed record ChangePoint(long Number, double Sum, DriftTotals Before, ChangePoint? Earlier)
{
    /// <param name="last">Null for none yet.</param>
    public static ChangePoint Add(ChangePoint? last, long number, double sum, DriftTotals before)
    {
        while (last is not null && (sum <= last.Sum || (last.Earlier is { } earlier && (last.Sum - earlier.Sum) * (number - last.Number) >= (sum - last.Sum) * (last.Number - earlier.Number))))
            last = last.Earlier;
        return new ChangePoint(number, sum, before, last);
    }
}
