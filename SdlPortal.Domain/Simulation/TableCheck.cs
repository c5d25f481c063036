using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>What a table of results is worth as a ground truth: what forbids its use, and what a reader of anything built on it should know. Immutable.</summary>
public sealed record TableCheck
{
    /// <summary>A model with less cross-validated r² than this is no stand-in for a lab.</summary>
    public const double LeastR2 = 0.3;

    /// <summary>Repeats say how large the noise is from so many degrees of freedom on.</summary>
    public const int LeastFreedom = 10;

    /// <summary>Rows that miss an equality by rounding still belong to the space: up to this share of its value.</summary>
    private const double Rounding = 0.02;

    /// <summary>Why the table cannot be used at all; empty when it can.</summary>
    public required EquatableList<Problem> Problems { get; init; }

    /// <summary>One sentence each.</summary>
    public required EquatableList<string> Remarks { get; init; }

    /// <summary>Standard deviation of results at equal inputs, pooled; null without any.</summary>
    public double? RepeatSd { get; init; }

    /// <summary>Repeats beyond the first of each configuration.</summary>
    public int Freedom { get; init; }

    /// <summary>Cross-validated r² of the model; null before there is one.</summary>
    public double? R2 { get; init; }

    /// <summary>False when the model predicts too little for anything to rest on it.</summary>
    public bool IsReliable => Problems.Count == 0 && R2 is null or >= LeastR2;

    /// <summary>Looks at rows before any model is fitted.</summary>
    /// <param name="rows">Whose first value is the objective's.</param>
    public static TableCheck Of(SearchSpace space, Objective objective, IReadOnlyList<Observation> rows)
    {
        var (problems, remarks) = (new List<Problem>(), new List<string>());
        if (rows.Count < TableGroundTruth.MinRows)
            problems.Add(new Problem("table", $"There are {rows.Count} rows; a model needs at least {TableGroundTruth.MinRows}.", "Add results, or choose a function."));
        else if (rows.Count < 2 * (space.Parameters.Count + 1))
            remarks.Add($"{rows.Count} rows are few for {space.Parameters.Count} parameters; below {2 * (space.Parameters.Count + 1)} a model stays vague.");
        if (rows.Count > 1 && rows.All(r => r.Values[0] == rows[0].Values[0]))
            problems.Add(new Problem(objective.Name, $"It is {Quantity.Text(rows[0].Values[0], objective.Unit)} in every row.", "A model needs results that differ; choose another objective."));
        foreach (var parameter in space.Parameters.Where(p => Constant(p, rows)))
            remarks.Add($"{parameter.Name} is {rows[0].Configuration[parameter.Name].ToDisplay()} in every row, so the model takes it to have no effect; leave it out of the space.");
        Outside(space, rows, problems, remarks);
        var (sd, freedom) = Repeats(rows, objective, remarks);
        return new TableCheck { Problems = [.. problems], Remarks = [.. remarks], RepeatSd = sd, Freedom = freedom };
    }

    /// <summary>The same with what a fitted model adds.</summary>
    public TableCheck With(double r2, IEnumerable<string> remarks)
    {
        var text = r2.ToString("F2", CultureInfo.InvariantCulture);
        return this with
        {
            R2 = r2,
            Remarks =
            [
                r2 < LeastR2 ? $"Unreliable: the model predicts results it has not seen with r² {text} only (at least {LeastR2.ToString(CultureInfo.InvariantCulture)} is needed), so a simulation on it says little about the lab."
                    : $"The model predicts results it has not seen with r² {text} (1 is perfect, 0 no better than their mean).",
                .. Remarks, .. remarks,
            ],
        };
    }

    private static bool Constant(Parameter parameter, IReadOnlyList<Observation> rows) =>
        rows.Count > 1 && rows.All(r => r.Configuration[parameter.Name] == rows[0].Configuration[parameter.Name]) && !(parameter is ContinuousParameter c && c.Low == c.High);

    private static void Outside(SearchSpace space, IReadOnlyList<Observation> rows, List<Problem> problems, List<string> remarks)
    {
        var outside = rows.Where(r => !IsInside(space, r.Configuration)).ToList();
        if (outside.Count == 0)
            return;
        var example = space.Objections(outside[0].Configuration)[0];
        if (outside.Count == rows.Count && rows.Count > 0)
            problems.Add(new Problem("table", $"None of the {rows.Count} rows lies in the space; the first because {example}.", "Correct bounds, levels or constraints in the campaign file."));
        else
            remarks.Add($"{outside.Count} of {rows.Count} rows lie outside the space (the first because {example}); the model learns from them all the same.");
    }

    private static bool IsInside(SearchSpace space, Configuration configuration) =>
        space.Parameters.All(p => p.Allows(configuration[p.Name]))
        && space.Constraints.All(c => c.Violation(configuration) <= (c.Relation == Relation.Equal ? Rounding * Math.Max(Math.Abs(c.Value), c.Terms.Max(t => Math.Abs(t.Coefficient * configuration[t.Parameter].Number))) : 0));

    private static (double? Sd, int Freedom) Repeats(IReadOnlyList<Observation> rows, Objective objective, List<string> remarks)
    {
        var groups = rows.GroupBy(r => r.Configuration).Select(g => g.Select(r => r.Values[0]).ToArray()).Where(g => g.Length > 1).ToList();
        var freedom = groups.Sum(g => g.Length - 1);
        if (freedom == 0)
            return (null, 0);
        var sd = Math.Sqrt(groups.Sum(g => g.Sum(y => (y - g.Average()) * (y - g.Average()))) / freedom);
        var what = $"{freedom} {(freedom == 1 ? "row repeats" : "rows repeat")} the configuration of another";
        if (sd == 0)
        {
            remarks.Add($"{what} with the same result: copies, which say nothing about the noise.");
            return (null, 0);
        }

        remarks.Add($"{what} with results that differ; they scatter by {Quantity.Text(sd, objective.Unit, 3)}"
            + (freedom >= LeastFreedom ? ", which is taken as the noise unless it is given." : ", too few to take the noise from."));
        return (sd, freedom);
    }
}
