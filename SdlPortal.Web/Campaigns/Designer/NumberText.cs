using System.Globalization;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>Reads what a person types into a number field. What can't be read keeps its text and becomes a problem; nothing is dropped.</summary>
public static class NumberText
{
    public static string Show(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <returns>The number (null for an empty field), or what is wrong with the text and what to type instead.</returns>
    public static (double? Value, string? Message, string? Remedy) Read(string text)
    {
        var trimmed = text.Trim().Replace('\u2212', '-');
        if (trimmed.Length == 0)
            return (null, null, null);
        if (double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            if (double.IsFinite(value))
                return (value, null, null);
            return (null, $"'{Short(trimmed)}' is {(double.IsNaN(value) ? "not a number" : "too large for a number")}.", "Give a finite number; another unit makes it smaller.");
        }

        if (trimmed.Count(c => c == ',') == 1 && double.TryParse(trimmed.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return (null, $"'{Short(trimmed)}' has a decimal comma.", $"Write it with a point: {trimmed.Replace(',', '.')}.");
        return (null, $"'{Short(trimmed)}' is not a number.", "Write digits with a decimal point, such as 0.3 or 2e-6; the unit has its own field.");
    }

    /// <summary>As <see cref="Read"/>, for counts and seeds.</summary>
    public static (long? Value, string? Message, string? Remedy) ReadWhole(string text)
    {
        var trimmed = text.Trim().Replace('\u2212', '-');
        if (long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return (whole, null, null);
        var (value, message, remedy) = Read(text);
        if (value is null)
            return (null, message, message?.Contains("comma", StringComparison.Ordinal) == true ? remedy : message is null ? null : "Write a whole number in digits, such as 100.");
        return Math.Floor(value.Value) == value && Math.Abs(value.Value) < 1L << 53
            ? ((long)value.Value, null, null)
            : (null, $"'{Short(trimmed)}' is not a whole number.", "Write digits only.");
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
