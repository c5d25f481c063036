using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>The materials of a request, and what experiments take of them. Pure.</summary>
internal sealed class StockRoom
{
    private readonly IReadOnlyList<(MaterialStock Material, Conversion Use, Conversion Parameter)> shelves;

    private StockRoom(IReadOnlyList<(MaterialStock, Conversion, Conversion)> shelves) => this.shelves = shelves;

    public bool IsEmpty => shelves.Count == 0;

    public static StockRoom Of(PlanRequest request, List<Problem> problems)
    {
        var shelves = new List<(MaterialStock, Conversion, Conversion)>();
        for (var i = 0; i < request.Limits.Materials.Count; i++)
        {
            var material = request.Limits.Materials[i];
            var at = string.Create(CultureInfo.InvariantCulture, $"limits.materials[{i}]");
            if (string.IsNullOrWhiteSpace(material.Name))
                problems.Add(new Problem(at, "A material has no name.", "Name it."));
            if (!(material.Amount >= 0) || !(material.PerExperiment >= 0) || !(material.PerUnit >= 0) || !double.IsFinite(material.Amount + material.PerExperiment + material.PerUnit))
                problems.Add(new Problem(at, $"The amounts of {material.Name} must be numbers of 0 or more.", "Correct them."));
            var use = Between(material.UseUnit, material.Unit);
            if (use is null)
                problems.Add(new Problem(at, $"What an experiment takes of {material.Name} is in {material.UseUnit}, which cannot become {material.Unit}.", "Give both in units of the same kind."));
            Conversion? parameter = Conversion.None;
            if (material.Parameter is { } name)
            {
                if (request.Space.Parameters.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal)) is not { } own || own is CategoricalParameter)
                    problems.Add(new Problem(at, $"{material.Name} depends on '{name}', which is no numeric parameter of the space.", "Choose a numeric parameter, or give one amount for every experiment."));
                else if ((parameter = Between(own.Unit, material.ParameterUnit)) is null)
                    problems.Add(new Problem(at, $"{material.Name} is taken by {material.ParameterUnit} of {name}, which is in {own.Unit}.", $"Give it by {own.Unit}."));
            }

            if (use is { } u && parameter is { } p2)
                shelves.Add((material, u, p2));
        }

        return new StockRoom(shelves);
    }

    /// <summary>In the unit of the amount.</summary>
    public double Use(int shelf, Configuration configuration)
    {
        var (material, use, parameter) = shelves[shelf];
        var taken = material.PerExperiment + (material.Parameter is { } name ? material.PerUnit * Math.Max(0, parameter.Apply(configuration[name].Number)) : 0);
        return use.ApplyToStep(taken);
    }

    /// <summary>How many experiments there is enough for where every one takes the same; the others are looked at point by point.</summary>
    public (int Most, IReadOnlyList<FeasibilityFinding> Findings) Fixed(int asked)
    {
        var (most, findings) = (asked, new List<FeasibilityFinding>());
        foreach (var (material, use, _) in shelves.Where(s => s.Material.Parameter is null || s.Material.PerUnit == 0))
        {
            var each = use.ApplyToStep(material.PerExperiment);
            if (!(each > 0))
                continue;
            var enough = (int)Math.Min(int.MaxValue, Math.Floor((material.Amount / each) + 1e-9));
            var unit = material.Unit is { Length: > 0 } u ? " " + u : "";
            var said = string.Create(CultureInfo.InvariantCulture, $"{material.Amount:G4}{unit} of {material.Name} at {each:G4}{unit} each {(enough == 0 ? "is not enough for one experiment" : $"is enough for {enough} {(enough == 1 ? "experiment" : "experiments")}")}");
            if (enough >= asked)
                findings.Add(new FeasibilityFinding(FeasibilityCheck.Stock, FeasibilityEffect.None, said + ".", enough));
            else
                findings.Add(new FeasibilityFinding(FeasibilityCheck.Stock, enough == 0 ? FeasibilityEffect.Blocked : FeasibilityEffect.Shrunk, string.Create(CultureInfo.InvariantCulture, $"{said}, fewer than the {asked} of the plan."), enough, string.Create(CultureInfo.InvariantCulture, $"Get {(asked * each) - material.Amount:G4}{unit} more of {material.Name}.")));
            most = Math.Min(most, enough);
        }

        return (most, findings);
    }

    /// <summary>
    /// The points that there is enough for. One after the other the dearest point (by its share of what all points take, over all materials) leaves the phase that has kept the largest part of its points, so that phases stay balanced.
    /// The order in which points leave does not depend on the amounts: with more on the shelf no point is lost.
    /// </summary>
    public (bool[] Kept, IReadOnlyList<FeasibilityFinding> Findings) Choose(IReadOnlyList<(PhaseKind Phase, Configuration Configuration)> points)
    {
        var kept = points.Select(_ => true).ToArray();
        var byParameter = Enumerable.Range(0, shelves.Count).Where(s => shelves[s].Material.Parameter is not null && shelves[s].Material.PerUnit > 0).ToList();
        if (byParameter.Count == 0 || points.Count == 0)
            return (kept, []);
        var uses = byParameter.Select(s => points.Select(p => Use(s, p.Configuration)).ToArray()).ToList();
        var totals = uses.Select(u => u.Sum()).ToArray();
        var dear = points.Select((_, i) => uses.Select((u, m) => totals[m] > 0 ? u[i] / totals[m] : 0).Sum()).ToArray();
        var sizes = points.CountBy(p => p.Phase).ToDictionary(p => p.Key, p => p.Value);
        var left = new Dictionary<PhaseKind, int>(sizes);
        var taken = (double[])totals.Clone();
        var count = points.Count;
        while (count > 0 && byParameter.Where((s, m) => taken[m] > shelves[s].Material.Amount * (1 + 1e-9)).Any())
        {
            var phase = left.Where(p => p.Value > 0).MaxBy(p => ((double)p.Value / sizes[p.Key], (int)p.Key)).Key;
            var last = Enumerable.Range(0, points.Count).Where(i => kept[i] && points[i].Phase == phase).MaxBy(i => (dear[i], i));
            kept[last] = false;
            left[phase]--;
            count--;
            for (var m = 0; m < uses.Count; m++)
                taken[m] = Math.Max(0, taken[m] - uses[m][last]);
        }

        var findings = byParameter.Select((s, m) => Said(shelves[s].Material, totals[m], taken[m], points.Count, count)).ToList();
        return (kept, findings);
    }

    private static FeasibilityFinding Said(MaterialStock material, double wanted, double taken, int asked, int count)
    {
        var unit = material.Unit is { Length: > 0 } u ? " " + u : "";
        if (wanted <= material.Amount * (1 + 1e-9))
            return new FeasibilityFinding(FeasibilityCheck.Stock, FeasibilityEffect.None, string.Create(CultureInfo.InvariantCulture, $"The points take {wanted:G4} of {material.Amount:G4}{unit} of {material.Name}."));
        return new FeasibilityFinding(FeasibilityCheck.Stock, count == 0 ? FeasibilityEffect.Blocked : FeasibilityEffect.Shrunk, count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{material.Amount:G4}{unit} of {material.Name} is not enough for any point of the plan.")
                : string.Create(CultureInfo.InvariantCulture, $"The points would take {wanted:G4}{unit} of {material.Name}, there is {material.Amount:G4}{unit}: the {asked - count} dearest left, evenly over the phases; {count} take {taken:G4}{unit}."),
            count, string.Create(CultureInfo.InvariantCulture, $"Get {wanted - material.Amount:G4}{unit} more of {material.Name}."));
    }

    private static Conversion? Between(string? from, string? to) =>
        string.IsNullOrEmpty(from) || string.IsNullOrEmpty(to) || Units.Same(from, to) ? Conversion.None : Units.Between(from, to);
}
