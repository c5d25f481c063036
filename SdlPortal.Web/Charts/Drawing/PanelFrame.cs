namespace SdlPortal.Web.Charts.Drawing;

/// <summary>The plotting area of one panel on the canvas, and the ranges of its linear axes.</summary>
internal sealed record PanelFrame(double Left, double Top, double Width, double Height, (double Low, double High) RangeX, (double Low, double High) RangeY)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double X(double value) => Left + (Width * (value - RangeX.Low) / (RangeX.High - RangeX.Low));

    public double Y(double value) => Bottom - (Height * (value - RangeY.Low) / (RangeY.High - RangeY.Low));
}
