namespace SdlPortal.Web.Data.Tables;

/// <summary>Origins of tables as icons and words.</summary>
public static class OriginWords
{
    public static (string Icon, string Word) Of(TableOrigin origin) => origin switch
    {
        TableOrigin.File => ("file", "file"),
        TableOrigin.Campaign => ("flask", "campaign"),
        TableOrigin.PriorRuns => ("stack", "prior runs"),
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, null),
    };

    /// <summary>Where the source itself is looked at; null for a file.</summary>
    public static string? Address(TableOrigin origin, string source) => origin switch
    {
        TableOrigin.Campaign => $"/campaigns/{Uri.EscapeDataString(source)}?tab=experiments",
        TableOrigin.PriorRuns => $"/prior-runs/{Uri.EscapeDataString(source)}",
        _ => null,
    };
}
