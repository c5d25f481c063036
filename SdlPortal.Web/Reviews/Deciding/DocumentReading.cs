using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Studies.Design;

namespace SdlPortal.Web.Reviews.Deciding;

/// <summary>Reads a form into the next version of a recommendation. Pure.</summary>
internal static class DocumentReading
{
    public const string InsidePath = "validation.inside";
    public const string OutsidePath = "validation.outside";
    public const string SeedPath = "validation.seed";

    public static (RecommendationDocument? Document, IReadOnlyList<Problem> Problems) Of(DocumentForm form, RecommendationDocument start)
    {
        var fields = new FormNumbers();
        var title = form.Title.Trim();
        if (title.Length == 0)
            fields.Note("title", "The title is missing.", "Say in a few words what is recommended for what.");
        var boxes = form.Boxes.Select((b, i) => Box(b, i, start.Evidence.Parameters, fields)).ToEquatableList();
        var unread = fields.Problems.Select(p => SideOf(p.Path)).ToHashSet(StringComparer.Ordinal);
        // What cannot be read is said once.
        foreach (var problem in EditedRegion.Problems(boxes, start.Evidence.Parameters).Where(p => !unread.Contains(SideOf(p.Path))))
            fields.Note(problem.Path, problem.Message, problem.Remedy);
        var design = Design(form, fields);
        if (fields.Problems.Count > 0)
            return (null, fields.Problems);
        return (start with
        {
            Title = title,
            Rationale = form.Rationale.Trim(),
            WhatWouldChangeIt = [.. form.WhatWouldChangeIt.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Evidence = EditedRegion.With(start.Evidence, boxes),
            Validation = design!,
        }, []);
    }

    private static string SideOf(string path) => path.EndsWith(".low", StringComparison.Ordinal) || path.EndsWith(".high", StringComparison.Ordinal) ? path[..path.LastIndexOf('.')] : path;

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

    private static ConfigurationBox Box(BoxForm form, int index, IReadOnlyList<ParameterShape> parameters, FormNumbers fields) =>
        new(form.Sides.Where(s => s.IsNamed).Select(s => Side(s, parameters.First(p => p.Name == s.Parameter), EditedRegion.Path(index, s.Parameter), fields)).ToEquatableList());

    /// <summary>An empty end is open.</summary>
    private static BoxSide Side(SideForm side, ParameterShape shape, string path, FormNumbers fields) => side switch
    {
        { IsInactiveOnly: true } => new ChoiceSide(shape.Name, [], side.TakesInactive),
        _ when shape.IsCategory => new ChoiceSide(shape.Name, shape.Levels.Where(side.Levels.Contains).ToEquatableList(), side.TakesInactive),
        _ => new NumberSide(shape.Name, fields.Number(path + ".low", side.Low), fields.Number(path + ".high", side.High), shape.Unit, side.TakesInactive),
    };
}
