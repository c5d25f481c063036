using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Studies.Design;

namespace SdlPortal.Web.Reviews.Deciding;

/// <summary>Reads a form into the next version of a recommendation. Pure.</summary>
internal static class DocumentReading
{
    public const string InsidePath = "validation.inside";
    public const string OutsidePath = "validation.outside";
    public const string SeedPath = "validation.seed";

    /// <summary>Said of a region whose sides a person has changed: its numbers were not worked out anew.</summary>
    public const string ChangedByHand = "The region's sides were changed by hand: the claim and the forecast are those of the region as it was found.";

    public static (RecommendationDocument? Document, IReadOnlyList<Problem> Problems) Of(DocumentForm form, RecommendationDocument start)
    {
        var fields = new FormNumbers();
        var title = form.Title.Trim();
        if (title.Length == 0)
            fields.Note("title", "The title is missing.", "Say in a few words what is recommended for what.");
        var boxes = form.Boxes.Select((b, i) => Box(b, i, form.Boxes.Count, start.Evidence, fields)).ToEquatableList();
        var design = Design(form, fields);
        if (fields.Problems.Count > 0)
            return (null, fields.Problems);
        return (start with
        {
            Title = title,
            Rationale = form.Rationale.Trim(),
            WhatWouldChangeIt = [.. form.WhatWouldChangeIt.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Evidence = WithBoxes(start.Evidence, boxes),
            Validation = design!,
        }, []);
    }

    private static RegionRecommendation WithBoxes(RegionRecommendation evidence, EquatableList<ConfigurationBox> boxes)
    {
        if (evidence.Region.Boxes.SequenceEqual(boxes))
            return evidence;
        return evidence with
        {
            Region = evidence.Region with { Boxes = boxes, Sentence = BoxWording.Of(boxes) },
            Remarks = evidence.Remarks.Contains(ChangedByHand) ? evidence.Remarks : [.. evidence.Remarks, ChangedByHand],
        };
    }

    private static ValidationDesign? Design(DocumentForm form, FormNumbers fields)
    {
        var (inside, outside, seed) = (Experiments(InsidePath, "inside", form.Inside, fields), Experiments(OutsidePath, "outside", form.Outside, fields), fields.Whole(SeedPath, form.Seed));
        return inside is { } i && outside is { } o && seed is { } s ? new ValidationDesign(i, o, s) : null;
    }

    private static int? Experiments(string path, string where, string text, FormNumbers fields)
    {
        var count = fields.Count(path, text);
        if (count is < DocumentCheck.FewestExperiments or > DocumentCheck.MostExperiments)
            fields.Note(path, string.Create(CultureInfo.InvariantCulture, $"{count} experiments {where} of the region are not possible."), string.Create(CultureInfo.InvariantCulture, $"Give {DocumentCheck.FewestExperiments} to {DocumentCheck.MostExperiments}: with fewer no verdict can come out."));
        return count;
    }

    private static ConfigurationBox Box(BoxForm form, int index, int boxes, RegionRecommendation evidence, FormNumbers fields)
    {
        var sides = new List<BoxSide>();
        foreach (var side in form.Sides.Where(s => s.IsNamed))
        {
            if (evidence.Parameters.FirstOrDefault(p => p.Name == side.Parameter) is { } shape && Side(side, shape, Path(index, shape.Name), fields) is { } read)
                sides.Add(read);
        }

        if (!form.Sides.Exists(s => s.IsNamed))
            fields.Note($"boxes[{index}]", $"{(boxes == 1 ? "The region" : string.Create(CultureInfo.InvariantCulture, $"Box {index + 1}"))} names no parameter, so that it is everywhere and nothing lies outside to compare with.", "Name at least one parameter.");
        return new ConfigurationBox(sides.ToEquatableList());
    }

    public static string Path(int box, string parameter) => string.Create(CultureInfo.InvariantCulture, $"boxes[{box}].{parameter}");

    private static BoxSide? Side(SideForm side, ParameterShape shape, string path, FormNumbers fields)
    {
        if (side.IsInactiveOnly)
            return new ChoiceSide(shape.Name, [], side.TakesInactive);
        if (!shape.IsCategory)
            return Numbers(side, shape, path, fields);
        var levels = shape.Levels.Where(side.Levels.Contains).ToEquatableList();
        if (levels.Count == 0)
            fields.Note(path, $"{shape.Name} has no choice left.", "Choose at least one, or leave it free.");
        return new ChoiceSide(shape.Name, levels, side.TakesInactive);
    }

    private static NumberSide Numbers(SideForm side, ParameterShape shape, string path, FormNumbers fields)
    {
        var (low, high) = (End(side.Low, shape, path + ".low", fields), End(side.High, shape, path + ".high", fields));
        if (low is null && high is null && side.Low.Trim().Length == 0 && side.High.Trim().Length == 0)
            fields.Note(path + ".low", $"{shape.Name} has neither a lower nor an upper end.", "Give one, or leave the parameter free.");
        if (low > high)
            fields.Note(path + ".high", $"{shape.Name} ends at {Quantity.Text(high.Value, shape.Unit)}, below where it begins, {Quantity.Text(low.Value, shape.Unit)}.", "Give an upper end that is not below the lower one.");
        return new NumberSide(shape.Name, low, high, shape.Unit, side.TakesInactive);
    }

    /// <summary>An empty end is open.</summary>
    private static double? End(string text, ParameterShape shape, string path, FormNumbers fields)
    {
        if (fields.Number(path, text) is not { } value)
            return null;
        if (shape.Kind == ParameterKind.Integer && Math.Floor(value) != value)
            fields.Note(path, $"{shape.Name} takes whole numbers; {Quantity.Text(value)} is none.", "Write a whole number.");
        if (value < shape.Low || value > shape.High)
            fields.Note(path, $"{Quantity.Text(value, shape.Unit)} lies outside of what was declared for {shape.Name}: {Range(shape)}.", "Give a value inside.");
        else if (shape.Scale == Scale.Log && value <= 0)
            fields.Note(path, $"{shape.Name} is on a logarithmic scale; {Quantity.Text(value, shape.Unit)} is not on it.", "Give a value above 0.");
        return value;
    }

    public static string Range(ParameterShape shape) => (shape.Low, shape.High) switch
    {
        ({ } low, { } high) => $"{Quantity.Text(low)} to {Quantity.Text(high, shape.Unit)}",
        ({ } low, null) => $"at least {Quantity.Text(low, shape.Unit)}",
        (null, { } high) => $"at most {Quantity.Text(high, shape.Unit)}",
        _ => "no range is declared",
    };
}
