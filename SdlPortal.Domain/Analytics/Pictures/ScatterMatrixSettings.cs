namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Which columns are set against each other, two by two.</summary>
/// <param name="Columns">By name, up to 6; null for the first numbers.</param>
/// <param name="Color">The column whose groups tell points apart; null for none.</param>
public sealed record ScatterMatrixSettings(IReadOnlyList<string>? Columns = null, string? Color = null)
{
    public IReadOnlyList<string> Logarithms { get; init; } = [];

    /// <summary>Beyond it rows are drawn evenly spread.</summary>
    public int MostPoints { get; init; } = 1000;
}
