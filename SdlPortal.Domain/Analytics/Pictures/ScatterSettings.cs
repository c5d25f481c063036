namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Which two columns are set against each other.</summary>
/// <param name="Color">The column whose groups tell points apart; null for none.</param>
public sealed record ScatterSettings(string X, string Y, string? Color = null)
{
    public bool LogX { get; init; }

    public bool LogY { get; init; }

    /// <summary>Beyond it rows are drawn evenly spread, and the cells count all.</summary>
    public int MostPoints { get; init; } = 4000;
}
