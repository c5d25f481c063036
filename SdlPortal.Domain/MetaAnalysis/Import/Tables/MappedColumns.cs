using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Where in a table the columns of a map stand; −1 where the map names none.</summary>
internal sealed record MappedColumns
{
    public required int Task { get; init; }

    public required int Variant { get; init; }

    /// <summary>In the map's order.</summary>
    public required int[] Parameters { get; init; }

    /// <summary>Per metric of the map, its replicates.</summary>
    public required int[][] Metrics { get; init; }

    public required int[] Key { get; init; }

    public required int Seed { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }

    public required int Duration { get; init; }

    public required int Cost { get; init; }

    public required int Status { get; init; }

    public required int Hardware { get; init; }

    public required int CodeVersion { get; init; }

    public required int DataVersion { get; init; }

    public required int Split { get; init; }

    public required int[] CurveRun { get; init; }

    public required int Step { get; init; }

    /// <summary>Columns that the map names nowhere, in the table's order.</summary>
    public required int[] Notes { get; init; }

    /// <summary>Sentences about headings that cost no run.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <exception cref="RunSourceException">The map does not fit: all missing and ambiguous columns in one message.</exception>
    public static MappedColumns Find(RunMap map, IReadOnlyList<string> columns, string file)
    {
        var headings = new Headings(columns);
        var found = new MappedColumns
        {
            Task = headings.Find("task", map.Task),
            Variant = headings.Find("variant", map.Variant),
            Parameters = [.. map.Parameters.Select(p => headings.Find($"parameters.{p.Name}", p.Column ?? p.Name))],
            Metrics = [.. map.Metrics.Select(m => m.Columns.Select(c => headings.Find($"metrics.{m.Name}", c)).ToArray())],
            Key = [.. map.Key.Select(k => headings.Find("key", k))],
            Seed = headings.Find("seed", map.Seed),
            Start = headings.Find("start", map.Start),
            End = headings.Find("end", map.End),
            Duration = headings.Find("duration", map.Duration),
            Cost = headings.Find("cost", map.Cost),
            Status = headings.Find("status", map.Status),
            Hardware = headings.Find("hardware", map.Hardware),
            CodeVersion = headings.Find("codeVersion", map.CodeVersion),
            DataVersion = headings.Find("dataVersion", map.DataVersion),
            Split = headings.Find("split", map.Split),
            CurveRun = map.Curve is { } curve ? [.. curve.Run.Select(r => headings.Find("curve.run", r))] : [],
            Step = headings.Find("curve.step", map.Curve?.Step),
            Notes = headings.Unused(),
            Remarks = headings.Remarks,
        };
        if (map.Metrics.Count == 0)
            headings.Problems.Add("metrics: The map names none. Say which columns are outcomes, and which way they are better.");
        return headings.Problems.Count == 0 ? found : throw new RunSourceException($"The map does not fit {file}:{string.Concat(headings.Problems.Select(p => $"{Environment.NewLine}  {p}"))}{headings.More}");
    }

    private sealed class Headings
    {
        private const int MostProblems = 30;

        private readonly IReadOnlyList<string> columns;
        private readonly ILookup<string, int> places;
        private readonly bool[] used;
        private int more;

        public Headings(IReadOnlyList<string> columns)
        {
            this.columns = columns;
            places = Enumerable.Range(0, columns.Count).ToLookup(i => columns[i].Trim(), StringComparer.OrdinalIgnoreCase);
            used = new bool[columns.Count];
        }

        public List<string> Problems { get; } = [];

        /// <summary>How many problems are not told.</summary>
        public string More => more == 0 ? "" : $"{Environment.NewLine}  and {more:N0} more";

        public List<string> Remarks { get; } = [];

        public int Find(string role, string? name)
        {
            if (name is null)
                return -1;
            var same = places[name.Trim()].ToArray();
            if (same.Length == 0)
                same = [.. places[name.Trim().Replace('.', '/')]];
            if (same.Length == 1)
            {
                used[same[0]] = true;
                return same[0];
            }

            // A map for quite another table names thousands of columns that are not there.
            if (Problems.Count >= MostProblems)
            {
                more++;
                return -1;
            }

            Problems.Add(same.Length == 0
                ? $"{role}: There is no column '{name}'. {NearestWord.Asked(name, columns.Take(2000))}The columns are {Listed()}."
                : $"{role}: The headings {string.Join(" and ", same.Select(i => $"'{columns[i]}' (column {i + 1})"))} are the same but for case and blanks. Rename one in the file.");
            return -1;
        }

        /// <summary>Of headings that are the same but for case and blanks only the first is kept, since notes are found by name.</summary>
        public int[] Unused()
        {
            var notes = new List<int>();
            foreach (var same in places)
            {
                var free = same.Where(i => !used[i]).ToArray();
                if (free.Length > 0)
                    notes.Add(free[0]);
                if (free.Length > 1)
                    Remarks.Add($"The headings {string.Join(" and ", free.Select(i => $"'{columns[i]}' (column {i + 1})"))} are the same but for case and blanks; only the first is kept as a note.");
            }

            return [.. notes.Order()];
        }

        private string Listed() => string.Join(", ", columns.Take(40)) + (columns.Count > 40 ? $" and {columns.Count - 40} more" : "");
    }
}
