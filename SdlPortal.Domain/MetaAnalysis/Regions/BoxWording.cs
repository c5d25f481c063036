using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Boxes in words: "learning_rate 0.0001 to 0.005, batch_size at most 32; or …". Pure.</summary>
public static class BoxWording
{
    private const int MostChoices = 6;

    public static string Of(IReadOnlyList<ConfigurationBox> boxes) => string.Join("; or ", boxes.Select(Of));

    public static string Of(ConfigurationBox box) => box.Sides.Count == 0 ? "everywhere" : string.Join(", ", box.Sides.Select(Of));

    public static string Of(BoxSide side)
    {
        var inactive = side.TakesInactive ? " (or not active)" : "";
        return side switch
        {
            NumberSide { Low: { } low, High: { } high } s when low == high => $"{s.Parameter} {Quantity.Text(low, s.Unit)}{inactive}",
            NumberSide { Low: { } low, High: { } high } s => $"{s.Parameter} {Quantity.Text(low)} to {Quantity.Text(high, s.Unit)}{inactive}",
            NumberSide { Low: { } low } s => $"{s.Parameter} at least {Quantity.Text(low, s.Unit)}{inactive}",
            NumberSide { High: { } high } s => $"{s.Parameter} at most {Quantity.Text(high, s.Unit)}{inactive}",
            ChoiceSide { Levels.Count: 0 } s => $"{s.Parameter} not active",
            ChoiceSide s when s.Levels.Count <= MostChoices => $"{s.Parameter} {string.Join(" or ", s.Levels)}{inactive}",
            ChoiceSide s => $"{s.Parameter} one of {s.Levels.Count} ({string.Join(", ", s.Levels.Take(MostChoices))}, …){inactive}",
            _ => $"{side.Parameter}{(side.TakesInactive ? " anything" : " active")}",
        };
    }
}
