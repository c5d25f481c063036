using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>Boxes of a campaign's space in words. Pure.</summary>
public static class PlanBoxes
{
    /// <summary>As people read it: "learning_rate 0.0001 to 0.005, batch_size up to 32".</summary>
    public static string Sentence(PriorRegion box, SearchSpace space) => box.Sides.Count == 0 ? "the whole space" : string.Join(", ", box.Sides.Select(s => Sentence(s, space)));

    private static string Sentence(PriorSide side, SearchSpace space)
    {
        if (side.Choices.Count > 0)
            return $"{side.Parameter} {string.Join(" or ", side.Choices)}";
        var unit = space[side.Parameter].Unit is { Length: > 0 } u ? " " + u : "";
        return (side.Low, side.High) switch
        {
            ({ } low, { } high) => $"{side.Parameter} {ParameterValue.Of(low).ToDisplay()} to {ParameterValue.Of(high).ToDisplay()}{unit}",
            ({ } low, null) => $"{side.Parameter} from {ParameterValue.Of(low).ToDisplay()}{unit}",
            (null, { } high) => $"{side.Parameter} up to {ParameterValue.Of(high).ToDisplay()}{unit}",
            _ => $"any {side.Parameter}",
        };
    }
}
