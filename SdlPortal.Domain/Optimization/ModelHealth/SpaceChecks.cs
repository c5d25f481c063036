using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>Whether the space is the right one: best results at its edge, parameters that do nothing. Pure.</summary>
internal static class SpaceChecks
{
    private const double Edge = 0.01;
    private const int FewestLevels = 5;
    private const double NoEffect = 0.05;

    /// <summary>Looks at the best tenth of the results, at least three, of which half or more lie within 1 % of the same bound.</summary>
    public static HealthCheck Bounds(ModelReport report, int objective)
    {
        var (rows, name) = (report.Rows, report.Models[objective].Objective.Name);
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("bounds", name, status, sentence, remedy);
        var top = report.Ranked(objective).Take(Math.Max(3, rows.Count / 10)).ToList();
        if (rows.Count < 10 || top.Count < 3)
            return Answer(HealthStatus.NotEnoughData, $"Whether the best results press against a bound is asked from 10 results on; there are {rows.Count}.");
        var pressed = new List<(string Where, string Remedy)>();
        for (var j = 0; j < report.Cube.Dimension; j++)
        {
            var column = report.Cube.Columns[j];
            if (column.IsCategorical || column.LevelCount < FewestLevels)
                continue;
            var (low, high) = (top.Count(i => rows.Inputs[i][j] <= Edge), top.Count(i => rows.Inputs[i][j] >= 1 - Edge));
            if (2 * Math.Max(low, high) < top.Count)
                continue;
            var parameter = report.Cube.Space.Parameters[j];
            var bound = Quantity.Text(column.ToValue(low > high ? 0 : 1).Number, parameter.Unit);
            pressed.Add(($"{Math.Max(low, high)} lie at the {(low > high ? "lower" : "upper")} bound of {column.Name} ({bound})", $"{column.Name} {(low > high ? "below" : "above")} {bound}"));
        }

        return pressed.Count == 0
            ? Answer(HealthStatus.Ok, $"The best {top.Count} results lie inside the bounds.")
            : Answer(HealthStatus.Look, $"Of the best {top.Count} results, {HealthChecks.Names([.. pressed.Select(p => p.Where)])}.", $"If the lab allows it, widen the space: {HealthChecks.Names([.. pressed.Select(p => p.Remedy)])}. A new campaign can take these results along.");
    }

    /// <summary>A parameter is worth fixing when no objective depends on it.</summary>
    public static HealthCheck Effects(ModelReport report, ObjectiveModel model)
    {
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("effects", model.Objective.Name, status, sentence, remedy);
        if (model.Importances.Missing is { } missing)
            return Answer(HealthStatus.NotEnoughData, missing);
        var strongest = model.Importances.Parameters.Where(p => p.Total is not null).MaxBy(p => p.Total!.Value.Value);
        var lead = strongest?.Total is { } total ? $"{strongest.Parameter} matters most, with {HealthChecks.Percent(total.Value)} ({HealthChecks.Percent(total.Low)} to {HealthChecks.Percent(total.High)}) of the variance" : "No parameter can change alone";
        var idle = Idle(model);
        if (idle.Count == 0)
            return Answer(HealthStatus.Ok, $"{lead}; none is surely without effect.");
        var sentence = $"{lead}; {HealthChecks.Names(idle)} {(idle.Count == 1 ? "has" : "have each")} at most {HealthChecks.Percent(NoEffect)}.";
        var idleForAll = idle.Where(p => report.Models.All(m => Idle(m).Contains(p))).ToList();
        return idleForAll.Count == 0
            ? Answer(HealthStatus.Ok, $"{sentence} Other objectives depend on {(idle.Count == 1 ? "it" : "them")}.")
            : Answer(HealthStatus.Look, sentence, $"Fix {HealthChecks.Names(idleForAll)} at a convenient value; fewer parameters are learned faster.");
    }

    private static List<string> Idle(ObjectiveModel model) =>
        [.. model.Importances.Parameters.Where(p => p.Total is { High: < NoEffect, High: > 0 }).Select(p => p.Parameter)];
}
