using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Which configurations belong to a region: those in at least one of its boxes. Pure.</summary>
public static class RegionMembership
{
    /// <returns>One flag per row of the table. A side whose parameter the table does not have holds for no row.</returns>
    public static bool[] Of(AnalysisTable table, Region region)
    {
        var inside = new bool[table.Count];
        foreach (var box in region.Boxes)
        {
            var here = new bool[table.Count];
            Array.Fill(here, true);
            foreach (var side in box.Sides)
                Narrow(here, side, table.Parameters.FirstOrDefault(p => p.Shape.Name == side.Parameter));
            for (var i = 0; i < inside.Length; i++)
                inside[i] |= here[i];
        }

        return inside;
    }

    private static void Narrow(bool[] here, BoxSide side, ParameterColumn? column)
    {
        var levels = side is ChoiceSide choice && column is not null ? column.Shape.Levels.Select(l => choice.Levels.Contains(l)).ToArray() : [];
        for (var i = 0; i < here.Length; i++)
            here[i] = here[i] && column is not null && Holds(side, column.Values[i], levels);
    }

    private static bool Holds(BoxSide side, double value, bool[] levels) => double.IsNaN(value) ? side.TakesInactive : side switch
    {
        NumberSide number => value >= (number.Low ?? double.NegativeInfinity) && value <= (number.High ?? double.PositiveInfinity),
        ChoiceSide => levels[(int)value],
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "No such side."),
    };
}
