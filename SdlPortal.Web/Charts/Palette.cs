namespace SdlPortal.Web.Charts;

/// <summary>The Okabe-Ito colors, readable by color-blind people; fixed meanings across the portal.</summary>
public static class Palette
{
    public const string Blue = "#0072B2";
    public const string Sky = "#56B4E9";
    public const string Green = "#009E73";
    public const string Orange = "#E69F00";
    public const string Vermilion = "#D55E00";
    public const string Pink = "#CC79A7";
    public const string Gray = "#87919C";
}
