using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Library.Chunks;

/// <summary>The parts of a chunk as bytes, and back.</summary>
internal static class ChunkCodec
{
    public static void Write(ByteSink sink, ChunkHashes hashes)
    {
        sink.Raw<ulong>(hashes.Keys);
        sink.Raw<ulong>(hashes.Contents);
    }

    public static ChunkHashes ReadHashes(ReadOnlySpan<byte> bytes, int count)
    {
        var source = new ByteSource(bytes);
        return new ChunkHashes(source.Raw<ulong>(count), source.Raw<ulong>(count));
    }

    public static void Write(ByteSink sink, RunChunk chunk)
    {
        foreach (var status in chunk.Status)
            sink.Byte((byte)status);
        sink.Raw<long>(chunk.StartTicks);
        sink.Raw<double>(chunk.DurationSeconds);
        sink.Raw<double>(chunk.Cost);
        foreach (var column in (TextColumn[])[chunk.Tasks, chunk.Variants, chunk.Seeds, chunk.Hardware, chunk.CodeVersions, chunk.DataVersions, chunk.Splits])
        {
            Texts(sink, column.Labels);
            sink.Codes(column.Codes);
        }

        Write(sink, chunk.Parameters);
        sink.Count(chunk.Metrics.Count);
        foreach (var metric in chunk.Metrics)
        {
            sink.Text(metric.Name);
            Rows(sink, metric.Rows);
            sink.Byte((byte)(metric.Counts is null ? 0 : 1));
            if (metric.Counts is { } counts)
            {
                sink.Count(counts.Length);
                sink.Codes(counts);
            }

            sink.Count(metric.Values.Length);
            sink.Raw<double>(metric.Values);
        }
    }

    public static RunChunk ReadRuns(ReadOnlySpan<byte> bytes, int count, ChunkHashes hashes)
    {
        var source = new ByteSource(bytes);
        var status = new RunStatus[count];
        for (var i = 0; i < count; i++)
            status[i] = (RunStatus)source.Byte();
        var start = source.Raw<long>(count);
        var (duration, cost) = (source.Raw<double>(count), source.Raw<double>(count));
        var texts = new TextColumn[7];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = new TextColumn(Texts(ref source), source.Codes(count));
        var parameters = Values(ref source);
        var metrics = new ReadingColumn[source.Count()];
        for (var i = 0; i < metrics.Length; i++)
        {
            var (name, rows) = (source.Text()!, Rows(ref source));
            var counts = source.Byte() == 0 ? null : source.Codes(source.Count());
            metrics[i] = new ReadingColumn(name, rows, counts, source.Raw<double>(source.Count()));
        }

        return new RunChunk
        {
            Count = count,
            Hashes = hashes,
            Status = status,
            StartTicks = start,
            DurationSeconds = duration,
            Cost = cost,
            Tasks = texts[0],
            Variants = texts[1],
            Seeds = texts[2],
            Hardware = texts[3],
            CodeVersions = texts[4],
            DataVersions = texts[5],
            Splits = texts[6],
            Parameters = parameters,
            Metrics = metrics,
        };
    }

    public static void Write(ByteSink sink, ChunkTexts texts)
    {
        Texts(sink, texts.Keys);
        Texts(sink, texts.Origins);
    }

    public static ChunkTexts ReadTexts(ReadOnlySpan<byte> bytes)
    {
        var source = new ByteSource(bytes);
        return new ChunkTexts(Texts(ref source), Texts(ref source));
    }

    public static void Write(ByteSink sink, IReadOnlyList<ValueColumn> columns)
    {
        sink.Count(columns.Count);
        foreach (var column in columns)
        {
            sink.Text(column.Name);
            Rows(sink, column.Rows);
            sink.Count(column.Numbers.Length);
            // Columns of texts alone have no numbers worth keeping.
            var hasNumbers = column.Codes is null || Array.Exists(column.Codes, c => c < 0);
            sink.Byte((byte)((hasNumbers ? 1 : 0) + (column.Codes is null ? 0 : 2)));
            if (hasNumbers)
                sink.Raw<double>(column.Numbers);
            if (column.Codes is { } codes)
            {
                Texts(sink, column.Labels);
                sink.Codes(codes);
            }
        }
    }

    public static IReadOnlyList<ValueColumn> ReadNotes(ReadOnlySpan<byte> bytes)
    {
        var source = new ByteSource(bytes);
        return Values(ref source);
    }

    public static void Write(ByteSink sink, ChunkCurves curves)
    {
        sink.Count(curves.Rows.Length);
        foreach (var row in curves.Rows)
            sink.Count(row);
        foreach (var curve in curves.Curves)
        {
            sink.Text(curve.Metric);
            sink.Count(curve.Steps.Count);
            sink.Raw<double>([.. curve.Steps]);
            sink.Count(curve.Values.Count);
            sink.Raw<double>([.. curve.Values]);
        }
    }

    public static ChunkCurves ReadCurves(ReadOnlySpan<byte> bytes)
    {
        var source = new ByteSource(bytes);
        var rows = new int[source.Count()];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = source.Count();
        var curves = new LearningCurve[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            curves[i] = new LearningCurve(source.Text()!, source.Raw<double>(source.Count()), source.Raw<double>(source.Count()));
        return new ChunkCurves(rows, curves);
    }

    private static ValueColumn[] Values(ref ByteSource source)
    {
        var columns = new ValueColumn[source.Count()];
        for (var i = 0; i < columns.Length; i++)
        {
            var (name, rows, length) = (source.Text()!, Rows(ref source), source.Count());
            var holds = source.Byte();
            double[] numbers;
            if ((holds & 1) != 0)
                numbers = source.Raw<double>(length);
            else
                Array.Fill(numbers = new double[length], double.NaN);
            columns[i] = (holds & 2) == 0 ? new ValueColumn(name, rows, numbers, null, []) : Coded(ref source, name, rows, numbers);
        }

        return columns;
    }

    private static ValueColumn Coded(ref ByteSource source, string name, int[]? rows, double[] numbers)
    {
        var labels = Texts(ref source);
        return new ValueColumn(name, rows, numbers, source.Codes(numbers.Length), labels);
    }

    /// <summary>Ascending row numbers as steps; a zero first where all rows are meant.</summary>
    private static void Rows(ByteSink sink, int[]? rows)
    {
        sink.Count(rows is null ? 0 : rows.Length + 1);
        var before = -1;
        foreach (var row in rows ?? [])
        {
            sink.Count(row - before - 1);
            before = row;
        }
    }

    private static int[]? Rows(ref ByteSource source)
    {
        var length = source.Count() - 1;
        if (length < 0)
            return null;
        var rows = new int[length];
        var before = -1;
        for (var i = 0; i < length; i++)
            rows[i] = before = before + 1 + source.Count();
        return rows;
    }

    private static void Texts(ByteSink sink, string[] texts)
    {
        sink.Count(texts.Length);
        foreach (var text in texts)
            sink.Text(text);
    }

    private static string[] Texts(ref ByteSource source)
    {
        var texts = new string[source.Count()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = source.Text()!;
        return texts;
    }
}
