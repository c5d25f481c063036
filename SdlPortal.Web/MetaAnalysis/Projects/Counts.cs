using System.Globalization;

namespace SdlPortal.Web.MetaAnalysis.Projects;

/// <summary>Numbers of things in words: "1 run", "16,000 runs".</summary>
public static class Counts
{
    public static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <param name="thing">In the singular; its plural has an s.</param>
    public static string Of(long count, string thing) => $"{Of(count)}\u00a0{thing}{(count == 1 ? "" : "s")}";

    public static string Bytes(long bytes) => bytes < 1000 ? $"{bytes}\u00a0B" : bytes < 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#}\u00a0kB")
        : bytes < 1_000_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#}\u00a0MB") : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#}\u00a0GB");
}
