using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Library.Chunks;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>From sources, rules and exclusions to the table that analyses get.</summary>
internal static class ProjectTable
{
    /// <summary>What the columns of parameters and metrics may take together; a million runs of 20 parameters need a sixth of it.</summary>
    private const long MostBytes = 1_000_000_000;

    /// <summary>The layout of what the data hash covers.</summary>
    private const string HashVersion = "prior runs 1";

    public static LoadedRuns Load(TableInputs inputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (columns, excluded, contents) = Gather(inputs, progress, cancellationToken);
        var (table, remarks) = columns.Finish();
        if (inputs.Excluded.Tasks.Count > 0)
        {
            var whole = table.Tasks.Labels.Select(inputs.Excluded.Tasks.Contains).ToArray();
            for (var row = 0; row < table.Count; row++)
                excluded[row] |= table.Tasks.Codes[row] >= 0 && whole[table.Tasks.Codes[row]];
        }

        return new LoadedRuns(table, excluded, DataHash(inputs, table, excluded, contents), inputs.RulesVersion, remarks) { Features = Features(inputs.Rules) };
    }

    private static Dictionary<string, IReadOnlyList<NamedValue>> Features(HarmonizationRules rules) => rules.Features
        .GroupBy(f => f.Task, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => (IReadOnlyList<NamedValue>)[.. g.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new NamedValue(f.Name, f.Value))], StringComparer.Ordinal);

    public static RulesEffect Try(TableInputs inputs, IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        var (columns, _, _) = Gather(inputs, null, cancellationToken);
        var (_, remarks) = columns.Finish();
        var rules = inputs.Rules;
        return new RulesEffect(problems,
        [
            .. rules.Parameters.Select((r, i) => new RuleEffect(At("parameters", i), RuleWords.Of(r), columns.ParameterRows[i].Runs, columns.ParameterRows[i].Collisions)),
            .. rules.Metrics.Select((r, i) => new RuleEffect(At("metrics", i), RuleWords.Of(r), columns.MetricRows[i].Runs, columns.MetricRows[i].Collisions)),
            .. rules.Tasks.Select((r, i) => new RuleEffect(At("tasks", i), RuleWords.Of(r), columns.TaskRows[i], 0)),
            .. rules.Variants.Select((r, i) => new RuleEffect(At("variants", i), RuleWords.Of(r), columns.VariantRows[i], 0)),
            .. rules.Fields.Select((r, i) => new RuleEffect(At("fields", i), RuleWords.Of(r), columns.FieldRows[i], 0)),
        ], remarks);
    }

    private static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");

    /// <returns>The columns, which rows are excluded by key, and every row's content hash mixed with what else decides about it.</returns>
    private static (HarmonizedTable Columns, bool[] Excluded, ulong[] Contents) Gather(TableInputs inputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var total = inputs.Sources.Sum(s => s.Runs.Manifest.Runs);
        var columns = new HarmonizedTable(inputs.Rules, total, MostBytes);
        var (excluded, contents, row) = (new bool[total], new ulong[total], 0);
        foreach (var source in inputs.Sources)
        {
            var plan = new SourcePlan(inputs.Rules, source.Ids);
            var salt = RunHash.OfKey(plan.Signature);
            var isExcluded = inputs.Excluded.Of(source.Source.Lineage);
            columns.Declare(plan, source.Runs.Manifest);
            var sourceRow = 0;
            foreach (var (chunk, notes) in ReadAhead(source.Runs.Chunks, plan.NeedsNotes))
            {
                cancellationToken.ThrowIfCancellationRequested();
                columns.Add(row, sourceRow, source.Source.Id, plan, chunk, notes);
                for (var i = 0; i < chunk.Count; i++)
                {
                    excluded[row + i] = isExcluded is not null && isExcluded(chunk.Hashes.Keys[i]);
                    contents[row + i] = chunk.Hashes.Contents[i] ^ salt;
                }

                row += chunk.Count;
                sourceRow += chunk.Count;
                progress?.Report((double)row / total);
            }
        }

        return (columns, excluded, contents);
    }

    /// <summary>The next chunk is read and unpacked while this one is taken in.</summary>
    private static IEnumerable<(RunChunk Runs, IReadOnlyList<ValueColumn> Notes)> ReadAhead(IReadOnlyList<Lazy<IChunk>> chunks, bool withNotes)
    {
        Task<(RunChunk, IReadOnlyList<ValueColumn>)>? next = null;
        for (var i = 0; i < chunks.Count; i++)
        {
            var current = next ?? Read(chunks[i]);
            next = i + 1 < chunks.Count ? Read(chunks[i + 1]) : null;
            yield return current.GetAwaiter().GetResult();
        }

        Task<(RunChunk, IReadOnlyList<ValueColumn>)> Read(Lazy<IChunk> chunk) => Task.Run(() => (chunk.Value.ReadRuns(), withNotes ? chunk.Value.ReadNotes() : []));
    }

    private static string DataHash(TableInputs inputs, RunTable table, bool[] excluded, ulong[] contents)
    {
        var (counted, left) = (default(RunSum), default(RunSum));
        for (var row = 0; row < contents.Length; row++)
        {
            if (excluded[row])
                left.Add(contents[row]);
            else
                counted.Add(contents[row]);
        }

        var text = new StringBuilder();
        text.Append(HashVersion).Append('\n').Append(RulesFile.Write(inputs.Rules)).Append(counted).Append('\n').Append(left).Append('\n');
        foreach (var stamp in inputs.Sources.Select(s => s.Runs.Stamp).Where(s => s.Length > 0).Order(StringComparer.Ordinal))
            text.Append(stamp).Append('\n');
        text.Append(JsonSerializer.Serialize(table.Parameters.Select(p => p.Shape), LibraryJson.Compact)).Append('\n');
        text.Append(JsonSerializer.Serialize(table.Metrics.Select(m => m.Shape), LibraryJson.Compact)).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
