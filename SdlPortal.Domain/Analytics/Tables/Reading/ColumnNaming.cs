using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>Gives every column a name of its own and says what was met in it.</summary>
internal sealed class ColumnNaming(string[] headings, bool[] unnamed)
{
    public IReadOnlyList<TableColumn> Describe(int rows, ColumnFirst[] first, ColumnPlan[] plans, ColumnAgain?[] again)
    {
        var names = Names(plans);
        return [.. names.Select((name, i) => new TableColumn
        {
            Name = name,
            Heading = name == headings[i] || unnamed[i] ? null : headings[i],
            Kind = plans[i].Kind,
            Unit = plans[i].Unit,
            Levels = plans[i].Kind == ColumnKind.Category ? again[i]!.Levels : [],
            Remarks = [.. Naming(i, name).Concat([.. plans[i].Remarks, .. again[i]?.Remarks(rows) ?? [], .. Constant(first[i], plans[i])]).OrderByDescending(r => r.Cells).Select(r => r.Sentence)],
        })];
    }

    private string[] Names(ColumnPlan[] plans)
    {
        // A unit that tells two columns apart stays in their names: "T (°C)" and "T (K)".
        var names = headings.Select((h, i) => plans[i].HasUnit ? HeadingParts.SplitUnit(h).Name : h).ToArray();
        var shared = names.CountBy(n => n, StringComparer.Ordinal).Where(n => n.Value > 1).Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
            names[i] = shared.Contains(names[i]) ? headings[i] : names[i];
        var taken = names.ToHashSet(StringComparer.Ordinal);
        var given = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            for (var n = 2; !given.Add(names[i]); n++)
            {
                var next = string.Create(CultureInfo.InvariantCulture, $"{name} ({n})");
                names[i] = taken.Contains(next) ? name : next;
            }
        }

        return names;
    }

    private IEnumerable<(long Cells, string Sentence)> Naming(int column, string name)
    {
        if (unnamed[column])
            yield return (0, $"Its heading is empty; it is called '{name}' by its place.");
        else if (name != headings[column] && name.StartsWith(headings[column] + " (", StringComparison.Ordinal))
            yield return (0, $"Several columns are headed '{headings[column]}'; this one is called '{name}'.");
    }

    private static IEnumerable<(long Cells, string Sentence)> Constant(ColumnFirst first, ColumnPlan plan)
    {
        if (plan is { Kind: ColumnKind.Number, ReadsAgain: false } && first.AllNumbers > 1 && first.Low == first.High)
            yield return (0, $"Every value is {Quantity.Full(first.Low, plan.Unit)}.");
    }
}
