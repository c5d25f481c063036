namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>What a search for boxes looks at: cells with their codes, how much each holds of the configurations (all together 1) and how much it is worth. Immutable by convention.</summary>
/// <param name="Mass">≥ 0.</param>
/// <param name="Gain">≥ 0; what a region should collect much of within a limited mass.</param>
internal sealed record BoxField(BinnedParameter[] Parameters, byte[][] Codes, double[] Mass, double[] Gain)
{
    public int Cells => Mass.Length;

    /// <param name="value">What a run is worth, by its row.</param>
    /// <param name="taskWeights">What each task counts; 0 leaves it out. Every run of a task counts the same.</param>
    /// <param name="rowWeights">How often each row counts; null for once.</param>
    public static BoxField Of(BinnedRuns runs, double[] value, double[] taskWeights, double[]? rowWeights = null)
    {
        var totals = new double[taskWeights.Length];
        for (var i = 0; i < runs.Count; i++)
            totals[runs.Task[i]] += double.IsNaN(value[i]) ? 0 : rowWeights?[i] ?? 1;
        var all = 0.0;
        for (var t = 0; t < totals.Length; t++)
            all += totals[t] > 0 ? taskWeights[t] : 0;
        var (mass, gain) = (new double[runs.Cells], new double[runs.Cells]);
        for (var i = 0; i < runs.Count; i++)
        {
            var t = runs.Task[i];
            if (taskWeights[t] == 0 || double.IsNaN(value[i]))
                continue;
            var weight = (rowWeights?[i] ?? 1) * taskWeights[t] / (totals[t] * all);
            mass[runs.Cell[i]] += weight;
            gain[runs.Cell[i]] += weight * value[i];
        }

        return new BoxField(runs.Parameters, runs.Codes, mass, gain);
    }

    public (double Mass, double Gain) Sum(IReadOnlyList<CodeBox> boxes)
    {
        var inside = CodeBox.Union(boxes, Codes, Cells);
        var (mass, gain) = (0.0, 0.0);
        for (var c = 0; c < inside.Length; c++)
        {
            if (!inside[c])
                continue;
            mass += Mass[c];
            gain += Gain[c];
        }

        return (mass, gain);
    }
}
