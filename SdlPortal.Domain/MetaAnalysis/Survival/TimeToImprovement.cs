using MathNet.Numerics.Statistics;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>Runs, seconds or cost until the running best of a task reaches a given improvement. Pure; all chance comes from the question's seed.</summary>
public static class TimeToImprovement
{
    private const int FewestRuns = 5;

    /// <summary>Tasks with fewer than five runs, or whose runs all have the same outcome, are left out with a remark.</summary>
    public static Answer<ImprovementTimes> Of(AnalysisTable table, ImprovementQuestion? question = null, CancellationToken cancellationToken = default)
    {
        question ??= new ImprovementQuestion();
        var remarks = new List<string>();
        var subjects = Subjects(table, question, remarks, cancellationToken);
        if (subjects.Count < 2)
            return Answer<ImprovementTimes>.NotEnough(FormattableString.Invariant($"{subjects.Count} sequence{(subjects.Count == 1 ? "" : "s")} of runs from {table.Tasks.Labels.Count} tasks; at least 2, of {FewestRuns} runs each with different outcomes, are needed to say how long an improvement takes."));
        var copies = subjects[0].Efforts.Length;
        double[] times = [.. subjects.SelectMany(s => s.Efforts)];
        bool[] reached = [.. subjects.SelectMany(s => s.Reached)];
        var sample = new SurvivalSample(times, reached);
        var overall = RepeatedOrders.Divide(KaplanMeier.Estimate("all", sample, level: question.Level), copies);
        var groups = RepeatedOrders.Repeat(GroupsOf(subjects, question), copies);
        var severalPerTask = subjects.GroupBy(s => s.Pursuit.Task, StringComparer.Ordinal).All(g => g.Count() > 1);
        var tasks = RepeatedOrders.Repeat(RepeatedOrders.Labels([.. subjects.Select(s => s.Pursuit.Task)]), copies);
        if (overall.EventCount == 0)
            remarks.Add("No sequence reached the improvement, so there is nothing to compare.");

        var difference = LogRank.Test(sample, groups, severalPerTask ? tasks : null);
        var covariates = Covariates(subjects, question, copies);
        var cox = covariates.Count == 0
            ? Answer<CoxFit>.NotEnough("One variant only and no region or context: there is nothing that could explain the times.")
            : overall.EventCount <= covariates.Count
            ? Answer<CoxFit>.NotEnough(FormattableString.Invariant($"{overall.EventCount} of {subjects.Count} sequences reached the improvement; at least {covariates.Count + 1} are needed for {covariates.Count} covariates."))
            : CoxRegression.Fit(sample, covariates, strata: severalPerTask && question.Context.Count == 0 ? tasks : null, level: question.Level);
        return Answer<ImprovementTimes>.Of(new ImprovementTimes
        {
            Improvement = question.Improvement,
            Effort = question.Effort,
            Pursuits = [.. subjects.Select(s => s.Pursuit)],
            Overall = overall,
            Curves = Curves(sample, groups, copies, question.Level),
            Difference = difference.HasValue ? Answer<LogRankTest>.Of(RepeatedOrders.Divide(difference.Value, copies)) : difference,
            Cox = cox.HasValue ? Answer<CoxFit>.Of(RepeatedOrders.Divide(cox.Value, copies, question.Level)) : cox,
            Order = copies == 1 ? "by start" : FormattableString.Invariant($"at random, {copies} times: the start of some runs is unknown, so these are the times that chance would take"),
            Remarks = remarks,
        });
    }

    /// <param name="Efforts">One per order, all subjects with as many orders.</param>
    private sealed record Subject(Pursuit Pursuit, double[] Efforts, bool[] Reached, double[] Context);

    private static List<Subject> Subjects(AnalysisTable table, ImprovementQuestion question, List<string> remarks, CancellationToken cancellationToken)
    {
        var rowsOfTasks = new List<int>[table.Tasks.Labels.Count];
        for (var t = 0; t < rowsOfTasks.Length; t++)
            rowsOfTasks[t] = [];
        for (var row = 0; row < table.Count; row++)
            rowsOfTasks[table.Tasks.Codes[row]].Add(row);
        var effort = question.Effort switch { EffortKind.Seconds => table.DurationSeconds, EffortKind.Cost => table.Cost, _ => null };
        var known = rowsOfTasks.Where(r => r.Count >= FewestRuns).All(rows => rows.TrueForAll(r => double.IsFinite(table.Start[r])));
        var copies = known ? 1 : Math.Max(2, question.RandomOrders);
        var subjects = new List<Subject>();
        var (few, constant, unknown, filled) = (0, 0, 0, 0);
        for (var t = 0; t < rowsOfTasks.Length; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] ascending = [.. rowsOfTasks[t].Select(r => table.Outcomes[r]).Order()];
            if (ascending.Length < FewestRuns)
                few += ascending.Length > 0 ? 1 : 0;
            else if (ascending[0] == ascending[^1])
                constant++;
            else if (Typical(rowsOfTasks[t], effort) is not { } typical)
                unknown++;
            else
                filled += Add(subjects, table, question, t, rowsOfTasks[t], question.Improvement.Threshold(ascending), effort, typical, copies);
        }

        if (few > 0)
            remarks.Add(FormattableString.Invariant($"{few} tasks have fewer than {FewestRuns} runs and were left out."));
        if (constant > 0)
            remarks.Add(FormattableString.Invariant($"{constant} tasks have the same outcome in all runs and were left out."));
        var what = question.Effort == EffortKind.Cost ? "cost" : "duration";
        if (unknown > 0)
            remarks.Add(FormattableString.Invariant($"{unknown} tasks know the {what} of fewer than half of their runs and were left out."));
        if (filled > 0)
            remarks.Add(FormattableString.Invariant($"{filled} runs without a {what} count with the median of their task."));
        if (table.Failed is { Count: > 0 } failed)
            remarks.Add(FormattableString.Invariant($"{failed.Count} failed runs are not counted, though they took their time too."));
        return subjects;
    }

    /// <summary>The median effort of the runs that know theirs; null where fewer than half do.</summary>
    private static double? Typical(List<int> rows, double[]? effort)
    {
        if (effort is null)
            return 1;
        double[] known = [.. rows.Select(r => effort[r]).Where(IsKnown)];
        return 2 * known.Length >= rows.Count ? known.Median() : null;
    }

    private static bool IsKnown(double effort) => effort >= 0 && double.IsFinite(effort);

    /// <returns>How many runs had no known effort and count with the typical one.</returns>
    private static int Add(List<Subject> subjects, AnalysisTable table, ImprovementQuestion question, int task, List<int> rows, double threshold, double[]? effort, double typical, int copies)
    {
        double Of(int row) => effort is null || !IsKnown(effort[row]) ? typical : effort[row];
        // Order of groups: by variant, then outside before inside; both are in the canonical order of the table.
        foreach (var group in rows.GroupBy(r => (Variant: table.Variants.Codes[r], Side: question.InRegion is null ? -1 : question.InRegion[r] ? 1 : 0)).OrderBy(g => g.Key.Variant).ThenBy(g => g.Key.Side))
        {
            int[] members = [.. group];
            var byStart = members.All(r => double.IsFinite(table.Start[r]));
            if (byStart)
                members = [.. members.OrderBy(r => table.Start[r])];
            var (efforts, reached) = (new double[copies], new bool[copies]);
            for (var copy = 0; copy < copies; copy++)
            {
                if (!byStart)
                    SeededRandom.Derive(question.Seed, task, group.Key.Variant, group.Key.Side, copy).Shuffle<int>(members);
                foreach (var row in members)
                {
                    efforts[copy] += Of(row);
                    if (table.Outcomes[row] >= threshold)
                    {
                        reached[copy] = true;
                        break;
                    }
                }
            }

            subjects.Add(new Subject(
                new Pursuit(table.Tasks.Labels[task], group.Key.Variant < 0 ? null : table.Variants.Labels[group.Key.Variant], group.Key.Side < 0 ? null : group.Key.Side == 1, members.Length, Array.Exists(reached, r => r), efforts.Sum() / copies),
                efforts,
                reached,
                [.. question.Context.Select(c => group.Sum(r => c.Values[r]) / members.Length)]));
        }

        return effort is null ? 0 : rows.Count(r => !IsKnown(effort[r]));
    }

    private static LabelColumn GroupsOf(List<Subject> subjects, ImprovementQuestion question) => question.InRegion is null
        ? RepeatedOrders.Labels([.. subjects.Select(s => s.Pursuit.Variant)])
        : RepeatedOrders.Labels([.. subjects.Select(s => s.Pursuit.InRegion == true ? "in the region" : "outside")]);

    private static List<SurvivalCurve> Curves(SurvivalSample sample, LabelColumn groups, int copies, double level)
    {
        if (groups.Labels.Count < 2)
            return [];
        var curves = new List<SurvivalCurve>();
        for (var g = 0; g < groups.Labels.Count; g++)
        {
            int[] members = [.. Enumerable.Range(0, sample.Count).Where(i => groups.Codes[i] == g)];
            var own = new SurvivalSample([.. members.Select(i => sample.Times[i])], [.. members.Select(i => sample.Events[i])]);
            curves.Add(RepeatedOrders.Divide(KaplanMeier.Estimate(groups.Labels[g], own, level: level), copies));
        }

        return curves;
    }

    private static List<Moderator> Covariates(List<Subject> subjects, ImprovementQuestion question, int copies)
    {
        var covariates = new List<Moderator>();
        void Add(string name, IEnumerable<double> values) => covariates.Add(new Moderator(name, [.. values.SelectMany(v => Enumerable.Repeat(v, copies))]));
        if (question.InRegion is not null)
            Add("in the region", subjects.Select(s => s.Pursuit.InRegion == true ? 1.0 : 0));
        var variants = subjects.Where(s => s.Pursuit.Variant is not null).GroupBy(s => s.Pursuit.Variant!, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).ToList();
        foreach (var variant in variants.Skip(1).Order(StringComparer.Ordinal))
            Add($"variant {variant} (against {variants[0]})", subjects.Select(s => string.Equals(s.Pursuit.Variant, variant, StringComparison.Ordinal) ? 1.0 : 0));
        for (var c = 0; c < question.Context.Count; c++)
            Add(question.Context[c].Name, subjects.Select(s => s.Context[c]));
        return covariates;
    }
}
