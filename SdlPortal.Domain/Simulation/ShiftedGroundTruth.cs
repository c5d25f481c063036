using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>Another ground truth moved through the space: what it holds at x lies at x + offset. Numeric parameters only.</summary>
public sealed class ShiftedGroundTruth(GroundTruth inner, IReadOnlyList<KeyValuePair<string, double>> offsets)
    : GroundTruth(inner.Objectives, inner.NoiseSds)
{
    public override string Description => inner.Description + " Moved to another place.";

    public override double? Optimum => inner.Optimum;

    public override bool IsDefinedEverywhere => inner.IsDefinedEverywhere;

    public override IReadOnlyList<double> TrueValues(Configuration configuration)
    {
        foreach (var (name, offset) in offsets)
            configuration = configuration.With(name, configuration[name].Number - offset);
        return inner.TrueValues(configuration);
    }
}
