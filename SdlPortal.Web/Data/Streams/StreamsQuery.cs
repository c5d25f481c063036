using System.Globalization;
using SdlPortal.Domain.Analytics.Drift;
using SdlPortal.Domain.Analytics.Series;
using SdlPortal.Domain.Analytics.Streams;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Web.Data.Streams;

/// <summary>What the Streams tab shows; its form is the address's query, and what an address leaves out is chosen from the table. Immutable.</summary>
/// <param name="Columns">By name; none for the first column of numbers.</param>
/// <param name="Time">The column that orders the values; <see cref="ByRow"/> for the order of the rows, null for the first column of times where there is one.</param>
/// <param name="Step">Of the grid; null to take the values as they are.</param>
/// <param name="Gap">The longest one that is closed; null for three steps.</param>
/// <param name="From">The first value of the reference, from 1.</param>
/// <param name="Count">Of values of the reference; null for 200, or a third of a short table.</param>
public sealed record StreamsQuery(IReadOnlyList<string> Columns, string? Time = null, double? Step = null, GridValue Value = GridValue.Mean, double? Gap = null,
    SmoothingMethod Smooth = SmoothingMethod.MovingMedian, int Window = 11, int Degree = 2, double Threshold = 5, int From = 1, int? Count = null, double FalseAlarms = 0.01)
{
    public const string TabKey = "streams";

    /// <summary>Stands for the order of the rows. A column of this name can be watched, but not order the values.</summary>
    public const string ByRow = "-";

    public const int MostColumns = 8;
    private const int UsualReference = 200;
    private const double UsualGapSteps = 3;

    public static StreamsQuery Of(Func<string, string?> one, string[]? columns) => new(
        [.. (columns ?? []).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Take(MostColumns)],
        one("time") is { Length: > 0 } time ? time : null,
        Number(one("step"), 1e-9, 1e12),
        Word(one("value"), GridValue.Mean),
        Number(one("gap"), 0, 1e12),
        Word(one("smooth"), SmoothingMethod.MovingMedian),
        Whole(one("window"), 2, Smoothers.LongestWindow) ?? 11,
        Whole(one("degree"), 1, 4) ?? 2,
        Number(one("threshold"), 2, 100) ?? 5,
        Whole(one("from"), 1, int.MaxValue) ?? 1,
        Whole(one("count"), 1, int.MaxValue),
        Number(one("allow"), 0.0001, 0.2) ?? 0.01);

    public string Address(string table)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        foreach (var column in Columns)
            Add("column", column);
        Add("time", Time);
        Add("step", Step is { } step ? Text(step) : null);
        Add("value", Step is null || Value == GridValue.Mean ? null : Lower(Value));
        Add("gap", Step is not null && Gap is { } gap ? Text(gap) : null);
        Add("smooth", Smooth == SmoothingMethod.MovingMedian ? null : Lower(Smooth));
        Add("window", Window == 11 ? null : Text(Window));
        Add("degree", Degree == 2 ? null : Text(Degree));
        Add("threshold", Threshold == 5 ? null : Text(Threshold));
        Add("from", From == 1 ? null : Text(From));
        Add("count", Count is { } count ? Text(count) : null);
        Add("allow", FalseAlarms == 0.01 ? null : Text(FalseAlarms));
        return TableTabs.Address(table, TabKey) + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));
    }

    /// <summary>The column of the order; null for that of the rows.</summary>
    public string? TimeOf(DataTable table) => Time == ByRow ? null : Time ?? table.Columns.FirstOrDefault(c => c.Kind == ColumnKind.Time)?.Name;

    /// <summary>Where nobody has chosen, the first column of numbers with a unit: those are measured, while a counter has none.</summary>
    public IReadOnlyList<string> ColumnsOf(DataTable table) => Columns.Count > 0 ? Columns
        : table.Columns.Where(c => c.Kind == ColumnKind.Number && c.Name != TimeOf(table)).OrderBy(c => c.Unit is null).FirstOrDefault() is { } first ? [first.Name] : [];

    public int CountOf(DataTable table) => Count ?? Math.Min(UsualReference, Math.Max(DriftReference.FewestValues, table.Rows / 3));

    public StreamsSettings Settings(DataTable table)
    {
        var order = new SeriesOrder(TimeOf(table), Step is { } step && TimeOf(table) is not null ? new Resampling(step, Value, Gap ?? (UsualGapSteps * step)) : null);
        return new StreamsSettings(new SeriesSettings(ColumnsOf(table), order, new Smoothing(Smooth, Window, Degree), Threshold), new DriftSettings(ColumnsOf(table), order, From - 1, CountOf(table), FalseAlarms));
    }

    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static double? Number(string? text, double low, double high) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high ? value : null;

    internal static int? Whole(string? text, int low, int high) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high ? value : null;

    private static T Word<T>(string? text, T otherwise) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : otherwise;

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
