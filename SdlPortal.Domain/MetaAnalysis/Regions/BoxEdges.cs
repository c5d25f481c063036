using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Turns boxes over codes into boxes in lab units. Every edge is the roundest number between the last value outside and the first inside, so that it takes in the same observed values; where a code stands for many values, the edge may move inwards over them (that costs little, and how much is told). Pure.</summary>
internal static class BoxEdges
{
    public static ConfigurationBox Of(CodeBox box, BinnedParameter[] parameters)
    {
        var sides = new List<BoxSide>();
        for (var j = 0; j < parameters.Length; j++)
        {
            var side = box.Sides[j];
            if (!IsOpen(side, parameters[j]))
                sides.Add(parameters[j].IsCategory ? Choices(side, parameters[j]) : Numbers(side, parameters[j]));
        }

        return new ConfigurationBox(sides.ToEquatableList());
    }

    /// <summary>The same box without "all other choices", which no one can set.</summary>
    public static CodeBox Named(CodeBox box, BinnedParameter[] parameters)
    {
        for (var j = 0; j < parameters.Length; j++)
        {
            var others = parameters[j].HasOthers ? 1UL << (parameters[j].Count - 1) : 0;
            if (!IsOpen(box.Sides[j], parameters[j]) && (box.Sides[j] & others) != 0 && box.Sides[j] != others)
                box = box.With(j, box.Sides[j] & ~others);
        }

        return box;
    }

    /// <summary>Everything that occurs is allowed.</summary>
    private static bool IsOpen(ulong side, BinnedParameter parameter) => (side | (parameter.MayBeInactive ? 0 : 1UL << BinnedParameter.Inactive)) == parameter.All;

    private static ChoiceSide Choices(ulong side, BinnedParameter parameter)
    {
        var levels = Enumerable.Range(0, parameter.LevelOfCode.Length).Where(c => (side >> c & 1) == 1).Select(c => parameter.Shape.Levels[parameter.LevelOfCode[c]]);
        return new ChoiceSide(parameter.Shape.Name, levels.ToEquatableList(), TakesInactive(side, parameter));
    }

    private static BoxSide Numbers(ulong side, BinnedParameter parameter)
    {
        var values = side & ~(1UL << BinnedParameter.Inactive);
        var isLog = parameter.Shape.Scale == Scale.Log;
        double? low = null, high = null;
        if (values == 0)
            return new ChoiceSide(parameter.Shape.Name, [], TakesInactive: true);

        var (first, last) = (BoxView.Lowest(values), BoxView.Highest(values));
        if (first > 0)
        {
            var outside = parameter.Highs[first - 1];
            low = Above(outside, first == last ? Middle(parameter, first, isLog) : parameter.Highs[first], isLog);
        }

        if (last < parameter.Count - 1)
        {
            high = Below(first == last ? Middle(parameter, last, isLog) : parameter.Lows[last], parameter.Lows[last + 1], isLog);
        }

        if (parameter.Shape.Kind == ParameterKind.Integer)
            (low, high) = (low is { } l ? Math.Ceiling(l) : null, high is { } h ? Math.Floor(h) : null);
        return new NumberSide(parameter.Shape.Name, low, high, parameter.Shape.Unit, TakesInactive(side, parameter));
    }

    /// <summary>A round number in (outside, inside].</summary>
    private static double Above(double outside, double inside, bool isLog) => RoundNumber.Between(Math.Min(inside, Math.BitIncrement(outside)), inside, isLog);

    /// <summary>A round number in [inside, outside).</summary>
    private static double Below(double inside, double outside, bool isLog) => RoundNumber.Between(inside, Math.Max(inside, Math.BitDecrement(outside)), isLog);

    private static double Middle(BinnedParameter parameter, int code, bool isLog)
    {
        var (low, high) = (parameter.Lows[code], parameter.Highs[code]);
        return low == high ? low : isLog && low > 0 ? Math.Sqrt(low) * Math.Sqrt(high) : low + ((high - low) / 2);
    }

    private static bool TakesInactive(ulong side, BinnedParameter parameter) => parameter.MayBeInactive && (side >> BinnedParameter.Inactive & 1) == 1;
}
