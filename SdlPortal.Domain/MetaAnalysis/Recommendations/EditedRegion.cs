using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>A region whose sides a person has changed: it stays a box inside what was declared, and says that its numbers were not worked out anew. Pure.</summary>
public static class EditedRegion
{
    public const string Remark = "The region's sides were changed by hand: the claim and the forecast are those of the region as it was found.";

    /// <returns>The evidence with other boxes; itself where they are the same.</returns>
    public static RegionRecommendation With(RegionRecommendation evidence, EquatableList<ConfigurationBox> boxes) => evidence.Region.Boxes.SequenceEqual(boxes) ? evidence : evidence with
    {
        Region = evidence.Region with { Boxes = boxes, Sentence = BoxWording.Of(boxes) },
        Remarks = evidence.Remarks.Contains(Remark) ? evidence.Remarks : [.. evidence.Remarks, Remark],
    };

    /// <returns>All that is wrong, at paths like "boxes[0].temperature.low"; empty where nothing is.</returns>
    public static IReadOnlyList<Problem> Problems(IReadOnlyList<ConfigurationBox> boxes, IReadOnlyList<ParameterShape> parameters)
    {
        var problems = new List<Problem>();
        for (var b = 0; b < boxes.Count; b++)
        {
            if (boxes[b].Sides.Count == 0)
                problems.Add(new Problem(Path(b), $"{(boxes.Count == 1 ? "The region" : string.Create(CultureInfo.InvariantCulture, $"Box {b + 1}"))} names no parameter, so that it is everywhere and nothing lies outside to compare with.", "Name at least one parameter."));
            foreach (var side in boxes[b].Sides)
            {
                var path = Path(b, side.Parameter);
                problems.AddRange(parameters.FirstOrDefault(p => p.Name == side.Parameter) is { } shape ? Problems(side, shape, path) : [new Problem(path, $"The evidence has no parameter {side.Parameter}.", "Take the side away.")]);
            }
        }

        return problems;
    }

    public static string Path(int box, string? parameter = null) => string.Create(CultureInfo.InvariantCulture, $"boxes[{box}]{(parameter is null ? "" : "." + parameter)}");

    /// <summary>What was declared, in words.</summary>
    public static string Range(ParameterShape shape) => (shape.Low, shape.High) switch
    {
        ({ } low, { } high) => $"{Quantity.Text(low)} to {Quantity.Text(high, shape.Unit)}",
        ({ } low, null) => $"at least {Quantity.Text(low, shape.Unit)}",
        (null, { } high) => $"at most {Quantity.Text(high, shape.Unit)}",
        _ => "no range is declared",
    };

    private static IEnumerable<Problem> Problems(BoxSide side, ParameterShape shape, string path) => side switch
    {
        NumberSide when shape.IsCategory => [new Problem(path, $"{shape.Name} has choices, no low and high.", "Name its choices.")],
        NumberSide number => [.. Ends(number, shape, path)],
        // Of a number, too: it must not be active.
        ChoiceSide { Levels.Count: 0, TakesInactive: true } => [],
        ChoiceSide { Levels.Count: 0 } => [new Problem(path, $"{shape.Name} has no choice left.", "Choose at least one, or leave it free.")],
        ChoiceSide choice => [.. choice.Levels.Where(l => !shape.Levels.Contains(l)).Select(l => new Problem(path, $"'{l}' is not a choice of {shape.Name}.", $"Choices are {string.Join(", ", shape.Levels)}."))],
        _ => throw new NotSupportedException(side.GetType().Name),
    };

    private static IEnumerable<Problem> Ends(NumberSide side, ParameterShape shape, string path)
    {
        if (side.Low is null && side.High is null)
            yield return new Problem(path + ".low", $"{shape.Name} has neither a lower nor an upper end.", "Give one, or leave the parameter free.");
        foreach (var (value, end) in new[] { (side.Low, ".low"), (side.High, ".high") })
        {
            if (value is not { } at)
                continue;
            if (!double.IsFinite(at))
                yield return new Problem(path + end, $"{shape.Name} ends at no number.", "Give a finite number, or leave that end open.");
            else if (at < shape.Low || at > shape.High)
                yield return new Problem(path + end, $"{Quantity.Text(at, shape.Unit)} lies outside of what was declared for {shape.Name}: {Range(shape)}.", "Give a value inside.");
            else if (shape.Scale == Scale.Log && at <= 0)
                yield return new Problem(path + end, $"{shape.Name} is on a logarithmic scale; {Quantity.Text(at, shape.Unit)} is not on it.", "Give a value above 0.");
            else if (shape.Kind == ParameterKind.Integer && Math.Floor(at) != at)
                yield return new Problem(path + end, $"{shape.Name} takes whole numbers; {Quantity.Text(at)} is none.", "Write a whole number.");
        }

        if (side.Low > side.High)
            yield return new Problem(path + ".high", $"{shape.Name} ends at {Quantity.Text(side.High.Value, shape.Unit)}, below where it begins, {Quantity.Text(side.Low.Value, shape.Unit)}.", "Give an upper end that is not below the lower one.");
    }
}
