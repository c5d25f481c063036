using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Which rows of a table lie in a box. Pure.</summary>
public static class BoxMembership
{
    /// <summary>Marks the rows that lie in one of the boxes. A parameter that the table does not have is not active in all of it.</summary>
    public static bool[] Inside(IReadOnlyList<ConfigurationBox> boxes, IReadOnlyList<ParameterColumn> columns, int count)
    {
        var inside = new bool[count];
        var own = new bool[count];
        foreach (var box in boxes)
        {
            Array.Fill(own, true);
            foreach (var side in box.Sides)
                Narrow(own, side, columns.FirstOrDefault(c => c.Shape.Name == side.Parameter));
            for (var i = 0; i < count; i++)
                inside[i] |= own[i];
        }

        return inside;
    }

    private static void Narrow(bool[] inside, BoxSide side, ParameterColumn? column)
    {
        if (column is null)
        {
            for (var i = 0; i < inside.Length && !side.TakesInactive; i++)
                inside[i] = false;
            return;
        }

        var values = column.Values;
        if (side is NumberSide number)
        {
            var (low, high) = (number.Low ?? double.NegativeInfinity, number.High ?? double.PositiveInfinity);
            for (var i = 0; i < inside.Length; i++)
                inside[i] &= double.IsNaN(values[i]) ? side.TakesInactive : values[i] >= low && values[i] <= high;
            return;
        }

        var levels = ((ChoiceSide)side).Levels;
        if (levels.Count == 0)
        {
            for (var i = 0; i < inside.Length; i++)
                inside[i] &= double.IsNaN(values[i]);
            return;
        }

        var allowed = column.Shape.Levels.Select(l => levels.Contains(l)).ToArray();
        for (var i = 0; i < inside.Length; i++)
            inside[i] &= double.IsNaN(values[i]) ? side.TakesInactive : allowed[(int)values[i]];
    }
}
