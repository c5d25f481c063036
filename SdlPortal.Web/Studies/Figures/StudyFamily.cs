using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies.Figures;

/// <summary>One function or table of a study in all its numbers of dimensions: what one figure shows.</summary>
/// <param name="Source">As the plan names it: "ackley", "table".</param>
/// <param name="Problems">By rising dimensions; at least one.</param>
internal sealed record StudyFamily(StudySummary Summary, string Label, string Source, bool IsShifted, IReadOnlyList<ProblemSummary> Problems)
{
    private readonly Dictionary<StudyCell, CellSummary> cells = Summary.Cells.ToDictionary(c => c.Cell);

    public static IReadOnlyList<StudyFamily> All(StudySummary summary) =>
        [.. summary.Problems.GroupBy(p => p.Label).Select(g =>
        {
            var planned = summary.Plan.Problems.First(p => p.Label == g.Key);
            return new StudyFamily(summary, g.Key, planned.Source, planned.Shift, [.. g.OrderBy(p => p.Dimensions)]);
        }).Where(f => f.AllCells.Any())];

    public string Title => StudyNames.Family(Label);

    /// <summary>For file names: letters and digits of the label.</summary>
    public string Key => string.Concat(Label.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));

    public IReadOnlyList<string> Strategies => [.. Summary.Plan.Strategies.Where(s => AllCells.Any(c => c.Cell.Strategy == s))];

    public IReadOnlyList<int> Delays => [.. Summary.Plan.Delays.Distinct().Order()];

    public IEnumerable<CellSummary> AllCells => Summary.Cells.Where(c => c.Cell.Problem == Label);

    public string? Unit => Problems[0].Unit;

    /// <summary>" d=3" where there is more than one number of dimensions or it is not said elsewhere.</summary>
    public static string DimensionTitle(ProblemSummary problem) => problem.Dimensions == 1 ? "1 dimension" : $"{problem.Dimensions} dimensions";

    public CellSummary? Find(ProblemSummary problem, int delay, string strategy) => cells.GetValueOrDefault(new StudyCell(problem.Label, problem.Dimensions, delay, strategy));

    /// <summary>"As Figure 4 of Wen, Zeitler and Rupnow 2023." where the paper has this figure of this function.</summary>
    public string Counterpart(string figureOfAckley, string figureOfLevy, string figureOfCoating)
    {
        var figure = (IsShifted ? "" : Source) switch { "ackley" => figureOfAckley, "levy" => figureOfLevy, "coating" => figureOfCoating, _ => "" };
        return figure.Length == 0 ? "" : $" As Figure {figure} of Wen, Zeitler and Rupnow 2023.";
    }
}
