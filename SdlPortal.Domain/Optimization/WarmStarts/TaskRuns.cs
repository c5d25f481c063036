namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>Runs of one task as a model sees them.</summary>
/// <param name="Inputs">n points of d numbers, in the unit cube; choices by index.</param>
/// <param name="Outputs">n finite numbers, larger is better.</param>
public sealed record TaskRuns(string Task, IReadOnlyList<double[]> Inputs, IReadOnlyList<double> Outputs)
{
    public int Count => Inputs.Count;

    /// <summary>Spread evenly over the scores in order of size; equal ones in their own order.</summary>
    internal static int[] Even(double[] scores, int most)
    {
        if (scores.Length <= most)
            return [.. Enumerable.Range(0, scores.Length)];
        var order = Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ThenBy(i => i).ToArray();
        return [.. Enumerable.Range(0, most).Select(k => order[(int)((((2L * k) + 1) * scores.Length) / (2L * most))]).Order()];
    }
}
