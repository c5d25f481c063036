using System.Globalization;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Web.Data.Explore;

/// <summary>What the Explore tab shows; its form is the address's query, and what an address leaves out is chosen from the table. Immutable.</summary>
/// <param name="Columns">By name; none for those that the table suggests.</param>
/// <param name="By">The column of the groups; null for none.</param>
/// <param name="Logs">Columns whose axes are logarithmic.</param>
/// <param name="Clusters">Null where the silhouette decides.</param>
/// <param name="Zooms">True where a scatter plot can be zoomed and says what its points are.</param>
public sealed record ExploreQuery(Picture Picture, IReadOnlyList<string> Columns, string? By = null, IReadOnlyList<string>? Logs = null, string? X = null, string? Y = null,
    int? Clusters = null, CorrelationKind Kind = CorrelationKind.Spearman, Linkage Linkage = Linkage.Ward, MissingPolicy Missing = MissingPolicy.Median, Scaling Scaling = Scaling.Standard, bool Zooms = false)
{
    public const string TabKey = "explore";
    public const int MostClusters = 30;

    public IReadOnlyList<string> Logarithms => Logs ?? [];

    public static ExploreQuery From(string? plot, string[]? column, string? by, string[]? log, string? x, string? y, string? clusters, string? kind, string? linkage, string? missing, string? scaling, string? zoom) => new(
        Picture.Of(plot), Names(column), Name(by), Names(log), Name(x), Name(y),
        int.TryParse(clusters, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k is >= 1 and <= MostClusters ? k : null,
        Word(kind, CorrelationKind.Spearman), Word(linkage, Linkage.Ward), Word(missing, MissingPolicy.Median), Word(scaling, Scaling.Standard), zoom == "1");

    public string Address(string table)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        Add("plot", Picture.Key);
        foreach (var column in Columns)
            Add("column", column);
        Add("x", X);
        Add("y", Y);
        Add("by", By);
        foreach (var log in Logarithms)
            Add("log", log);
        Add("clusters", Clusters?.ToString(CultureInfo.InvariantCulture));
        Add("kind", Kind == CorrelationKind.Spearman ? null : Lower(Kind));
        Add("linkage", Linkage == Linkage.Ward ? null : Lower(Linkage));
        Add("missing", Missing == MissingPolicy.Median ? null : Lower(Missing));
        Add("scaling", Scaling == Scaling.Standard ? null : Lower(Scaling));
        Add("zoom", Zooms ? "1" : null);
        return $"{TableTabs.Address(table, TabKey)}?{string.Join('&', parts)}";
    }

    /// <summary>Another picture of the same columns and groups.</summary>
    public ExploreQuery With(Picture picture) => this with { Picture = picture, Zooms = false };

    /// <summary>Takes a logarithmic axis for a column, or gives it up.</summary>
    public ExploreQuery Toggle(string column) => this with { Logs = Logarithms.Contains(column, StringComparer.Ordinal) ? [.. Logarithms.Where(l => l != column)] : [.. Logarithms, column] };

    public HistogramSettings Histogram() => new(Asked, By) { Logarithms = Logarithms };

    public BoxSettings Box() => new(Asked, By) { Logarithms = Logarithms };

    public ScatterMatrixSettings Matrix() => new(Asked, By) { Logarithms = Logarithms };

    public CorrelationSettings Correlation() => new(Asked) { OrderedBy = Kind };

    public ComponentsSettings Components() => new(new PcaSettings(Preparation), By);

    public ClusterSettings KMeans() => new(Preparation) { Clusters = Clusters };

    public HierarchySettings Tree() => new(Preparation) { Linkage = Linkage, Clusters = Clusters };

    /// <summary>The first two columns that fit where the address names none; null where the table has no two.</summary>
    public ScatterSettings? Scatter(DataTable table)
    {
        // Numbers before times.
        string[] fit = [.. table.Columns.Where(c => c.Kind is ColumnKind.Number or ColumnKind.Time).OrderBy(c => c.Kind == ColumnKind.Time).Select(c => c.Name)];
        var x = X ?? Columns.FirstOrDefault(c => fit.Contains(c, StringComparer.Ordinal) && c != Y) ?? fit.FirstOrDefault(c => c != Y);
        var y = Y ?? Columns.FirstOrDefault(c => fit.Contains(c, StringComparer.Ordinal) && c != x) ?? fit.FirstOrDefault(c => c != x);
        return x is null || y is null ? null : new ScatterSettings(x, y, By) { LogX = Logarithms.Contains(x, StringComparer.Ordinal), LogY = Logarithms.Contains(y, StringComparer.Ordinal) };
    }

    private IReadOnlyList<string>? Asked => Columns.Count == 0 ? null : Columns;

    private PreparationSettings Preparation => new(Asked, Missing, Scaling) { Logarithms = Logarithms };

    private static string? Name(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string[] Names(string[]? texts) => [.. (texts ?? []).Where(t => !string.IsNullOrEmpty(t)).Distinct(StringComparer.Ordinal)];

    private static T Word<T>(string? text, T otherwise) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : otherwise;

    private static string Lower<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();
}
