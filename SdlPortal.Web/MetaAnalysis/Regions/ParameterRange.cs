using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.MetaAnalysis.Regions;

/// <summary>The range of a number, as declared or as far as the runs were looked at, and where an interval lies in it. Pure.</summary>
/// <param name="IsDeclared">False: the ends are those of the curves, which go as far as the runs.</param>
public sealed record ParameterRange(double Low, double High, bool IsLog, bool IsDeclared)
{
    /// <summary>As declared; null where it is not, and for categories.</summary>
    public static ParameterRange? Of(ParameterShape? shape) =>
        shape is { IsCategory: false, Low: { } low, High: { } high } && high > low ? new ParameterRange(low, high, shape.Scale == Scale.Log && low > 0, IsDeclared: true) : null;

    /// <summary>Null where no range is known.</summary>
    public static ParameterRange? Of(AnalysisReport report, string parameter)
    {
        if (report.Parameters.FirstOrDefault(p => p.Name == parameter) is not { IsCategory: false } shape)
            return null;
        double[] seen = [.. report.Effects.Tasks.SelectMany(t => t.PartialDependence).Where(c => c.Parameter == parameter).SelectMany(c => c.Points).Select(p => p.At).Where(double.IsFinite)];
        if ((shape.Low ?? Least(seen)) is not { } low || (shape.High ?? Most(seen)) is not { } high || !(high > low))
            return null;
        return new ParameterRange(low, high, shape.Scale == Scale.Log && low > 0, shape.Low is not null && shape.High is not null);
    }

    /// <summary>Where the interval of a side begins and ends within the range, from 0 to 1; an open end reaches the range's own.</summary>
    public (double From, double To) Place(NumberSide side)
    {
        var (from, to) = (Share(side.Low ?? Low), Share(side.High ?? High));
        return (from, Math.Max(from, to));
    }

    private double Share(double value)
    {
        if (IsLog && value <= 0)
            return 0;
        var share = IsLog ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
        return Math.Clamp(share, 0, 1);
    }

    private static double? Least(double[] values) => values.Length == 0 ? null : values.Min();

    private static double? Most(double[] values) => values.Length == 0 ? null : values.Max();
}
