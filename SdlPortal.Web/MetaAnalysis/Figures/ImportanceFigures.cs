using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>How much each parameter matters: pooled over tasks, and for one task by each method. Pure.</summary>
internal static class ImportanceFigures
{
    private const int MostRows = 20;

    private static readonly Dictionary<RowLook, string> Unnamed = [];

    /// <summary>Null where nothing was pooled.</summary>
    public static Figure? Pooled(AnalysisReport report)
    {
        var effects = report.Effects;
        if (!effects.FirstOrder.HasValue || effects.FirstOrder.Value.Count == 0)
            return null;
        List<(string Title, IReadOnlyList<IntervalRow> Rows)> panels = [("Alone", RowsOf(effects.FirstOrder.Value))];
        if (effects.Pairs is { HasValue: true } pairs && pairs.Value.Count > 0)
            panels.Add(("In pairs, beyond that", RowsOf(pairs.Value)));
        return Side("importances", "What matters, over all tasks",
            $"Share of the variance of the outcome that a parameter explains, by functional ANOVA of a random forest in each task and random-effects pooling over {Count(effects.FirstOrder.Value)} tasks; {report.Taken.Used} runs. Bars: 95 % interval of the mean over tasks. The strongest {MostRows} at most.", panels);
    }

    /// <summary>One task by all methods that have an answer; null where none has.</summary>
    public static Figure? OfTask(EffectsOfTask task)
    {
        var panels = new List<(string Title, IReadOnlyList<IntervalRow> Rows)>();
        void Add(string title, Answer<ImportanceReport> answer, Func<ParameterImportance, Share> share)
        {
            if (answer.HasValue)
                panels.Add((title, [.. answer.Value.Parameters.OrderByDescending(p => share(p).Value).ThenBy(p => p.Parameter, StringComparer.Ordinal).Take(MostRows).Select(p => Row(p.Parameter, share(p)))]));
        }

        Add("Functional ANOVA, alone", task.Forest, p => p.First);
        Add("Gaussian process, with all it takes part in", task.Gaussian, p => p.Total ?? p.First);
        Add("Where the best runs lie (PED-ANOVA)", task.Top, p => p.First);
        return panels.Count == 0 ? null : Side($"importances-{FigureKeys.Of(task.Task)}", $"What matters in {task.Task}",
            $"{task.Runs} runs. The first two are shares of the variance of the outcome, the third shares of how far the best runs lie from all. Bars: 95 % intervals.", panels);
    }

    private static int Count(IReadOnlyList<PooledFinding> effects) => effects.Max(e => e.Tasks.Count);

    private static IReadOnlyList<IntervalRow> RowsOf(IReadOnlyList<PooledFinding> effects) =>
        [.. effects.OrderByDescending(e => e.Mean.Value).ThenBy(e => e.Name, StringComparer.Ordinal).Take(MostRows).Select(e => new IntervalRow(e.Name, e.Mean.Value, e.Mean.Interval.Low, e.Mean.Interval.High))];

    private static IntervalRow Row(string label, Share share) => new(label, share.Value, share.Low, share.High);

    /// <summary>Under each other: the names of the rows differ from panel to panel.</summary>
    private static Figure Side(string key, string title, string description, IReadOnlyList<(string Title, IReadOnlyList<IntervalRow> Rows)> panels)
    {
        var most = panels.Max(p => p.Rows.Count);
        return new Figure(key, title, description, [.. panels.Select(p => p.Title)], [""],
            [.. panels.Select((p, i) => new FigurePanel(0, i, IntervalPlot.Build(p.Rows, "Share", 0, Unnamed)))])
        {
            PanelWidth = 260,
            PanelHeight = IntervalPlot.HeightFor(most),
        };
    }
}
