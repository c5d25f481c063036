using System.Collections.Frozen;

namespace SdlPortal.Web.Layout;

/// <summary>The drawings of the portal's icons: stroked SVG paths on a field of 24 by 24.</summary>
public static class Icons
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["menu"] = "M4 6h16M4 12h16M4 18h16",
        ["home"] = "M4 11l8-7 8 7M6 10v10h12V10M10 20v-6h4v6",
        ["flask"] = "M9 3h6M10 3v6l-5.5 9.5A1.7 1.7 0 0 0 6 21h12a1.7 1.7 0 0 0 1.5-2.5L14 9V3M7.5 15h9",
        ["station"] = "M4 5h16v10H4zM9 19h6M12 15v4M8 10h2l1.500-2 2 4 1-2H17",
        ["matrix"] = "M4 4h16v16H4zM4 9.300h16M4 14.700h16M9.300 4v16M14.700 4v16",
        ["stack"] = "M12 4l9 4.500-9 4.500-9-4.500zM3 13l9 4.500 9-4.500M3 17l9 4.500 9-4.500",
        ["bars"] = "M4 20h16M7 20v-7M12 20V5M17 20v-11",
        ["file"] = "M6 3h8l4 4v14H6zM14 3v4h4",
        ["theme"] = "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
        ["keyboard"] = "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M8 14h8",
        ["plus"] = "M12 5v14M5 12h14",
        ["import"] = "M12 4v11M8 11l4 4 4-4M4 20h16",
        ["export"] = "M12 15V4M8 8l4-4 4 4M4 20h16",
        ["copy"] = "M9 9h11v11H9zM5 15H4V4h11v1",
        ["edit"] = "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
        ["question"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.600 2.200c-.800.400-1.100.900-1.100 1.800M12 17h.01",
        ["trash"] = "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
        ["open"] = "M9 5l7 7-7 7",
        ["search"] = "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
        ["play"] = "M7 4l13 8-13 8z",
        ["pause"] = "M8 5v14M16 5v14",
        ["stop"] = "M6 6h12v12H6z",
        ["check"] = "M5 13l4.500 4.500L19 7",
        ["cross"] = "M6 6l12 12M18 6L6 18",
        ["equal"] = "M5 9h14M5 15h14",
        ["person"] = "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4.500 3.500-7 8-7s8 2.500 8 7",
        ["clock"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2",
        ["circle"] = "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
        ["ban"] = "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.500 6.500l11 11",
        ["warning"] = "M12 4L2.500 20h19zM12 10v4.500M12 17.500h.01",
        ["unplugged"] = "M4 4l16 16M9 4v4M15 4v4M7 8h10v4a5 5 0 0 1-1.500 3.500M7 8v4a5 5 0 0 0 5 5v4",
        ["seal"] = "M12 3l2.500 2 3.200-.200.700 3.100 2.600 1.900-1.300 2.900 1.300 2.900-2.600 1.900-.700 3.100-3.200-.200L12 22l-2.500-1.600-3.200.200-.700-3.100L3 15.600l1.300-2.900L3 9.800l2.600-1.900.700-3.100 3.200.200zM8.500 12.500l2.500 2.500 4.500-5",
        ["bell"] = "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
        ["signature"] = "M4 20h16M4 16c3 0 4-12 7-12s-3 12 0 12 2-4 4-4 0 4 2 4h3",
        ["send"] = "M4 12L20 4l-6 16-3-7z",
        ["undo"] = "M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6v1",
        ["comment"] = "M4 5h16v11H10l-4 4v-4H4z",
        ["print"] = "M7 9V4h10v5M6 17H4V9h16v8h-2M7 14h10v6H7z",
        ["up"] = "M12 19V5M6 11l6-6 6 6",
        ["down"] = "M12 5v14M6 13l6 6 6-6",
        ["sort"] = "M8 5v14M5 16l3 3 3-3M16 19V5M13 8l3-3 3 3",
    }.ToFrozenDictionary();

    public static string Path(string name) =>
        Paths.TryGetValue(name, out var path) ? path : throw new ArgumentException($"There is no icon '{name}'; there are {string.Join(", ", Paths.Keys.Order())}.", nameof(name));
}
