namespace SdlPortal.Web.Charts;

/// <summary>A fixed color for every strategy, in all charts; Random is always gray. A strategy that is not listed takes one by its name.</summary>
public static class StrategyColors
{
    private static readonly Dictionary<string, string> Colors = new(StringComparer.Ordinal)
    {
        ["random"] = Palette.Gray,
        ["sobol"] = "#4C5661",
        ["auto"] = Palette.Vermilion,
        ["ei"] = Palette.Blue,
        ["qnei"] = Palette.Green,
        ["mode-cycle"] = Palette.Orange,
        ["logei"] = Palette.Sky,
        ["ucb"] = Palette.Pink,
        ["thompson"] = "#8A6D00",
        ["pessimistic"] = "#7B4FA3",
        ["trust-region"] = "#A14A2A",
    };

    public static string Of(string strategy) => Colors.GetValueOrDefault(strategy, Palette.Gray);

    /// <summary>The same color, let through, for bands.</summary>
    public static string Faint(string color, double opacity) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"rgba({Convert.ToInt32(color[1..3], 16)},{Convert.ToInt32(color[3..5], 16)},{Convert.ToInt32(color[5..7], 16)},{opacity})");
}
