using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>How a parameter stands on a plot's axis: numbers as they are (in their logarithm where the parameter says so), choices at 0, 1, 2 with their names. Pure.</summary>
internal static class ParameterAxis
{
    /// <summary>Two hundredths beyond the bounds, so that what lies on a bound can be seen.</summary>
    private const double Margin = 0.02;

    public static PlotAxis Of(Parameter parameter) => parameter switch
    {
        CategoricalParameter p => new PlotAxis(Plot.Text(p.Label)) { TickVals = [.. Enumerable.Range(0, p.Choices.Count).Select(i => (double)i)], TickText = [.. p.Choices.Select(Plot.Text)], Range = [-0.5, p.Choices.Count - 0.5] },
        ContinuousParameter p => Numeric(p, p.Low, p.High, p.Scale),
        IntegerParameter p => Numeric(p, p.Low, p.High, p.Scale),
        DiscreteParameter p => Numeric(p, p.Levels[0], p.Levels[^1], p.Scale),
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private static PlotAxis Numeric(Parameter parameter, double low, double high, Scale scale)
    {
        if (scale == Scale.Linear || low <= 0)
            return new PlotAxis(Plot.Text(parameter.Label)) { Range = Wider(low, high) };

        // The range of a logarithmic axis is in powers of ten; over several of them a tick at each is enough.
        var (from, to) = (Math.Log10(low), Math.Log10(high));
        return new PlotAxis(Plot.Text(parameter.Label), "log", DTick: to - from >= 1.5 ? 1 : null) { Range = Wider(from, to) };
    }

    private static double[]? Wider(double low, double high) => high > low ? [low - (Margin * (high - low)), high + (Margin * (high - low))] : null;

    public static double Place(Parameter parameter, ParameterValue value) =>
        parameter is CategoricalParameter choices ? choices.Choices.ToList().IndexOf(value.Text!) : value.Number;
}
