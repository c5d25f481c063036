using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Harmonization;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>Decides by the counts of a whole column what it is. Pure.</summary>
/// <param name="commaSeparates">True where commas part the cells: "1,234" then stands in quotation marks, and its writer uses the point for decimals.</param>
/// <param name="commaDecimals">True where another column of the file has decimal commas beyond doubt.</param>
/// <param name="pointDecimals">True where another one has decimal points.</param>
internal sealed class ColumnPlanner(bool commaIsPoint, bool commaSeparates, bool commaDecimals, bool pointDecimals)
{
    /// <summary>Numbers among the cells that say something from which on a column is one of numbers, and its texts are mistakes.</summary>
    private const double Mostly = 0.8;

    /// <param name="headingUnit">What stands in brackets in the heading; null where nothing does.</param>
    public ColumnPlan Plan(ColumnFirst first, string? headingUnit)
    {
        var values = first.AllNumbers + first.Words.Count;
        if (values == 0)
            return Nothing(first);
        if (first.AllNumbers >= Mostly * values)
            return IsLabels(first) ? Labels(first) : Numbers(first, headingUnit is not null && UnitWords.IsUnit(headingUnit) ? headingUnit : null);
        if (first.Times >= Mostly * values)
            return Times(first, values);
        if (first.Dates.Count >= Mostly * values && (first.DaysFirst > 0) != (first.MonthsFirst > 0))
            return Dates(first, values);
        return first.Lengths + first.AllNumbers >= Mostly * values && first.Lengths > first.AllNumbers ? Lengths(first, values) : Texts(first, values);
    }

    private static ColumnPlan Nothing(ColumnFirst first)
    {
        var plan = new ColumnPlan(ColumnKind.Empty, default, null, false);
        var said = first.NotNumbers.Count + first.Absent.Count + first.Infinite.Count;
        plan.Remarks.Add((first.Rows, said == 0 ? "Every cell is empty." : $"No cell holds a value: {Words.Of(first.Blank, first.Rows, "are", "is")} empty, and {Words.Count(said)} {(said == 1 ? "says" : "say")} that there is none ({(first.Absent.Count > 0 ? first.Absent : first.NotNumbers.Count > 0 ? first.NotNumbers : first.Infinite).Words()})."));
        return plan;
    }

    /// <summary>"007" is a label, if all of the column is like that.</summary>
    private static bool IsLabels(ColumnFirst first) => first is { IsPadded: true, IsEven: true, HasFractions: false, WithUnit: 0, Parted: 0 } && first.Words.Count == 0 && first.Numbers > 1;

    private static ColumnPlan Labels(ColumnFirst first)
    {
        var plan = Missing(first, new ColumnPlan(ColumnKind.Category, default, null, false) { ReadsAgain = true }, "numbers");
        plan.Remarks.Add((first.Numbers, "The numbers are written with leading zeros, all of one length: they are taken for labels."));
        return plan;
    }

    private static ColumnPlan Times(ColumnFirst first, long values)
    {
        var plan = Missing(first, new ColumnPlan(ColumnKind.Time, default, null, false) { ReadsAgain = true }, "points in time");
        if (first.WithoutZone > 0)
            plan.Remarks.Add((0, $"{(first.WithoutZone == first.Times ? "The times name" : $"{Words.Of(first.WithoutZone, first.Times, "times", "time")} name")} no zone; UTC was taken."));
        if (values > first.Times)
            plan.Remarks.Add((values - first.Times, $"{Words.Cells(values - first.Times, first.Rows, "are", "is")} no point in time and {Words.CountAs(values - first.Times)} missing."));
        return plan;
    }

    private static ColumnPlan Dates(ColumnFirst first, long values)
    {
        var order = first.DaysFirst > 0 ? DateOrder.DayFirst : DateOrder.MonthFirst;
        var plan = Missing(first, new ColumnPlan(ColumnKind.Time, default, null, false) { ReadsAgain = true, Dates = order }, "points in time");
        plan.Remarks.Add((first.Dates.Count, $"The dates are read with the {(order == DateOrder.DayFirst ? "day" : "month")} first ({first.Dates.Words()}), in UTC, since they name no zone."));
        if (values > first.Dates.Count)
            plan.Remarks.Add((values - first.Dates.Count, $"{Words.Cells(values - first.Dates.Count, first.Rows, "are", "is")} no such date and {Words.CountAs(values - first.Dates.Count)} missing."));
        return plan;
    }

    private static ColumnPlan Lengths(ColumnFirst first, long values)
    {
        var plan = Missing(first, new ColumnPlan(ColumnKind.Number, default, "s", false) { ReadsAgain = true, IsLengths = true }, "numbers");
        plan.Remarks.Add((first.Lengths, $"{Words.Cells(first.Lengths, first.Rows, "are", "is a")} {(first.Lengths == 1 ? "length" : "lengths")} of time such as 01:02:03; they were read in seconds."));
        if (values > first.Lengths + first.AllNumbers)
            plan.Remarks.Add((values - first.Lengths, $"{Words.Cells(values - first.Lengths - first.AllNumbers, first.Rows, "are texts", "is a text")} and {Words.CountAs(values - first.Lengths - first.AllNumbers)} missing."));
        return plan;
    }

    private static ColumnPlan Texts(ColumnFirst first, long values)
    {
        var plan = Missing(first, new ColumnPlan(ColumnKind.Category, default, null, false) { ReadsAgain = true }, "texts");
        if (first.AllNumbers > 0)
            plan.Remarks.Add((first.AllNumbers, $"Numbers and texts stand together: {Words.Of(first.AllNumbers, values, "values are numbers", "value is a number")}, and {Words.Count(first.Words.Count)} {(first.Words.Count == 1 ? "is a text" : "are texts")} ({first.Words.Words()}). All are taken for texts; correct the file if the column shall be numbers."));
        else if (first.Dates.Count >= Mostly * values)
            plan.Remarks.Add((first.Dates.Count, $"These are dates, but nothing in the column says {(first.DaysFirst > 0 ? "with one voice " : "")}whether the day or the month comes first ({first.Dates.Words()}). They are taken for texts; write them as 2026-12-31."));
        else if (first.Times > 0)
            plan.Remarks.Add((first.Times, $"{Words.Of(first.Times, values, "values are points", "value is a point")} in time, too few for a column of times; all are taken for texts."));
        return plan;
    }

    private ColumnPlan Numbers(ColumnFirst first, string? headingUnit)
    {
        var remarks = new List<(long, string)>();
        var style = Style(first, remarks, out var again);
        var plan = Units(first, headingUnit, remarks) with { Style = style, HasUnit = headingUnit is not null, Remarks = remarks };
        if (first.Words.Count > 0)
            remarks.Add((first.Words.Count, $"{Words.Cells(first.Words.Count, first.Rows, "are texts", "is a text")} ({first.Words.Words()}) and {Words.CountAs(first.Words.Count)} missing."));
        Missing(first, plan, "numbers");
        return plan with { ReadsAgain = plan.ReadsAgain || again };
    }

    /// <summary>What the column's commas, points and blanks mean.</summary>
    private NumberStyle Style(ColumnFirst first, List<(long, string)> remarks, out bool again)
    {
        again = false;
        if (first.Groups.Count > 1)
        {
            again = true;
            remarks.Add((first.Grouped.Count, $"Thousands are parted in several ways ({first.Grouped.Words()}), so that these cells cannot be read with certainty and count as missing. Write numbers without such signs."));
            return new NumberStyle(commaIsPoint);
        }

        if (first.Groups.Count == 1)
        {
            again = true;
            var group = first.Groups.First();
            remarks.Add((first.Grouped.Count, $"{Words.Cells(first.Grouped.Count, first.Rows, "part", "parts")} thousands by {Name(group)} ({first.Grouped.Words()}); it was taken out."));
            return new NumberStyle(group == '.' || (group != ',' && (commaIsPoint || first.CommaDecimals > 0)), group);
        }

        var doubtful = first.DoubtfulCommas;
        if (first.CommaDecimals > 0)
        {
            again = !commaIsPoint;
            if (first.HasPointDecimals)
            {
                remarks.Add((first.CommaDecimals, "Numbers with a decimal comma and with a decimal point stand together; both were read."));
                return new NumberStyle(true);
            }

            again |= first.HasDoubtfulPoints;
            return new NumberStyle(true, first.HasDoubtfulPoints ? (byte)'.' : (byte)0);
        }

        if (doubtful.Count == 0)
            return new NumberStyle(commaIsPoint);
        var groups = first.HasPointDecimals || commaSeparates || (pointDecimals && !commaDecimals);
        again = groups || !commaIsPoint;
        remarks.Add((doubtful.Count, groups
            ? $"{Words.Cells(doubtful.Count, first.Rows, "hold", "holds")} a comma ({doubtful.Words()}), which was taken for a sign between thousands, since the {(first.HasPointDecimals ? "column" : "file")} writes decimals with a point."
            : $"{Words.Cells(doubtful.Count, first.Rows, "hold", "holds")} a comma that may part thousands or decimals ({doubtful.Words()}); it was taken for the decimal comma{(commaDecimals ? ", which other columns of the file have too" : "")}."));
        return groups ? new NumberStyle(false, (byte)',') : new NumberStyle(true);
    }

    private static ColumnPlan Units(ColumnFirst first, string? headingUnit, List<(long, string)> remarks)
    {
        var plan = new ColumnPlan(ColumnKind.Number, default, headingUnit, false);
        var withUnit = first.Units.Sum(u => u.Value.Count);
        if (withUnit == 0)
            return plan;
        var plain = first.AllNumbers - withUnit;
        var ways = first.Units.OrderByDescending(u => u.Value.Count).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => u.Key).ToList();
        var target = headingUnit ?? ways[0];
        var others = ways.Where(u => !MetaAnalysis.Harmonization.Units.Same(u, target)).ToList();
        if (others.Count == 0 && !first.OtherUnits)
        {
            remarks.Add((withUnit, $"{Words.Cells(withUnit, first.Rows, "hold", "holds")} a unit ({string.Join(", ", ways)}); it was taken off{(plain > 0 && headingUnit is null ? $", and {Words.Count(plain)} without one {(plain == 1 ? "is" : "are")} taken for the same" : "")}."));
            return plan with { Unit = target };
        }

        if (headingUnit is null && plain > first.Units[ways[0]].Count)
        {
            remarks.Add((withUnit, $"{Words.Cells(withUnit, first.Rows, "hold", "holds")} a unit ({Listed(first, ways)}), not the same one, and most hold none: those with a unit count as missing. Write all in one unit."));
            return plan with { Unit = null, ReadsAgain = true, Conversions = new Dictionary<string, Conversion>(StringComparer.Ordinal) };
        }

        var conversions = ways.Select(u => (Unit: u, To: Certain(u, target))).Where(u => u.To is not null).ToDictionary(u => u.Unit, u => u.To!.Value, StringComparer.Ordinal);
        var converted = others.Where(conversions.ContainsKey).ToList();
        var lost = others.Where(u => !conversions.ContainsKey(u)).ToList();
        remarks.Add((withUnit, $"{Words.Cells(withUnit, first.Rows, "hold", "holds")} a unit, which was taken off. The column is in {target}{(headingUnit is null ? ", the most frequent one" : ", as its heading says")}."));
        if (converted.Count > 0)
            remarks.Add((converted.Sum(u => first.Units[u].Count), $"{Words.Cells(converted.Sum(u => first.Units[u].Count), first.Rows, "are", "is")} written in another unit ({Listed(first, converted)}) and {(converted.Sum(u => first.Units[u].Count) == 1 ? "was" : "were")} converted to {target}."));
        if (lost.Count > 0 || first.OtherUnits)
            remarks.Add((lost.Sum(u => first.Units[u].Count), $"{Words.Cells(lost.Sum(u => first.Units[u].Count), first.Rows, "are", "is")} written in a unit that cannot be converted to {target} with certainty ({Listed(first, lost)}{(first.OtherUnits ? " and others" : "")}) and {Words.CountAs(lost.Sum(u => first.Units[u].Count))} missing."));
        // A heading that names the unit speaks for the cells that name none; where the cells disagree, nothing does.
        var takesPlain = headingUnit is not null;
        if (!takesPlain && plain > 0)
            remarks.Add((plain, $"{Words.Cells(plain, first.Rows, "name", "names")} no unit while others name several, and {Words.CountAs(plain)} missing."));
        return plan with { Unit = target, ReadsAgain = true, Conversions = conversions, TakesPlain = takesPlain };
    }

    /// <summary>A factor alone: a temperature may be a difference or a point on its scale.</summary>
    private static Conversion? Certain(string from, string to) =>
        MetaAnalysis.Harmonization.Units.Same(from, to) ? Conversion.None : MetaAnalysis.Harmonization.Units.Between(from, to) is { Before: 0, After: 0 } factor && !MetaAnalysis.Harmonization.Units.Like(to).Contains("°C") ? factor : null;

    private static string Listed(ColumnFirst first, IReadOnlyList<string> units) => string.Join(", ", units.Take(4).Select(u => string.Create(CultureInfo.InvariantCulture, $"{u} in line {first.Units[u].Line}{(first.Units[u].Count > 1 ? $" and {first.Units[u].Count - 1:N0} more" : "")}"))) + (units.Count > 4 ? ", …" : "");

    /// <summary>Says which words count as missing.</summary>
    private static ColumnPlan Missing(ColumnFirst first, ColumnPlan plan, string what)
    {
        if (first.NotNumbers.Count > 0)
            plan.Remarks.Add((first.NotNumbers.Count, $"{Words.Cells(first.NotNumbers.Count, first.Rows, "say", "says")} that there is no number ({first.NotNumbers.Words()}) and {Words.CountAs(first.NotNumbers.Count)} missing."));
        if (plan.Kind == ColumnKind.Category)
            return plan;
        if (first.Absent.Count > 0)
            plan.Remarks.Add((first.Absent.Count, $"{Words.Cells(first.Absent.Count, first.Rows, "say", "says")} that there is no value ({first.Absent.Words()}) and {Words.CountAs(first.Absent.Count)} missing."));
        if (first.Infinite.Count > 0)
            plan.Remarks.Add((first.Infinite.Count, $"{Words.Cells(first.Infinite.Count, first.Rows, "are infinite or too large to be held", "is infinite or too large to be held")} ({first.Infinite.Words()}) and {Words.CountAs(first.Infinite.Count)} missing among {what}."));
        return plan;
    }

    private static string Name(byte group) => group switch
    {
        (byte)',' => "a comma",
        (byte)'.' => "a point",
        (byte)' ' => "a blank",
        _ => "an apostrophe",
    };
}
