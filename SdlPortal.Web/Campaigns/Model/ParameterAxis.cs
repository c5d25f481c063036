using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>How a parameter stands on a plot's axis: numbers as they are (in their logarithm where the parameter says so), choices at 0, 1, 2 with their names. Pure.</summary>
internal static class ParameterAxis
{
    public static PlotAxis Of(Parameter parameter) => parameter switch
    {
        CategoricalParameter p => new PlotAxis(Plot.Text(p.Label)) { TickVals = [.. Enumerable.Range(0, p.Choices.Count).Select(i => (double)i)], TickText = [.. p.Choices.Select(Plot.Text)] },
        ContinuousParameter { Scale: Scale.Log, Low: > 0 } or IntegerParameter { Scale: Scale.Log, Low: > 0 } or DiscreteParameter { Scale: Scale.Log } => new PlotAxis(Plot.Text(parameter.Label), "log"),
        _ => new PlotAxis(Plot.Text(parameter.Label)),
    };

    public static double Place(Parameter parameter, ParameterValue value) =>
        parameter is CategoricalParameter choices ? choices.Choices.ToList().IndexOf(value.Text!) : value.Number;
}
