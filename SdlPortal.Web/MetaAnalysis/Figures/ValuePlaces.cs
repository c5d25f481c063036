using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>Where the values of a parameter stand on an axis: numbers on their scale, choices and "not active" one beside the other. Pure.</summary>
/// <param name="At">One per value, in the axis' own numbers (powers of ten on a logarithmic scale).</param>
/// <param name="AreNames">True where nothing lies between two places.</param>
internal sealed record ValuePlaces(IReadOnlyList<double> At, PlotAxis Axis, bool AreNames)
{
    private const int LongestName = 10;
    private const int MostNumbers = 4;

    public static ValuePlaces Of(IReadOnlyList<CurvePoint> points, string parameter, ParameterShape? shape)
    {
        var label = Plot.Text(shape?.Label ?? parameter);
        if (shape?.IsCategory != false || points.Any(p => double.IsNaN(p.At)))
        {
            double[] at = [.. points.Select((_, i) => (double)i)];
            // Of many numbers beside "not active" not each can be named.
            var every = shape?.IsCategory == false ? Math.Max(1, (points.Count + MostNumbers - 1) / MostNumbers) : 1;
            int[] named = [.. Enumerable.Range(0, points.Count).Where(i => i % every == 0 || double.IsNaN(points[i].At))];
            return new ValuePlaces(at, new PlotAxis(label) { TickVals = [.. named.Select(i => at[i])], TickText = [.. named.Select(i => Plot.Text(Short(Name(points[i], shape))))], Range = [-0.5, at.Length - 0.5] }, true);
        }

        double[] values = [.. points.Select(p => p.At)];
        if (shape.Scale == Scale.Log && values.All(v => v > 0))
            return new ValuePlaces([.. values.Select(Math.Log10)], LogAxis.Of(label, values.Min(), values.Max()), false);
        // A few whole numbers are all named; ticks between them would name what there is not.
        return shape.Kind == ParameterKind.Integer && values.Length <= 8
            ? new ValuePlaces(values, new PlotAxis(label) { TickVals = values, TickText = [.. values.Select(v => Quantity.Text(v))] }, false)
            : new ValuePlaces(values, new PlotAxis(label), false);
    }

    private static string Name(CurvePoint point, ParameterShape? shape) => shape?.IsCategory == false && double.IsFinite(point.At) ? Quantity.Text(point.At, digits: 2) : point.Label;

    private static string Short(string label) => label.Length <= LongestName ? label : $"{label[..(LongestName - 1)]}…";
}
