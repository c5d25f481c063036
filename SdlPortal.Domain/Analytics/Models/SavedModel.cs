using System.Text.Json;
using System.Text.Json.Nodes;
using SdlPortal.Domain.Analytics.Models.Validation;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;

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
    /// <param name="compared">The comparison whose scores the file shall keep, of the same table and settings; null for none.</param>
    /// <exception cref="TableRefusedException">The table does not suffice, and why.</exception>
    public static SavedModel Fit(DataTable table, ComparisonSettings settings, string family, ComparisonResult? compared, string by, DateTimeOffset at, AnalysisStep step) =>
        ModelFitting.Fit(table, settings, family, compared, by, at, step);

    /// <exception cref="TableRefusedException">The table lacks columns, or has others under their names; every problem is named.</exception>
    public Predictions Predict(DataTable table, AnalysisStep step) => ModelApplying.Predict(this, table, step);

    public string Write() => JsonSerializer.Serialize(this, AnalysisJson.Indented);

    /// <exception cref="InvalidDataException">The text is no model, or one of a newer program; says which.</exception>
    public static SavedModel Read(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject file || file["format"] is not JsonValue number || !number.TryGetValue<int>(out var format))
                throw new InvalidDataException("The file is no saved model: it names no format.");
            if (format is < 1 or > NewestFormat)
                throw new InvalidDataException($"The saved model has format {format}; this program reads formats 1 to {NewestFormat}. Update the program, or save the model again with this one.");
            var model = file.Deserialize<SavedModel>(AnalysisJson.Options)!;
            var family = ModelFamilies.Find(model.Family) ?? throw new InvalidDataException($"The saved model is of the family '{model.Family}', which this program does not know. Save it again with one of {string.Join(", ", ModelFamilies.All.Select(f => f.Key))}.");
            family.Read(model.Fitted);
            return model;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"The file is no saved model, or was damaged: {e.Message}", e);
        }
    }
}
