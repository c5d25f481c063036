using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Similarity;

/// <summary>How much each task counts for a target, with the reasons. Weights are ≥ 0; those of the donors and of the target's own runs together are 1.</summary>
/// <param name="Target">Null where no target was named: then all tasks stand for a task that is yet to come.</param>
/// <param name="TargetRuns">How many runs of the target there were to compare with; 0 where it has none.</param>
/// <param name="TargetWeight">What the target's own model gets; 0 where it has no runs or too few for a model.</param>
/// <param name="Tasks">All donors in ordinal order.</param>
/// <param name="Method">How the weights came about, in a sentence.</param>
public sealed record TaskWeights(string? Target, int TargetRuns, double TargetWeight, IReadOnlyList<TaskWeight> Tasks, string Method, IReadOnlyList<string> Remarks)
{
    /// <summary>The weight of every task of the table (by its label's index), the target's own among them; 0 for tasks that are not weighed.</summary>
    public double[] By(LabelColumn tasks)
    {
        var weights = new double[tasks.Labels.Count];
        for (var t = 0; t < weights.Length; t++)
        {
            weights[t] = tasks.Labels[t] == Target ? TargetWeight : 0;
            foreach (var task in Tasks)
            {
                if (task.Task == tasks.Labels[t])
                    weights[t] = task.Weight;
            }
        }

        return weights;
    }
}

/// <summary>What one donor task counts and why.</summary>
/// <param name="Weight">0 to 1.</param>
/// <param name="Low">The 2.5 % point of the weight over resamples of the runs that it was judged by.</param>
/// <param name="High">The 97.5 % point.</param>
/// <param name="RunsUsed">How many of its runs its model was fitted to.</param>
/// <param name="RankingLoss">The share of pairs of the target's runs that its model puts in the wrong order, mean over posterior samples (0.5 is chance); not a number where the target has no runs.</param>
/// <param name="OnShared">Agreement of the rankings on configurations that both have run; null where they share fewer than three.</param>
/// <param name="OnPredicted">Agreement of what the two tasks' models predict on the same configurations; null where there is no model of one.</param>
/// <param name="FeatureSimilarity">exp(−½ d²) of the standardized distance d of the declared features; not a number where there are none.</param>
/// <param name="IsDropped">True where it was found to mislead, or to be no better than what the target knows by itself, and counts nothing.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record TaskWeight(string Task, double Weight, double Low, double High, int Runs, int RunsUsed, double RankingLoss, RankAgreement? OnShared, RankAgreement? OnPredicted,
    double FeatureSimilarity, bool IsDropped, string Reason);

/// <summary>How far two rankings of the same configurations agree: 1 the same order, 0 none, −1 the reverse.</summary>
/// <param name="Configurations">On how many.</param>
/// <param name="Kendall">tau-b; its 95 % interval by resampling configurations.</param>
public sealed record RankAgreement(int Configurations, double Kendall, double KendallLow, double KendallHigh, double Spearman, double SpearmanLow, double SpearmanHigh);
