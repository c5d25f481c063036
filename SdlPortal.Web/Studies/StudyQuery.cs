using System.Globalization;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies;

/// <summary>What the page of a study shows; its form is the page's address. Immutable.</summary>
/// <param name="Problem">Label and dimensions, "ackley:3"; null for the first.</param>
/// <param name="Delay">Null for the first.</param>
/// <param name="Strategy">Whose delays the curves compare; null where they compare strategies at one delay.</param>
/// <param name="Against">The strategy that others are compared with; null for Random, or the first where there is none.</param>
/// <param name="TrueValues">Regret without noise.</param>
public sealed record StudyQuery(string Tab, string? Problem = null, int? Delay = null, string? Strategy = null, string? Against = null, bool TrueValues = false)
{
    public const string Matrix = "matrix";
    public const string Curves = "curves";
    public const string Figures = "figures";
    public const string Findings = "findings";
    public const string Paired = "paired";
    public const string Files = "files";

    public static readonly IReadOnlyList<(string Key, string Name)> Tabs = [(Matrix, "Matrix"), (Curves, "Curves"), (Figures, "Figures"), (Findings, "Findings"), (Paired, "Paired"), (Files, "Files")];

    /// <summary>Unknown words in an address are ignored: an old link still opens the study.</summary>
    public static StudyQuery From(string? tab, string? problem, string? delay, string? strategy, string? against, string? regret) =>
        new(Tabs.Any(t => t.Key == tab) ? tab! : Matrix, problem, int.TryParse(delay, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : null, strategy, against, regret == "true");

    /// <summary>The address of the page that shows this; what is not chosen is left out.</summary>
    public string Address(Guid study)
    {
        var parts = new List<string> { "tab=" + Tab };
        void Add(string name, string? value)
        {
            if (value is not null)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        Add("problem", Problem);
        Add("delay", Delay?.ToString(CultureInfo.InvariantCulture));
        Add("strategy", Strategy);
        Add("against", Against);
        Add("regret", TrueValues ? "true" : null);
        return $"/studies/{study}?{string.Join('&', parts)}";
    }

    public StudyQuery To(string tab) => this with { Tab = tab };

    /// <summary>The curves of the cell and its rivals.</summary>
    public StudyQuery To(StudyCell cell) => this with { Tab = Curves, Problem = ProblemWords.Key(cell.Problem, cell.Dimensions), Delay = cell.Delay, Strategy = null };

    public PlannedProblem ProblemOf(StudyPlan plan) => plan.Problems.FirstOrDefault(p => ProblemWords.Key(p.Label, p.Dimensions) == Problem) ?? plan.Problems[0];

    public int DelayOf(StudyPlan plan) => Delay is { } delay && plan.Delays.Contains(delay) ? delay : plan.Delays[0];

    public string ReferenceOf(StudyPlan plan) =>
        Against is { } chosen && plan.Strategies.Contains(chosen) ? chosen : plan.Strategies.Contains(StrategyNames.Random) ? StrategyNames.Random : plan.Strategies[0];
}
