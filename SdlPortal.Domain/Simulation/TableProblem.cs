using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>Makes a study problem of real results: checked, a Gaussian process fitted and cross-validated, its optimum found. Pure.</summary>
public static class TableProblem
{
    /// <param name="name">How the problem is called.</param>
    /// <param name="rows">Whose first value is the objective's.</param>
    /// <param name="noise">Standard deviation of the measurements; null takes that of repeated rows where there are enough, else what the process infers.</param>
    /// <param name="seed">Decides folds and the subset of a large table.</param>
    /// <exception cref="GroundTruthException">The table cannot be used; with all reasons.</exception>
    public static StudyProblem Of(string name, SearchSpace space, Objective objective, IReadOnlyList<Observation> rows, double? noise, long seed = 0, CancellationToken cancellationToken = default)
    {
        var (truth, check) = Fit(space, objective, rows, noise, seed, TableGroundTruth.KeptRows, cancellationToken);
        var problem = StudyProblem.Of(name, space, truth, seed, cancellationToken);
        return problem with { Check = check with { Remarks = [.. check.Remarks, OptimumRemark(problem, rows)] } };
    }

    /// <summary>The checked truth without its optimum.</summary>
    /// <param name="mostRows">Rows on which the process is conditioned.</param>
    /// <exception cref="GroundTruthException">The table cannot be used; with all reasons.</exception>
    internal static (TableGroundTruth Truth, TableCheck Check) Fit(SearchSpace space, Objective objective, IReadOnlyList<Observation> rows, double? noise, long seed, int mostRows,
        CancellationToken cancellationToken)
    {
        var check = TableCheck.Of(space, objective, rows);
        if (check.Problems.Count > 0)
            throw new GroundTruthException(string.Join(" ", check.Problems));
        var noiseSd = noise ?? (check.Freedom >= TableCheck.LeastFreedom ? check.RepeatSd : null);
        var truth = TableGroundTruth.Fit(space, [objective], rows, noiseSd is { } sd ? [sd] : null, seed, mostRows, crossValidated: true, cancellationToken);
        return (truth, check.With(truth.R2!.Value, [NoiseRemark(truth, noise, noiseSd)]));
    }

    private static string NoiseRemark(TableGroundTruth truth, double? given, double? used)
    {
        var objective = truth.Objectives[0];
        var source = given is not null ? "as given" : used is not null ? "that of repeated rows" : "as the model infers it";
        return $"Simulated measurements scatter by {Quantity.Text(truth.NoiseSds[0], objective.Unit, 3)}, {source}.";
    }

    /// <summary>How far the model's optimum goes beyond what was measured: in value, and in distance from the nearest row.</summary>
    private static string OptimumRemark(StudyProblem problem, IReadOnlyList<Observation> rows)
    {
        var objective = problem.Truth.Objectives[0];
        var cube = new UnitCube(problem.Space);
        var at = cube.Encode(problem.Best);
        var inside = rows.Where(r => problem.Space.Parameters.All(p => p.Allows(r.Configuration[p.Name]))).DefaultIfEmpty(rows[0]);
        var best = inside.Aggregate((a, b) => objective.IsBetter(b.Values[0], a.Values[0]) ? b : a).Values[0];
        var nearest = rows.Min(r => Distance(cube, at, cube.Encode(r.Configuration)));
        var goes = objective.IsBetter(problem.Optimum, best) ? "beyond" : "short of";
        var where = nearest < 1e-6 ? "at a measured configuration" : double.IsInfinity(nearest) ? "at choices that were never measured together"
            : string.Create(CultureInfo.InvariantCulture, $"{nearest:P0} of the range away from the nearest row");
        return $"The model's best is {Quantity.Text(problem.Optimum, objective.Unit)}, {where}; the best row has {Quantity.Text(best, objective.Unit)}"
            + (problem.Optimum == best ? "." : $", so the optimum lies {Quantity.Text(Math.Abs(problem.Optimum - best), objective.Unit, 3)} {goes} what was measured.");
    }

    /// <summary>The largest difference in any column as a share of its range; infinity between different choices.</summary>
    private static double Distance(UnitCube cube, double[] a, double[] b) =>
        Enumerable.Range(0, a.Length).Max(j => !cube.Columns[j].IsCategorical ? Math.Abs(a[j] - b[j]) : a[j] == b[j] ? 0 : double.PositiveInfinity);
}
