namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>How a file shall be read, where its reader shall not find out by itself.</summary>
public sealed record TableReading
{
    public static TableReading ByItself { get; } = new();

    /// <summary>What the table is called; null for the file's name without its ending.</summary>
    public string? Name { get; init; }

    /// <summary>Comma, semicolon, tab or stroke; null to look which one parts the first lines alike.</summary>
    public char? Separator { get; init; }

    /// <summary>False where the first line is a row already; null to take it for headings unless it looks like a row of numbers.</summary>
    public bool? HasHeadings { get; init; }
}
