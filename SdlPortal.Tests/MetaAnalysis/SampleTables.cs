using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis;

/// <summary>Run tables made in memory: small ones written in a test, and the real ones of several tasks.</summary>
internal static class SampleTables
{
    /// <summary>Eight data sets, the same 2000 networks each, five seeds as replicates.</summary>
    public static RunTable Networks() => Read("hpobench_mlp_8tasks/hpobench_mlp_8tasks.csv", _ => "task",
        [Log("alpha"), Log("batch_size", ParameterKind.Integer), new("depth", ParameterKind.Integer), Log("learning_rate_init"), Log("width", ParameterKind.Integer)],
        new MetricShape("bal_acc", MetricGoal.Maximize), "bal_acc_seed");

    /// <summary>Three image tasks, the same 4000 cells of six operations each, two or three seeds as replicates.</summary>
    public static RunTable Cells() => Read("nasbench201_3tasks/nasbench201_3tasks.csv", _ => "task",
        [.. Enumerable.Range(0, 6).Select(i => new ParameterShape($"Op{i}", ParameterKind.Category))],
        new MetricShape("valid_acc", MetricGoal.Maximize, "%"), "valid_acc_seed");

    /// <summary>Five plates of one coupling reaction: the same choices, another product each.</summary>
    public static RunTable Couplings() => Concatenate([.. "abcde".Select(plate => Read($"olympus/buchwald_{plate}.csv", _ => null,
        [.. new[] { "aryl_halide", "additive", "base", "ligand" }.Select(n => new ParameterShape(n, ParameterKind.Category))],
        new MetricShape("yield", MetricGoal.Maximize, "%"), "yield", $"buchwald_{plate}"))]);

    /// <summary>The couplings with the halide named by its halogen, as a person would bring the products' tables together: each product has its own three halides, one of each halogen.</summary>
    public static RunTable CouplingsByHalogen()
    {
        var runs = Couplings();
        string[] halogens = ["Br", "Cl", "I"];
        var halide = runs.Parameters.First(p => p.Shape.Name == "aryl_halide");
        var halogen = halide.Shape.Levels.Select(l => (double)Array.FindIndex(halogens, h => l.Contains(h, StringComparison.Ordinal))).ToArray();
        var column = new ParameterColumn(new ParameterShape("halogen", ParameterKind.Category) { Levels = [.. halogens] }, [.. halide.Values.Select(v => halogen[(int)v])]);
        return runs with { Parameters = [.. runs.Parameters.Select(p => p == halide ? column : p)] };
    }

    /// <summary>Printed barrels that were crushed: their number of struts is the task, their shape the configuration, three of each measured.</summary>
    public static RunTable Barrels()
    {
        var rows = File.ReadLines(SharedData.Path("pvlab_benchmarking/crossed_barrel_raw.csv")).Skip(1).Select(l => l.Split(','))
            .GroupBy(c => string.Join(',', c[..4]), StringComparer.Ordinal).Select(g => (Cells: g.First(), Replicates: g.Select(c => Number(c[4])).ToArray())).ToArray();
        var metric = new MetricShape("toughness", MetricGoal.Maximize, "J");
        string[] names = ["theta", "r", "t"];
        string?[] units = ["°", "mm", "mm"];
        var runs = Of([.. names.Select((n, j) => new ParameterShape(n, ParameterKind.Number, Unit: units[j]))], [.. names.Select((_, j) => rows.Select(r => Number(r.Cells[j + 1])).ToArray())],
            metric, [.. rows.Select(r => r.Replicates[0])], [.. rows.Select(r => $"{r.Cells[0].PadLeft(2, '0')} struts")]);
        return runs with { Metrics = [new MetricColumn(metric, [.. Enumerable.Range(0, rows.Max(r => r.Replicates.Length)).Select(k => rows.Select(r => k < r.Replicates.Length ? r.Replicates[k] : double.NaN).ToArray())])] };
    }

    /// <summary>Four plates of mixed metal oxides: six of eleven elements on each, an element that is not on a plate being 0 there.</summary>
    public static RunTable Plates() => Concatenate([.. new[] { "3496", "3851", "3860", "4098" }.Select(plate =>
    {
        var path = $"olympus/oer_plate_{plate}.csv";
        var own = File.ReadLines(SharedData.Path(path)).First().Split(',');
        var runs = Read(path, _ => null, [.. Elements.Where(e => own.Contains(e)).Select(e => new ParameterShape(e, ParameterKind.Number))], new MetricShape("overpotential", MetricGoal.Minimize, "V"), "overpotential", $"plate_{plate}");
        return runs with { Parameters = [.. Elements.Select(e => runs.Parameters.FirstOrDefault(p => p.Shape.Name == e) ?? new ParameterColumn(new ParameterShape(e, ParameterKind.Number), new double[runs.Count]))] };
    })]);

    /// <summary>Two searches for networks that read brain waves: the same space, other data; every budget a run.</summary>
    public static RunTable Recordings() => Concatenate([.. new[] { "run3", "run4" }.Select(run => Read($"deepcave_bohb/bohb_eeg_{run}.csv", _ => null,
        [
            Log("batch_size", ParameterKind.Integer), new("dropout", ParameterKind.Number), new("kernel_size", ParameterKind.Integer), Log("l2_decay"), Log("learning_rate"), new("lr_scheduler", ParameterKind.Category),
            new("num_channels", ParameterKind.Integer), new("num_levels", ParameterKind.Integer), new("use_augmentation", ParameterKind.Category), Log("weight_decay"),
        ],
        new MetricShape("loss", MetricGoal.Minimize), "loss", run))]);

    /// <param name="scale">How the tasks are made comparable.</param>
    public static AnalysisTable Analyzed(this RunTable runs, OutcomeScale scale = OutcomeScale.Rank) =>
        AnalysisTableBuilder.Build(runs, new AnalysisSelection(runs.Metrics[0].Shape.Name, scale)).Value.Table;

    /// <summary>The rows of some tasks only.</summary>
    public static RunTable OfTasks(this RunTable runs, Func<string, bool> wanted) => runs.Rows([.. Enumerable.Range(0, runs.Count).Where(i => wanted(runs.Tasks[i]!))]);

    /// <summary>Chosen rows in the given order.</summary>
    public static RunTable Rows(this RunTable runs, int[] rows) => runs with
    {
        Count = rows.Length,
        Parameters = [.. runs.Parameters.Select(p => p with { Values = [.. rows.Select(r => p.Values[r])] })],
        Metrics = [.. runs.Metrics.Select(m => m with { Replicates = [.. m.Replicates.Select(v => rows.Select(r => v[r]).ToArray())] })],
        Tasks = Pick(runs.Tasks, rows),
        Variants = Pick(runs.Variants, rows),
        Sources = Pick(runs.Sources, rows),
        SourceRows = [.. rows.Select(r => runs.SourceRows[r])],
        Status = [.. rows.Select(r => runs.Status[r])],
        Start = [.. rows.Select(r => runs.Start[r])],
        DurationSeconds = [.. rows.Select(r => runs.DurationSeconds[r])],
        Cost = [.. rows.Select(r => runs.Cost[r])],
        Seeds = Pick(runs.Seeds, rows),
        Hardware = Pick(runs.Hardware, rows),
        CodeVersions = Pick(runs.CodeVersions, rows),
        DataVersions = Pick(runs.DataVersions, rows),
        Splits = Pick(runs.Splits, rows),
    };

    /// <summary>The same runs with the metric negated and its goal turned around.</summary>
    public static RunTable Negated(this RunTable runs) => runs with
    {
        Metrics = [.. runs.Metrics.Select(m => new MetricColumn(m.Shape with { Goal = m.Shape.Goal == MetricGoal.Minimize ? MetricGoal.Maximize : MetricGoal.Minimize }, [.. m.Replicates.Select(v => v.Select(x => -x).ToArray())]))],
    };

    /// <summary>Completed runs of numbers only, one replicate.</summary>
    /// <param name="values">One array per parameter.</param>
    public static RunTable Of(IReadOnlyList<ParameterShape> parameters, double[][] values, MetricShape metric, double[] outcomes, string[] tasks, string[]? variants = null)
    {
        var n = outcomes.Length;
        var unknown = Enumerable.Repeat(double.NaN, n).ToArray();
        var empty = LabelColumn.Empty(n);
        return new RunTable
        {
            Count = n,
            Parameters = [.. parameters.Select((p, j) => new ParameterColumn(p, values[j]))],
            Metrics = [new MetricColumn(metric, [outcomes])],
            Tasks = Labels(tasks),
            Variants = variants is null ? empty : Labels(variants),
            Sources = Labels(Enumerable.Repeat("sample", n)),
            SourceRows = [.. Enumerable.Range(0, n)],
            Status = new RunStatus[n],
            Start = unknown,
            DurationSeconds = unknown,
            Cost = unknown,
            Seeds = empty,
            Hardware = empty,
            CodeVersions = empty,
            DataVersions = empty,
            Splits = empty,
        };
    }

    public static LabelColumn Labels(IEnumerable<string?> texts)
    {
        var all = texts.ToArray();
        string[] labels = [.. all.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new LabelColumn(labels, [.. all.Select(t => t is null ? -1 : Array.BinarySearch(labels, t, StringComparer.Ordinal))]);
    }

    private static readonly string[] Elements = [.. new[] { "ca", "ce", "co", "cu", "fe", "la", "mn", "ni", "sb", "sn", "ta" }.Select(e => $"{e}_load")];

    private static ParameterShape Log(string name, ParameterKind kind = ParameterKind.Number) => new(name, kind, Scale.Log);

    private static RunTable Read(string path, Func<string, string?> taskColumn, IReadOnlyList<ParameterShape> parameters, MetricShape metric, string metricColumns, string? task = null)
    {
        var lines = File.ReadAllLines(SharedData.Path(path));
        var headers = lines[0].Split(',');
        var cells = lines.Skip(1).Select(l => l.Split(',')).ToArray();
        string[] Column(string name) => [.. cells.Select(c => c[Array.IndexOf(headers, name)])];
        var shapes = parameters.Select(p => p.IsCategory ? p with { Levels = Column(p.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToEquatableList() } : p).ToArray();
        double[][] values = [.. shapes.Select(p => p.IsCategory ? Column(p.Name).Select(t => (double)Array.BinarySearch([.. p.Levels], t, StringComparer.Ordinal)).ToArray() : [.. Column(p.Name).Select(Number)])];
        double[][] replicates = [.. headers.Where(h => h.StartsWith(metricColumns, StringComparison.Ordinal)).Select(h => Column(h).Select(Number).ToArray())];
        var tasks = taskColumn(path) is { } name ? Column(name) : [.. Enumerable.Repeat(task!, cells.Length)];
        return Of(shapes, values, metric, replicates[0], tasks) with { Metrics = [new MetricColumn(metric, replicates)] };
    }

    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Tables of the same parameters under each other; levels are brought together.</summary>
    private static RunTable Concatenate(IReadOnlyList<RunTable> tables)
    {
        var first = tables[0];
        var shapes = first.Parameters.Select((p, j) => p.Shape with { Levels = tables.SelectMany(t => t.Parameters[j].Shape.Levels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToEquatableList() }).ToArray();
        double[][] values = [.. shapes.Select((s, j) => tables.SelectMany(t => t.Parameters[j].Values.Select(v => s.IsCategory ? Array.BinarySearch([.. s.Levels], t.Parameters[j].Shape.Levels[(int)v], StringComparer.Ordinal) : v)).ToArray())];
        return Of(shapes, values, first.Metrics[0].Shape, [.. tables.SelectMany(t => t.Metrics[0].Replicates[0])], [.. tables.SelectMany(t => Enumerable.Range(0, t.Count).Select(i => t.Tasks[i]!))]);
    }

    private static LabelColumn Pick(LabelColumn column, int[] rows) => Labels(rows.Select(r => column[r]));
}
