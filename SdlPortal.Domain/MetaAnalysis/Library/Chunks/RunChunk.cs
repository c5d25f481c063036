using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Library.Chunks;

/// <summary>Some thousand consecutive runs of a source, column by column: what a table is made of. Immutable by convention.</summary>
internal sealed record RunChunk
{
    public required int Count { get; init; }

    public required ChunkHashes Hashes { get; init; }

    public required RunStatus[] Status { get; init; }

    /// <summary>UTC; <see cref="long.MinValue"/> where unknown.</summary>
    public required long[] StartTicks { get; init; }

    /// <summary>Not a number where unknown.</summary>
    public required double[] DurationSeconds { get; init; }

    /// <summary>Not a number where unknown.</summary>
    public required double[] Cost { get; init; }

    public required TextColumn Tasks { get; init; }

    public required TextColumn Variants { get; init; }

    public required TextColumn Seeds { get; init; }

    public required TextColumn Hardware { get; init; }

    public required TextColumn CodeVersions { get; init; }

    public required TextColumn DataVersions { get; init; }

    public required TextColumn Splits { get; init; }

    public required IReadOnlyList<ValueColumn> Parameters { get; init; }

    public required IReadOnlyList<ReadingColumn> Metrics { get; init; }
}

/// <summary>The <see cref="RunHash"/> of every run's key and content.</summary>
internal sealed record ChunkHashes(ulong[] Keys, ulong[] Contents);

/// <summary>What analyses do not need: asked for one run at a time.</summary>
internal sealed record ChunkTexts(string[] Keys, string[] Origins);

/// <param name="Codes">Into the labels; −1 where the row has none.</param>
internal sealed record TextColumn(string[] Labels, int[] Codes)
{
    public string? this[int row] => Codes[row] < 0 ? null : Labels[Codes[row]];
}

/// <summary>A parameter or a note of the rows that have it.</summary>
/// <param name="Rows">Ascending; null where every row has it.</param>
/// <param name="Numbers">Not a number where the value is a text.</param>
/// <param name="Codes">Into the labels, −1 where the value is a number; null where all are numbers.</param>
internal sealed record ValueColumn(string Name, int[]? Rows, double[] Numbers, int[]? Codes, string[] Labels)
{
    public int Count => Numbers.Length;

    public int Row(int index) => Rows is null ? index : Rows[index];

    public string? Text(int index) => Codes is null || Codes[index] < 0 ? null : Labels[Codes[index]];
}

/// <summary>A metric of the rows that have it.</summary>
/// <param name="Rows">Ascending; null where every row has it.</param>
/// <param name="Counts">How many replicates each has; null where each has one.</param>
/// <param name="Values">All replicates, one row after the other.</param>
internal sealed record ReadingColumn(string Name, int[]? Rows, int[]? Counts, double[] Values)
{
    public int Count => Counts?.Length ?? Values.Length;

    public int Row(int index) => Rows is null ? index : Rows[index];
}

/// <summary>The learning curves of a chunk.</summary>
/// <param name="Rows">Ascending, once per curve.</param>
internal sealed record ChunkCurves(int[] Rows, LearningCurve[] Curves);

/// <summary>A chunk with everything, as it is written.</summary>
internal sealed record WholeChunk(RunChunk Runs, ChunkTexts Texts, IReadOnlyList<ValueColumn> Notes, ChunkCurves Curves);
