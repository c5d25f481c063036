using System.Globalization;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Web.Data.Modeling;

/// <summary>What the Models tab compares; its form is the address's query. Immutable.</summary>
/// <param name="Target">Null until somebody has chosen.</param>
/// <param name="Left">Columns that are no features.</param>
/// <param name="Insisted">Columns that stay features although they give the target away.</param>
/// <param name="Families">None for all.</param>
public sealed record ModelsQuery(string? Target, IReadOnlyList<string> Left, IReadOnlyList<string> Insisted, IReadOnlyList<string> Families, string? Group = null, string? Order = null, bool AsClasses = false, int Folds = 5, int Repeats = 1, MissingPolicy Missing = MissingPolicy.Median)
{
    public const string TabKey = "models";

    public static ModelsQuery From(string? target, string[]? left, string[]? insisted, string[]? family, string? group, string? order, string? kind, string? folds, string? repeats, string? missing) => new(
        Name(target), Names(left), Names(insisted), Names(family), Name(group), Name(order), kind == "classes", Whole(folds, 2, 20, 5), Whole(repeats, 1, 10, 1),
        Enum.TryParse<MissingPolicy>(missing, ignoreCase: true, out var policy) && Enum.IsDefined(policy) ? policy : MissingPolicy.Median);

    public string Address(string table)
    {
        var parts = new List<string>();
        Add("target", Target);
        Each("left", Left);
        Each("insisted", Insisted);
        Each("family", Families);
        Add("group", Group);
        Add("order", Order);
        Add("kind", AsClasses ? "classes" : null);
        Add("folds", Folds == 5 ? null : Folds.ToString(CultureInfo.InvariantCulture));
        Add("repeats", Repeats == 1 ? null : Repeats.ToString(CultureInfo.InvariantCulture));
        Add("missing", Missing == MissingPolicy.Median ? null : Missing.ToString().ToLowerInvariant());
        return TableTabs.Address(table, TabKey) + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));

        void Each(string name, IReadOnlyList<string> values)
        {
            foreach (var value in values)
                Add(name, value);
        }

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }

    /// <summary>The question; null where no column is to be foretold.</summary>
    public ComparisonSettings? Settings(DataTable table) => Target is null ? null : new ComparisonSettings(Target)
    {
        Excluded = Left,
        Insisted = Insisted,
        Families = Families.Count == 0 ? null : Families,
        Kind = AsClasses && table.IndexOf(Target) is >= 0 and var at && table.Columns[at].Kind == ColumnKind.Number ? TargetKind.Class : null,
        Group = Group,
        Order = Order,
        Folds = Folds,
        Repeats = Repeats,
        Missing = Missing,
    };

    public ModelsQuery Toggle(string family, IReadOnlyList<string> all)
    {
        IReadOnlyList<string> now = Families.Count == 0 ? all : Families;
        string[] next = now.Contains(family, StringComparer.Ordinal) ? [.. now.Where(f => f != family)] : [.. all.Where(f => f == family || now.Contains(f, StringComparer.Ordinal))];
        return this with { Families = next.Length == all.Count || next.Length == 0 ? [] : next };
    }

    /// <summary>Takes a column from the features, or gives it back.</summary>
    public ModelsQuery Leave(string column, bool left) => this with { Left = left ? [.. Left.Append(column).Distinct(StringComparer.Ordinal)] : [.. Left.Where(c => c != column)] };

    public ModelsQuery Insist(string column) => this with { Insisted = [.. Insisted.Append(column).Distinct(StringComparer.Ordinal)] };

    private static string? Name(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string[] Names(string[]? texts) => [.. (texts ?? []).Where(t => !string.IsNullOrEmpty(t)).Distinct(StringComparer.Ordinal)];

    private static int Whole(string? text, int low, int high, int otherwise) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high ? value : otherwise;
}
