using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>Configurations in words, with units.</summary>
internal static class ConfigurationText
{
    public static string Value(Parameter parameter, ParameterValue value) => value.IsNumber ? Quantity.Text(value.Number, parameter.Unit) : value.Text!;

    public static string Value(SearchSpace space, Configuration configuration, string name) =>
        configuration.TryGet(name, out var value) ? Value(space[name], value) : "";

    /// <summary>"temperature 284 °C, cycles 3 …": the first few parameters.</summary>
    public static string Short(SearchSpace space, Configuration configuration, int most = 3)
    {
        var parts = space.Parameters.Take(most).Select(p => $"{p.Name} {Value(space, configuration, p.Name)}");
        return string.Join(", ", parts) + (space.Parameters.Count > most ? " …" : "");
    }
}
