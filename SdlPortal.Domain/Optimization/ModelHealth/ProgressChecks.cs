using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>Whether it still gets better, and whether going on is worth it. Pure.</summary>
internal static class ProgressChecks
{
    private const int FewestResults = 10;

    /// <summary>A step of the running best counts when it exceeds what two noisy results differ by in one case of twenty: 1.645 √2 noise standard deviations.</summary>
    public static HealthCheck Stagnation(ModelReport report, int objective)
    {
        var model = report.Models[objective];
        var goal = model.Objective;
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("stagnation", goal.Name, status, sentence, remedy);
        var request = report.Request;
        var results = Enumerable.Range(0, request.Observations.Count).Where(i => request.Aims.AreKept(request.Observations[i].Values)).ToList();
        if (results.Count < FewestResults)
            return Answer(HealthStatus.NotEnoughData, $"Whether it stagnates is asked from {FewestResults} results on; there are {results.Count}.");
        var values = results.ConvertAll(i => goal.Merit.Of(goal.Oriented(request.Observations[i].Values[objective])));
        var needed = 1.645 * Math.Sqrt(2) * model.Process.NoiseSd;
        var (best, reference, last) = (values[0], values[0], 0);
        for (var i = 1; i < values.Count; i++)
        {
            best = Math.Max(best, values[i]);
            if (best - reference > needed)
                (reference, last) = (best, i);
        }

        var since = values.Count - 1 - last;
        var sentence = $"The last improvement beyond noise came {(since == 0 ? "with the latest result" : $"{since:N0} {(since == 1 ? "result" : "results")} ago")}"
            + (best > reference ? $"; the best has moved since by {Quantity.Text(best - reference, goal.Unit, 3)}, less than noise can do." : ".");
        var check = since >= Math.Max(15, values.Count / 3)
            ? Answer(HealthStatus.Look, sentence, "See what is still to be gained below; if that is little, stop or measure the best again. If it is much, the search is stuck: explore more.")
            : Answer(HealthStatus.Ok, sentence);
        return check with { Results = [results[last]] };
    }

    public static HealthCheck Remaining(ModelReport report, int objective)
    {
        var model = report.Models[objective];
        var goal = model.Objective;
        HealthCheck Answer(HealthStatus status, string sentence, string? remedy = null) => new("remaining", goal.Name, status, sentence, remedy);
        if (model.Remaining is not { } remaining || model.LeaveOneOut.Count < FewestResults || model.RSquared <= 0)
            return Answer(HealthStatus.NotEnoughData, $"What is still to be gained is asked from {FewestResults} results on, of a model that predicts better than their mean.");
        var outputs = report.Rows.Merits.Select(y => y[objective]).ToList();
        var range = outputs.Max() - outputs.Min();
        var sentence = $"The model expects the space to hold {Quantity.Text(remaining.Mean, goal.Unit, 3)} {Better(goal)} the best configuration known (5 to 95 %: {Quantity.Text(remaining.Low, digits: 3)} to {Quantity.Text(remaining.High, goal.Unit, 3)}), which is {HealthChecks.Percent(range > 0 ? remaining.Mean / range : 0)} of the range of results so far.";
        var check = remaining.Mean < 0.01 * range || remaining.High < model.Process.NoiseSd
            ? Answer(HealthStatus.Look, sentence, "Little is left to gain: stop here, or spend what remains on repeats of the best or on a wider space.")
            : Answer(HealthStatus.Ok, sentence);
        return check with { Results = [remaining.Result] };
    }

    private static string Better(Objective goal) => goal.Goal switch
    {
        Goal.Target => $"nearer to {Quantity.Text(goal.Target ?? 0, goal.Unit)} than",
        Goal.Minimize => "less than",
        _ => "more than",
    };
}
