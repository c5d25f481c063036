namespace SdlPortal.Web.Studies.Reports;

/// <summary>What a report says that a study does not know of itself. What is null stays open in the document, for a person to fill in.</summary>
/// <param name="FiguresFolder">Where the document finds the figures, with forward slashes: "figures" or "paper/figures".</param>
public sealed record ReportFacts(string Title, string FiguresFolder)
{
    public string? Machine { get; init; }

    public string? Commit { get; init; }

    /// <summary>What was typed to run the study.</summary>
    public string? Command { get; init; }

    /// <summary>How long it took.</summary>
    public string? Took { get; init; }
}
