using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>How much of the space of all parameters boxes take: ranges evenly on each parameter's scale (declared bounds, else observed), whole numbers and choices counted. Immutable.</summary>
internal sealed class BoxSpace
{
    private readonly Dictionary<string, (ParameterShape Shape, double Low, double High)> ranges = new(StringComparer.Ordinal);

    public BoxSpace(AnalysisTable table)
    {
        foreach (var column in table.Parameters)
        {
            var (low, high) = (column.Shape.Low ?? double.PositiveInfinity, column.Shape.High ?? double.NegativeInfinity);
            for (var i = 0; i < column.Values.Length && !column.Shape.IsCategory; i++)
            {
                if (double.IsNaN(column.Values[i]))
                    continue;
                (low, high) = (Math.Min(low, column.Values[i]), Math.Max(high, column.Values[i]));
            }

            ranges[column.Shape.Name] = (column.Shape, low, high);
        }
    }

    /// <summary>Of the union, by inclusion and exclusion: intersections of boxes are boxes.</summary>
    public double Share(IReadOnlyList<ConfigurationBox> boxes)
    {
        var sum = 0.0;
        for (var set = 1; set < 1 << boxes.Count; set++)
        {
            var some = boxes.Where((_, b) => (set >> b & 1) == 1).ToArray();
            sum += (some.Length % 2 == 1 ? 1 : -1) * Intersection(some);
        }

        return Math.Clamp(sum, 0, 1);
    }

    private double Intersection(ConfigurationBox[] boxes)
    {
        var share = 1.0;
        foreach (var parameter in boxes.SelectMany(b => b.Sides).GroupBy(s => s.Parameter, StringComparer.Ordinal))
        {
            var (shape, low, high) = ranges[parameter.Key];
            if (shape.IsCategory || parameter.Any(s => s is ChoiceSide))
            {
                var kept = parameter.OfType<ChoiceSide>().Select(s => s.Levels.AsEnumerable()).Aggregate((a, b) => a.Intersect(b, StringComparer.Ordinal));
                share *= shape.Levels.Count == 0 ? 0 : (double)kept.Count() / shape.Levels.Count;
                continue;
            }

            var from = parameter.OfType<NumberSide>().Max(s => s.Low ?? low);
            var to = parameter.OfType<NumberSide>().Min(s => s.High ?? high);
            share *= Part(shape, low, high, Math.Max(from, low), Math.Min(to, high));
        }

        return share;
    }

    private static double Part(ParameterShape shape, double low, double high, double from, double to)
    {
        if (!(to >= from) || !(high >= low))
            return 0;

        // A whole number stands for itself, so a box of one of them is not empty.
        var whole = shape.Kind == ParameterKind.Integer ? 0.5 : 0;
        var isLog = shape.Scale == Scale.Log && low > 0;
        double At(double value) => isLog ? Math.Log(value) : value;
        var (a, b) = (whole > 0 ? Math.Ceiling(from) - whole : from, whole > 0 ? Math.Floor(to) + whole : to);
        var width = At(high + whole) - At(low - whole);
        return width > 0 ? Math.Clamp((At(b) - At(a)) / width, 0, 1) : 1;
    }
}
