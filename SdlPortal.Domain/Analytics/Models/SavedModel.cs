using System.Text.Json.Nodes;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>A fitted model as it is kept in a file: with everything that is needed to foretell new rows, and with what is known about how well it does. Immutable.</summary>
public sealed record SavedModel
{
    /// <summary>The newest format this program writes; it reads all from 1 on.</summary>
    public const int NewestFormat = 1;

    public int Format { get; init; } = NewestFormat;

    public required string Target { get; init; }

    public string? Unit { get; init; }

    public required TargetKind Kind { get; init; }

    /// <summary>Levels of the target; empty for a number.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    public required string Family { get; init; }

    /// <summary>With the settings that cross-validation chose: "ridge, α = 1".</summary>
    public required string Name { get; init; }

    public required FittedPreparation Preparation { get; init; }

    /// <summary>What the family wrote (see <see cref="ModelFamily.Write"/>).</summary>
    public required JsonNode Fitted { get; init; }

    public required ComparisonSettings Settings { get; init; }

    /// <summary>Of the table it learned from.</summary>
    public required string TableName { get; init; }

    public required string TableHash { get; init; }

    public required int Rows { get; init; }

    /// <summary>By nested cross-validation, where a comparison came before; else empty.</summary>
    public IReadOnlyList<MeanScore> Scores { get; init; } = [];

    /// <summary>|observed − predicted| out of fold, ascending, thinned: half widths of intervals of a number come from here; empty for classes.</summary>
    public IReadOnlyList<double> Residuals { get; init; } = [];

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Fits a family on all rows that have a target, with the settings that cross-validation chooses among its candidates.</summary>
    /// <param name="compared">The comparison whose scores the file shall keep; null for none.</param>
    /// <exception cref="TableRefusedException">The table does not suffice, and why.</exception>
    public static SavedModel Fit(DataTable table, ComparisonSettings settings, string family, ComparisonResult? compared, string by, DateTimeOffset at, AnalysisStep step) => throw new NotImplementedException();

    /// <exception cref="TableRefusedException">The table lacks columns, or has others under their names; every problem is named.</exception>
    public Predictions Predict(DataTable table, AnalysisStep step) => throw new NotImplementedException();

    public string Write() => throw new NotImplementedException();

    /// <exception cref="InvalidDataException">The text is no model, or one of a newer program; says which.</exception>
    public static SavedModel Read(string text) => throw new NotImplementedException();
}
