using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Variants;

/// <summary>The runs by task and variant: counts and means of outcomes that are standardized within each task, and the variance within a cell. Immutable.</summary>
/// <param name="Outcomes">Standardized, by row of the table.</param>
/// <param name="Count">[task, variant].</param>
/// <param name="Mean">Not a number where there is no run.</param>
/// <param name="Within">The pooled variance of runs of one variant in one task.</param>
internal sealed record VariantCells(IReadOnlyList<string> Tasks, IReadOnlyList<string> Variants, double[] Outcomes, int[,] Count, double[,] Mean, double Within)
{
    public static VariantCells Of(AnalysisTable table)
    {
        var outcomes = Standardized(table);
        var (t, v) = (table.Tasks.Labels.Count, table.Variants.Labels.Count);
        var (count, sum) = (new int[t, v], new double[t, v]);
        for (var i = 0; i < table.Count; i++)
        {
            if (table.Variants.Codes[i] < 0)
                continue;
            count[table.Tasks.Codes[i], table.Variants.Codes[i]]++;
            sum[table.Tasks.Codes[i], table.Variants.Codes[i]] += outcomes[i];
        }

        var cells = 0;
        for (var a = 0; a < t; a++)
        {
            for (var b = 0; b < v; b++)
            {
                sum[a, b] = count[a, b] > 0 ? sum[a, b] / count[a, b] : double.NaN;
                cells += count[a, b] > 0 ? 1 : 0;
            }
        }

        var (squares, runs) = (0.0, 0);
        for (var i = 0; i < table.Count; i++)
        {
            if (table.Variants.Codes[i] < 0)
                continue;
            var difference = outcomes[i] - sum[table.Tasks.Codes[i], table.Variants.Codes[i]];
            squares += difference * difference;
            runs++;
        }

        // One run per cell everywhere tells nothing about chance: then all of the spread may be chance.
        return new VariantCells(table.Tasks.Labels, table.Variants.Labels, outcomes, count, sum, runs > cells ? Math.Max(squares / (runs - cells), 1e-6) : 1);
    }

    /// <summary>Variants with a run in the task.</summary>
    public int[] In(int task) => [.. Enumerable.Range(0, Variants.Count).Where(v => Count[task, v] > 0)];

    private static double[] Standardized(AnalysisTable table)
    {
        var rows = table.Tasks.Labels.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < table.Count; i++)
            rows[table.Tasks.Codes[i]].Add(i);
        var outcomes = new double[table.Count];
        foreach (var own in rows)
        {
            var (values, _) = OutcomeScaling.Apply(OutcomeScale.Standardized, [.. own.Select(r => table.Outcomes[r])]);
            for (var k = 0; k < own.Count; k++)
                outcomes[own[k]] = double.IsFinite(values[k]) ? values[k] : 0;
        }

        return outcomes;
    }
}
