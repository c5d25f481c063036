using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>A whole table while checks compare its columns: a sample of rows is at hand, columns are read again where all rows count.</summary>
/// <param name="Sample">Rows of <paramref name="Sampled"/>, ascending.</param>
/// <param name="Sampled">By column, then sampled row.</param>
/// <param name="RowKeys">Of every row the sum of <see cref="CellKey"/> over its columns: equal rows have equal keys.</param>
/// <param name="Chance">By column: how often two rows drawn at random are alike in it.</param>
internal sealed record TableLook(DataTable Table, ProfileSettings Settings, IReadOnlyList<TableColumnProfile> Columns, int[] Sample, double[][] Sampled, ulong[] RowKeys, double[] Chance, AnalysisStep Step)
{
    public int Rows => Table.Rows;

    public static ulong CellKey(int column, double value) => Fingerprint.Mix(Fingerprint.Of(value) ^ Fingerprint.Mix((ulong)column));

    /// <summary>Columns of numbers that are present in nearly all sampled rows and not constant, the first ones of them.</summary>
    public int[] Comparable(double present = 0.9) =>
        [.. Enumerable.Range(0, Columns.Count).Where(c => Columns[c] is { Kind: ColumnKind.Number, Distinct: > 1 } column && column.Present >= present * Rows).Take(Settings.MostCompared)];

    public TableFinding Finding(FindingSeverity severity, string sentence, string remedy, IEnumerable<int> columns, IEnumerable<int>? rows = null, Func<int, string>? example = null)
    {
        int[] about = [.. rows ?? []];
        return new TableFinding
        {
            Check = "",
            Title = "",
            Severity = severity,
            Sentence = sentence,
            Remedy = remedy,
            Columns = [.. columns.Select(c => Columns[c].Name)],
            Rows = RowSet.Of(about.Select(Table.SourceRow)),
            Examples = example is null ? [] : [.. about.Order().Take(Settings.ExamplesPerFinding).Select(r => new FindingExample(Table.SourceRow(r), example(r)))],
        };
    }

    public string Name(int column) => Columns[column].Name;

    /// <summary>For sentences about the sampled rows: nothing where these are all.</summary>
    public string Scope => Sample.Length == Rows ? "" : $" (by {Sample.Length:N0} rows, evenly spread)";
}

/// <summary>What a check over several columns came to.</summary>
/// <param name="WhyNot">Why it was not made; null where it was.</param>
internal sealed record TableLooked(IReadOnlyList<TableFinding> Findings, string? WhyNot = null)
{
    public static TableLooked NotMade(string why) => new([], why);
}
