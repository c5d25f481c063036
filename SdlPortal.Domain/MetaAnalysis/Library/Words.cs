using System.Globalization;

namespace SdlPortal.Domain.MetaAnalysis.Library;

internal static class Words
{
    /// <summary>"1 run", "12,000 runs".</summary>
    public static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {what}{(count == 1 ? "" : "s")}");
}
