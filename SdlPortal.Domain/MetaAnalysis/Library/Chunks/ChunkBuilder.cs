using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Library.Chunks;

/// <summary>Takes runs one by one and makes chunks of them. Not safe for several threads.</summary>
/// <param name="mostRuns">How many runs fill a chunk.</param>
internal sealed class ChunkBuilder(int mostRuns = ChunkBuilder.MostRuns)
{
    public const int MostRuns = 16_384;

    /// <summary>Runs with ten thousand parameters or long curves make shorter chunks, so that one never takes more than some 30 MB.</summary>
    private const long MostValues = 2_000_000;

    private readonly List<ulong> keyHashes = [];
    private readonly List<ulong> contentHashes = [];
    private readonly List<RunStatus> status = [];
    private readonly List<long> start = [];
    private readonly List<double> duration = [];
    private readonly List<double> cost = [];
    private readonly List<string> keys = [];
    private readonly List<string> origins = [];
    private readonly TextColumnBuilder[] labels = [new(), new(), new(), new(), new(), new(), new()];
    private readonly NamedColumns parameters = new();
    private readonly NamedColumns notes = new();
    private readonly Dictionary<string, ReadingColumnBuilder> metrics = new(StringComparer.Ordinal);
    private readonly List<int> curveRows = [];
    private readonly List<LearningCurve> curves = [];
    private long values;

    public int Count => keys.Count;

    public bool IsFull => Count >= mostRuns || values >= MostValues;

    public void Add(RunRecord run, ulong keyHash, ulong contentHash)
    {
        var row = Count;
        keyHashes.Add(keyHash);
        contentHashes.Add(contentHash);
        status.Add(run.Status);
        start.Add(run.Start?.UtcTicks ?? long.MinValue);
        duration.Add(run.DurationSeconds ?? double.NaN);
        cost.Add(run.Cost ?? double.NaN);
        keys.Add(run.Key);
        origins.Add(run.Origin);
        ReadOnlySpan<string?> texts = [run.Task, run.Variant, run.Seed, run.Hardware, run.CodeVersion, run.DataVersion, run.Split];
        for (var i = 0; i < texts.Length; i++)
            labels[i].Add(texts[i]);
        values += 16 + parameters.Add(row, run.Parameters) + notes.Add(row, run.Notes) + ((run.Key.Length + run.Origin.Length) / 8);
        foreach (var metric in run.Metrics)
        {
            if (!metrics.TryGetValue(metric.Name, out var column))
                metrics.Add(metric.Name, column = new ReadingColumnBuilder());
            column.Add(row, metric.Replicates);
            values += metric.Replicates.Count;
        }

        foreach (var curve in run.Curves)
        {
            curveRows.Add(row);
            curves.Add(curve);
            values += 2 * curve.Steps.Count;
        }
    }

    /// <summary>What was added since the last time.</summary>
    public WholeChunk Take()
    {
        var count = Count;
        var chunk = new RunChunk
        {
            Count = count,
            Hashes = new ChunkHashes([.. keyHashes], [.. contentHashes]),
            Status = [.. status],
            StartTicks = [.. start],
            DurationSeconds = [.. duration],
            Cost = [.. cost],
            Tasks = labels[0].Take(),
            Variants = labels[1].Take(),
            Seeds = labels[2].Take(),
            Hardware = labels[3].Take(),
            CodeVersions = labels[4].Take(),
            DataVersions = labels[5].Take(),
            Splits = labels[6].Take(),
            Parameters = parameters.Take(count),
            Metrics = [.. metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value.Build(m.Key, count))],
        };
        var whole = new WholeChunk(chunk, new ChunkTexts([.. keys], [.. origins]), notes.Take(count), new ChunkCurves([.. curveRows], [.. curves]));
        keyHashes.Clear();
        contentHashes.Clear();
        status.Clear();
        start.Clear();
        duration.Clear();
        cost.Clear();
        keys.Clear();
        origins.Clear();
        metrics.Clear();
        curveRows.Clear();
        curves.Clear();
        values = 0;
        return whole;
    }

    private sealed class TextColumnBuilder
    {
        private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
        private readonly List<int> rows = [];
        private (string? Text, int Code) last = (null, -1);

        public void Add(string? text)
        {
            // Neighbors often say the same.
            if (!string.Equals(text, last.Text, StringComparison.Ordinal))
                last = (text, text is null ? -1 : Code(codes, text));
            rows.Add(last.Code);
        }

        public TextColumn Take()
        {
            var column = new TextColumn([.. codes.OrderBy(c => c.Value).Select(c => c.Key)], [.. rows]);
            codes.Clear();
            rows.Clear();
            last = (null, -1);
            return column;
        }
    }

    private static int Code(Dictionary<string, int> codes, string text)
    {
        if (!codes.TryGetValue(text, out var code))
            codes.Add(text, code = codes.Count);
        return code;
    }

    private sealed class NamedColumns
    {
        private readonly Dictionary<string, ValueColumnBuilder> columns = new(StringComparer.Ordinal);

        /// <returns>How many values that were.</returns>
        public int Add(int row, IReadOnlyList<NamedValue> named)
        {
            var size = 0;
            for (var i = 0; i < named.Count; i++)
            {
                if (!columns.TryGetValue(named[i].Name, out var column))
                    columns.Add(named[i].Name, column = new ValueColumnBuilder());
                column.Add(row, named[i].Value);
                size += 1 + ((named[i].Value.Text?.Length ?? 0) / 8);
            }

            return size;
        }

        public IReadOnlyList<ValueColumn> Take(int count)
        {
            ValueColumn[] taken = [.. columns.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value.Build(c.Key, count))];
            columns.Clear();
            return taken;
        }
    }

    private sealed class ValueColumnBuilder
    {
        private readonly List<int> rows = [];
        private readonly List<double> numbers = [];
        private readonly Dictionary<string, int> labels = new(StringComparer.Ordinal);
        private List<int>? codes;

        public void Add(int row, ParameterValue value)
        {
            if (rows.Count > 0 && rows[^1] == row)
                return; // a name twice in a run: the first counts
            rows.Add(row);
            if (value.Text is { } text)
            {
                codes ??= [.. Enumerable.Repeat(-1, numbers.Count)];
                codes.Add(Code(labels, text));
                numbers.Add(double.NaN);
                return;
            }

            numbers.Add(value.Number);
            codes?.Add(-1);
        }

        public ValueColumn Build(string name, int count) =>
            new(name, rows.Count == count ? null : [.. rows], [.. numbers], codes is null ? null : [.. codes], [.. labels.OrderBy(l => l.Value).Select(l => l.Key)]);
    }

    private sealed class ReadingColumnBuilder
    {
        private readonly List<int> rows = [];
        private readonly List<int> counts = [];
        private readonly List<double> values = [];

        public void Add(int row, IReadOnlyList<double> replicates)
        {
            if (rows.Count > 0 && rows[^1] == row)
                return;
            rows.Add(row);
            counts.Add(replicates.Count);
            for (var i = 0; i < replicates.Count; i++)
                values.Add(replicates[i]);
        }

        public ReadingColumn Build(string name, int count) =>
            new(name, rows.Count == count ? null : [.. rows], counts.TrueForAll(c => c == 1) ? null : [.. counts], [.. values]);
    }
}
