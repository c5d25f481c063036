using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>How groups of rows are told apart: by color, and where points are few also by shape. Pure.</summary>
internal static class GroupLooks
{
    private const string Brown = "#8A6D3B";
    private static readonly string[] Colors = [Palette.Blue, Palette.Orange, Palette.Green, Palette.Vermilion, Palette.Sky, Palette.Pink, Brown, "#5B5EA6", "#117733", "#A0456E"];
    private static readonly string[] Symbols = ["circle", "diamond", "square", "triangle-up", "triangle-down", "circle-open", "diamond-open", "square-open"];

    /// <summary>More points than that are a cloud, whose shapes nobody could tell apart.</summary>
    private const int MostShapes = 400;

    /// <param name="areOrdered">Numbers and times go from dark to light.</param>
    public static IReadOnlyList<string> ColorsOf(IReadOnlyList<string> groups, bool areOrdered)
    {
        var hasMissing = groups.Count > 1 && groups[^1] == RowGroups.Missing;
        var known = groups.Count - (hasMissing ? 1 : 0);
        var ramp = areOrdered ? ColorRamp.Cividis.Classes(known) : [];
        return [.. Enumerable.Range(0, groups.Count).Select(g => g == known ? Palette.Gray : areOrdered && known > 1 ? ramp[g] : Colors[g % Colors.Length])];
    }

    public static string Symbol(int group, int points) => points > MostShapes ? "circle" : Symbols[group % Symbols.Length];

    /// <summary>Small where there are many.</summary>
    public static double Size(int points) => points > 1500 ? 3.5 : points > 400 ? 4.5 : 6.5;
}
