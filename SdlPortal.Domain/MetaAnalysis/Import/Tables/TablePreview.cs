using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>
/// The beginning of a table of runs (CSV, JSON lines) as texts, and what its columns hold, so that a person can say what they are.
/// Only a bounded part of the file is read, however large it is.
/// </summary>
public sealed record TablePreview
{
    /// <summary>The rows that are shown.</summary>
    public const int MostRows = 50;

    /// <summary>No more bytes than these are read.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>How the file is written: "comma-separated, UTF-8", "one JSON object per line".</summary>
    public required string Layout { get; init; }

    public required EquatableList<PreviewColumn> Columns { get; init; }

    /// <summary>The first rows, one text per column; blank where the row has none.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>The rows that the columns' figures rest on.</summary>
    public required int RowsRead { get; init; }

    /// <summary>False where the file goes on after what was read; the figures then are those of its beginning.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Rows that cannot be read and headings that collide, as sentences; at most a few.</summary>
    public EquatableList<string> Problems { get; init; } = [];

    /// <exception cref="RunSourceException">The file is no table of text.</exception>
    public static TablePreview Read(string path, CancellationToken cancellationToken = default)
    {
        var file = TableFile.Open(path);
        var limited = file.Limited(MostBytes);
        var check = new Utf8Check();
        var preview = PreviewPass.Read(limited, check, cancellationToken);
        return check.Failed && file.Layout == TableLayout.Separated ? PreviewPass.Read(limited with { Encoding = TableFile.Latin }, null, cancellationToken) : preview;
    }
}

/// <summary>What a column holds in the rows that were read.</summary>
/// <param name="Name">Its heading, trimmed.</param>
/// <param name="Kind">What its values are taken for if it becomes a parameter; null where all cells are blank.</param>
/// <param name="Unit">The unit written behind every number ("12 mg/mL"); null where none is.</param>
/// <param name="Filled">Rows with a value.</param>
/// <param name="Blank">Rows without.</param>
/// <param name="Distinct">Different values, counted up to <see cref="MostDistinct"/>.</param>
/// <param name="Low">The smallest number; null where there is none.</param>
/// <param name="Examples">A few different values in the order of their first appearance.</param>
/// <param name="Problems">Sentences: "3 of 1,000 values are no numbers ('n/a' in line 7); their rows would be refused."</param>
public sealed record PreviewColumn(
    string Name, ParameterKind? Kind, string? Unit, int Filled, int Blank, int Distinct, double? Low, double? High, EquatableList<string> Examples, EquatableList<string> Problems)
{
    public const int MostDistinct = 10_000;

    /// <summary>Of its numbers; null where there is none.</summary>
    public double? Mean { get; init; }

    /// <summary>True where rows that are the same in all columns named like identifiers and tasks ("config_id") differ in this one: it changes along a run.</summary>
    public bool VariesWithinIds { get; init; }

    /// <summary>True where the count of different values stopped at its limit.</summary>
    public bool HasMoreDistinct => Distinct >= MostDistinct;
}
