namespace SdlPortal.Domain.Analytics.Models;

/// <summary>What a saved model says of the rows of a table. By columns; rows in the table's order.</summary>
/// <param name="Rows">Rows of the table; without those that have a missing value where the model leaves such rows out.</param>
/// <param name="Values">Of a number the value; of classes the index of the likeliest.</param>
/// <param name="Low">Of a number the lower end of the interval that holds <paramref name="Coverage"/> of new rows like those learned from; empty for classes.</param>
/// <param name="Probabilities">Of classes, row by row; empty for a number.</param>
/// <param name="Outside">Rows that lie outside of what the model learned from, by their place in <paramref name="Rows"/>, with the columns in question.</param>
/// <param name="Remarks">Sentences for people: levels never seen, units converted, values filled in.</param>
public sealed record Predictions(
    string Target, string? Unit, TargetKind Kind, IReadOnlyList<string> Classes, IReadOnlyList<int> Rows, IReadOnlyList<double> Values, IReadOnlyList<double> Low, IReadOnlyList<double> High, double Coverage,
    IReadOnlyList<double> Probabilities, IReadOnlyList<OutsideRow> Outside, IReadOnlyList<string> Remarks);

/// <summary>A row outside of the training range, and the columns where it is.</summary>
/// <param name="At">Place among the predictions.</param>
public sealed record OutsideRow(int At, IReadOnlyList<string> Columns);
