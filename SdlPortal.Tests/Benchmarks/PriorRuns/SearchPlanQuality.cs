using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.MetaAnalysis;

namespace SdlPortal.Tests.Benchmarks.PriorRuns;

/// <summary>`search-plan`: a plan of 30 experiments for each network task from the others, and how many of its points are truly among the task's best; the table of docs/results/search-plan.md.</summary>
internal static class SearchPlanQuality
{
    private const int Experiments = 30;
    private const int Seeds = 5;

    public static async Task PrintAsync(TextWriter output)
    {
        var runs = SampleTables.Networks();
        var everything = new Tally();
        await output.WriteLineAsync("| task held out | broad in top 5 % | dense in top 5 % | sparse | unsure | dense in top decile | predicted for dense | first hit of the top 5 % (experiment, median) | promised within 30 | reached within 30 |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var task in runs.Tasks.Labels)
        {
            var tally = new Tally();
            var truth = Truth(runs.OfTasks(t => t == task));
            var recommendation = Recommend(runs.OfTasks(t => t != task), task);
            for (var seed = 1; seed <= Seeds; seed++)
            {
                var plan = SearchPlanner.Make(new PlanRequest { Title = task, Recommendation = recommendation, Space = Space(runs), Budget = new PlanBudget(Experiments), Seed = seed });
                tally.Add(plan, truth);
                everything.Add(plan, truth);
            }

            await output.WriteLineAsync(tally.Row(task));
        }

        await output.WriteLineAsync(everything.Row("all"));
    }

    private static RegionRecommendation Recommend(RunTable others, string target)
    {
        var selected = AnalysisTableBuilder.Build(others, new AnalysisSelection("bal_acc")).Value;
        var weights = TaskSimilarity.Weigh(selected.Table, target, null, new SimilarityOptions(), null).Value;
        var regions = RegionSearch.Find(selected.Table, target, weights, new RegionOptions { Resamples = 0 }).Value;
        return new RegionRecommendation
        {
            Project = "networks",
            Target = target,
            Metric = selected.Table.Metric,
            Parameters = [.. selected.Table.Parameters.Select(p => p.Shape)],
            Region = regions.Recommended,
            Avoid = regions.Risky,
            Variants = [],
            Donors = weights.Tasks,
            Check = null,
            DonorRuns = DonorChoice.Of(selected.Measured, weights, 1),
            Basis = new RecommendationBasis(selected.Taken, 7, new AnalysisSelection("bal_acc"), 1, "", 0, AnalysisPipeline.Version, "", regions.Method),
            Remarks = [],
        };
    }

    private static SearchSpace Space(RunTable runs) => new(runs.Parameters.Select(p => (Parameter)new DiscreteParameter(p.Shape.Name, p.Values.Distinct().Order().ToEquatableList(), p.Shape.Scale)).ToEquatableList(), []);

    /// <summary>The rank of the measured network nearest to a configuration, from 0 (the best) to 1.</summary>
    private static Func<Configuration, double> Truth(RunTable task)
    {
        var cube = new UnitCube(Space(task));
        var points = Enumerable.Range(0, task.Count).Select(i => cube.Encode(new Configuration(task.Parameters.Select(p => KeyValuePair.Create(p.Shape.Name, ParameterValue.Of(p.Values[i])))))).ToArray();
        var ranks = new double[task.Count];
        foreach (var (row, rank) in Enumerable.Range(0, task.Count).OrderByDescending(i => task.Metrics[0].Mean(i)).Select((row, rank) => (row, rank)))
            ranks[row] = (double)rank / task.Count;
        return c =>
        {
            var at = cube.Encode(c);
            var nearest = Enumerable.Range(0, points.Length).MinBy(i => points[i].Zip(at, (a, b) => (a - b) * (a - b)).Sum());
            return ranks[nearest];
        };
    }

    private sealed class Tally
    {
        private readonly List<(PhaseKind Phase, double Rank, double Predicted)> points = [];
        private readonly List<(int? First, double Promised)> plans = [];

        public void Add(SearchPlan plan, Func<Configuration, double> truth)
        {
            var ranks = plan.Points.Select(p => truth(p.Configuration)).ToList();
            points.AddRange(plan.Points.Select((p, i) => (p.Phase, ranks[i], p.TopDecile.Mean)));
            var first = ranks.FindIndex(r => r < 0.05);
            plans.Add((first < 0 ? null : first + 1, plan.Promise[^1].TopTwentieth.Mean));
        }

        public string Row(string name)
        {
            string Share(PhaseKind phase, double top) => points.Where(p => p.Phase == phase).ToList() is { Count: > 0 } own
                ? string.Create(CultureInfo.InvariantCulture, $"{own.Count(p => p.Rank < top)} of {own.Count} ({own.Average(p => p.Rank < top ? 1.0 : 0):P0})") : "none";
            var first = plans.Select(p => p.First ?? int.MaxValue).Order().ElementAt(plans.Count / 2);
            return string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {Share(PhaseKind.Broad, 0.05)} | {Share(PhaseKind.Dense, 0.05)} | {Share(PhaseKind.Sparse, 0.05)} | {Share(PhaseKind.Unsure, 0.05)} | {Share(PhaseKind.Dense, 0.1)} | {points.Where(p => p.Phase == PhaseKind.Dense).Select(p => p.Predicted).DefaultIfEmpty().Average():P0} | {(first == int.MaxValue ? "never" : first)} | {plans.Average(p => p.Promised):P0} | {plans.Count(p => p.First is not null)} of {plans.Count} |");
        }
    }
}
