using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library.Chunks;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>The runs of one source: on disk, or of a campaign as its log says now.</summary>
/// <param name="Manifest">What it holds.</param>
/// <param name="Chunks">Opened when asked for; throws where a file is damaged.</param>
/// <param name="Stamp">For a campaign: the last sequence and hash of its log. Empty for what never changes.</param>
internal sealed record SourceRuns(SourceManifest Manifest, IReadOnlyList<Lazy<IChunk>> Chunks, string Stamp)
{
    public const string ManifestName = "manifest.json";

    /// <exception cref="RunLibraryException">The manifest is gone or damaged.</exception>
    public static SourceManifest ReadManifest(string folder, string? sha256)
    {
        var path = Path.Combine(folder, ManifestName);
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (sha256 is not null && !string.Equals(Hex(bytes), sha256, StringComparison.Ordinal))
                throw Damaged(path, "it is not the one that was written");
            return JsonSerializer.Deserialize<SourceManifest>(bytes, LibraryJson.Compact) ?? throw Damaged(path, "it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Damaged(path, e.Message.TrimEnd('.'), e);
        }
    }

    /// <returns>The SHA-256 of the file.</returns>
    public static string WriteManifest(string folder, SourceManifest manifest)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, LibraryJson.Indented);
        WholeFile.Write(Path.Combine(folder, ManifestName), file => file.Write(bytes));
        return Hex(bytes);
    }

    public static SourceRuns OnDisk(string folder, SourceManifest manifest) =>
        new(manifest, [.. manifest.Chunks.Select(c => new Lazy<IChunk>(() => ChunkFile.Open(Path.Combine(folder, c.File), c.Sha256)))], "");

    public static SourceRuns OfCampaign(ProjectSource source, CampaignRead campaign, CancellationToken cancellationToken)
    {
        var (tally, builder, hash, chunks) = (new ImportTally(), new ChunkBuilder(), new RunHash(), new List<Lazy<IChunk>>());
        foreach (var item in campaign.Items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.Add(item);
            if (item is not RunRead { Run: var run })
                continue;
            builder.Add(run, RunHash.OfKey(run.Key), hash.OfContent(run));
            if (builder.IsFull)
                chunks.Add(Held(builder.Take()));
        }

        if (builder.Count > 0)
            chunks.Add(Held(builder.Take()));
        var manifest = tally.Manifest(ProjectSource.CampaignFormat, campaign.Name) with { Id = source.Id, ContentSha256 = campaign.Hash, ImportedAt = source.At, ImportedBy = source.By };
        return new SourceRuns(manifest, chunks, string.Create(CultureInfo.InvariantCulture, $"{source.Campaign} {campaign.Sequence} {campaign.Hash}"));
    }

    /// <summary>The chunk that has a row, and where in it.</summary>
    public (IChunk Chunk, int Row) Find(int row)
    {
        var before = 0;
        foreach (var chunk in Chunks)
        {
            if (row >= before && row < before + chunk.Value.Count)
                return (chunk.Value, row - before);
            before += chunk.Value.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(row), row, $"The source has {before} runs.");
    }

    /// <summary>The keys of rows, in the order of the rows given, which ascend.</summary>
    public IReadOnlyList<string> Keys(IReadOnlyList<int> rows)
    {
        var keys = new List<string>(rows.Count);
        var (before, next) = (0, 0);
        foreach (var chunk in Chunks)
        {
            if (next == rows.Count)
                break;
            var end = before + chunk.Value.Count;
            if (rows[next] < end)
            {
                var texts = chunk.Value.ReadTexts();
                for (; next < rows.Count && rows[next] < end; next++)
                    keys.Add(texts.Keys[rows[next] - before]);
            }

            before = end;
        }

        return keys;
    }

    /// <summary>A run as it was imported.</summary>
    public RunRecord Look(int row)
    {
        var (chunk, at) = Find(row);
        var (runs, texts, curves) = (chunk.ReadRuns(), chunk.ReadTexts(), chunk.ReadCurves());
        var metrics = new List<MetricReading>();
        foreach (var column in runs.Metrics)
        {
            var start = 0;
            for (var i = 0; i < column.Count && column.Row(i) <= at; i++)
            {
                var count = column.Counts?[i] ?? 1;
                if (column.Row(i) == at)
                    metrics.Add(new MetricReading(column.Name, column.Values[start..(start + count)]));
                start += count;
            }
        }

        return new RunRecord
        {
            Key = texts.Keys[at],
            Task = runs.Tasks[at] ?? "",
            Variant = runs.Variants[at],
            Parameters = Values(runs.Parameters, at),
            Metrics = metrics,
            Curves = [.. curves.Curves.Where((_, i) => curves.Rows[i] == at)],
            Status = runs.Status[at],
            Start = runs.StartTicks[at] == long.MinValue ? null : new DateTimeOffset(runs.StartTicks[at], TimeSpan.Zero),
            DurationSeconds = Known(runs.DurationSeconds[at]),
            Cost = Known(runs.Cost[at]),
            Hardware = runs.Hardware[at],
            Seed = runs.Seeds[at],
            CodeVersion = runs.CodeVersions[at],
            DataVersion = runs.DataVersions[at],
            Split = runs.Splits[at],
            Origin = texts.Origins[at],
            Notes = Values(chunk.ReadNotes(), at),
        };
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static List<NamedValue> Values(IReadOnlyList<ValueColumn> columns, int row)
    {
        var values = new List<NamedValue>();
        foreach (var column in columns)
        {
            var at = column.Rows is null ? row : Array.BinarySearch(column.Rows, row);
            if (at >= 0)
                values.Add(new NamedValue(column.Name, column.Text(at) is { } text ? text : column.Numbers[at]));
        }

        return values;
    }

    private static Lazy<IChunk> Held(WholeChunk chunk) => new(new HeldChunk(chunk));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static RunLibraryException Damaged(string path, string why, Exception? inner = null) =>
        new($"{path} is damaged: {why}. Restore that file from a backup, or remove its source and import it again.", inner);
}
