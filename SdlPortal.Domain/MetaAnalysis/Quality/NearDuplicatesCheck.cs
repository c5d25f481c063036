using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>
/// Configurations of a task that differ by less than a tolerance in every numeric parameter: rounded copies. Exact, in the time of sorting: what cannot be near without being equal goes into a hash, two columns make a grid whose
/// neighboring cells are swept, the rest is compared. The tolerance shrinks until evenly spread configurations would hardly ever be that near by chance. Pure.
/// </summary>
internal static class NearDuplicatesCheck
{
    private const long MostComparisons = 30_000_000;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.NearDuplicates, runs);
        var search = new Search(runs, cancellationToken);
        if (!search.Any)
            return check.NotChecked("No numeric parameter takes values close enough to be nearly the same.");
        search.Run();
        var (pairs, tolerance) = (search.Pairs, search.Tolerance);
        if (pairs.Count > 0)
        {
            var table = runs.Table;
            var across = pairs.Where(p => table.Sources.Codes[p.A] != table.Sources.Codes[p.B]).ToList();
            var within = pairs.Where(p => table.Sources.Codes[p.A] == table.Sources.Codes[p.B]).ToList();
            Report(check, runs, across, $"in different sources", tolerance, FindingSeverity.Warns, "They look like the same experiment with rounded or measured settings; exclude one side if it is.", search.Stopped);
            Report(check, runs, within, $"in the same source", tolerance, FindingSeverity.Notes, "Look whether they are repetitions whose settings differ by rounding; then round the parameter by a rule, and they count as one configuration.", search.Stopped);
        }

        return check.Result($"Different configurations of a task were compared within {Quantity.Text(100 * tolerance, digits: 2)}\u00a0% of the range of every numeric parameter{(tolerance < runs.Options.NearTolerance ? $" (less than the {Quantity.Text(100 * runs.Options.NearTolerance, digits: 2)}\u00a0% asked for, since so many runs come that near by chance)" : "")}.");
    }

    private static void Report(Check check, CheckedRuns runs, List<(int A, int B)> pairs, string where, double tolerance, FindingSeverity severity, string remedy, bool stopped)
    {
        if (pairs.Count == 0)
            return;
        var partner = new Dictionary<int, int>();
        foreach (var (a, b) in pairs)
            partner.TryAdd(Math.Max(a, b), Math.Min(a, b));
        var differ = pairs.Count(p => runs.Result[p.A] != runs.Result[p.B]);
        check.Add(severity, $"{(stopped ? "At least " : "")}{Check.Count(pairs.Count, "pair")} of configurations {where} {Check.Verb(pairs.Count, "differs", "differ")} by less than {Quantity.Text(100 * tolerance, digits: 2)}\u00a0% of the range in every numeric parameter and agree in all else; {differ:N0} came out differently.",
            remedy, RowSet.Of(partner.Keys), example: row => $"row {partner[row]} and this: {string.Join("; ", runs.Parameters.Where(p => !p.Values[row].Equals(p.Values[partner[row]])).Take(3).Select(p => $"{p.Shape.Name} {Quantity.Text(p.Values[partner[row]], digits: 8)} and {Quantity.Text(p.Values[row], p.Shape.Unit, 8)}"))}; {Quantity.Text(runs.Outcome[partner[row]])} and {runs.ShownOutcome(row)}");
    }

    private sealed class Search
    {
        private readonly CheckedRuns runs;
        private readonly CancellationToken cancellationToken;
        private readonly List<(ParameterColumn Column, double Low, double Width, bool Log, int Distinct)> near = [];
        private readonly List<(ParameterColumn Column, ulong Key)> exact = [];
        private long compared;

        public Search(CheckedRuns runs, CancellationToken cancellationToken)
        {
            (this.runs, this.cancellationToken) = (runs, cancellationToken);
            Tolerance = runs.Options.NearTolerance;
            foreach (var column in runs.Parameters)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var profile = runs.Profiles.First(p => p.Role == ColumnRole.Parameter && p.Name == column.Shape.Name);
                if (profile.Numbers is { } numbers && column.Shape.Kind == ParameterKind.Number)
                {
                    var log = column.Shape.Scale == Scale.Log && numbers.Min > 0;
                    double On(double v) => log ? Math.Log10(v) : v;
                    var (low, high) = numbers.P99 > numbers.P01 ? (On(numbers.P01), On(numbers.P99)) : (On(numbers.Min), On(numbers.Max));
                    if (profile.SmallestGap <= Tolerance * (high - low))
                    {
                        near.Add((column, low, high - low, log, profile.Distinct));
                        continue;
                    }
                }

                exact.Add((column, Fingerprint.Of(column.Shape.Name)));
            }

            near.Sort((a, b) => a.Distinct != b.Distinct ? b.Distinct.CompareTo(a.Distinct) : string.CompareOrdinal(a.Column.Shape.Name, b.Column.Shape.Name));
        }

        public bool Any => near.Count > 0;

        public double Tolerance { get; private set; }

        public bool Stopped { get; private set; }

        public List<(int A, int B)> Pairs { get; } = [];

        public void Run()
        {
            var keys = new ulong[runs.Table.Count];
            foreach (var row in runs.Live)
            {
                var sum = (ulong)(runs.Table.Variants.Codes[row] + 1);
                foreach (var (column, key) in exact)
                    sum += double.IsNaN(column.Values[row]) ? 0 : Fingerprint.Mix(key ^ Fingerprint.Of(column.Values[row]));
                for (var j = 0; j < near.Count; j++)
                    sum += double.IsFinite(near[j].Column.Values[row]) ? 0 : Fingerprint.Mix((ulong)j + 17);
                keys[row] = sum;
            }

            // One row stands for all that are exactly equal.
            var doubles = new HashSet<int>(runs.Repeats.SelectMany(r => r.Skip(1)));
            var groups = new List<int[]>();
            foreach (var task in runs.Tasks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                groups.AddRange(Fingerprint.Groups(doubles.Count == 0 ? task.Rows : Array.FindAll(task.Rows, r => !doubles.Contains(r)), keys));
            }

            while (ByChance(groups) > runs.Options.Level)
                Tolerance /= 2;
            foreach (var group in groups)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Sweep(group);
            }
        }

        /// <summary>Pairs that evenly spread configurations would make: Σ m²/2 (2 tolerance)^columns.</summary>
        private double ByChance(List<int[]> groups)
        {
            var sum = 0.0;
            foreach (var group in groups)
            {
                var active = near.Count(n => double.IsFinite(n.Column.Values[group[0]]));
                sum += active == 0 ? 0 : 0.5 * group.Length * group.Length * Math.Pow(2 * Tolerance, active);
            }

            return sum;
        }

        private double Place((ParameterColumn Column, double Low, double Width, bool Log, int Distinct) column, int row)
        {
            var value = column.Column.Values[row];
            return ((column.Log ? Math.Log10(value) : value) - column.Low) / column.Width;
        }

        private void Sweep(int[] rows)
        {
            var active = near.Where(n => double.IsFinite(n.Column.Values[rows[0]])).ToArray();
            if (active.Length == 0)
                return;

            // Cells of the first column in ascending order, and within a cell the second column ascending.
            var cells = Array.ConvertAll(rows, r => (long)Math.Floor(Math.Clamp(Place(active[0], r), -1e6, 1e6) / Tolerance));
            var second = Array.ConvertAll(rows, r => active.Length > 1 ? Place(active[1], r) : 0);
            var order = new int[rows.Length];
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            Array.Sort((long[])cells.Clone(), order);
            for (var i = 0; i < order.Length;)
            {
                var end = i + 1;
                while (end < order.Length && cells[order[end]] == cells[order[i]])
                    end++;
                var cell = order[i..end];
                Array.Sort(Array.ConvertAll(cell, o => second[o]), cell);
                cell.CopyTo(order, i);
                i = end;
            }

            var start = 0;
            while (start < order.Length && !Stopped)
            {
                var end = start + 1;
                while (end < order.Length && cells[order[end]] == cells[order[start]])
                    end++;
                var nextEnd = end;
                while (nextEnd < order.Length && cells[order[nextEnd]] == cells[order[start]] + 1)
                    nextEnd++;
                var low = end;
                for (var i = start; i < end; i++)
                {
                    for (var j = i + 1; j < end && second[order[j]] - second[order[i]] <= Tolerance; j++)
                        Compare(active, rows[order[i]], rows[order[j]]);
                    while (low < nextEnd && second[order[low]] < second[order[i]] - Tolerance)
                        low++;
                    for (var j = low; j < nextEnd && second[order[j]] <= second[order[i]] + Tolerance; j++)
                        Compare(active, rows[order[i]], rows[order[j]]);
                    if (compared > MostComparisons)
                    {
                        Stopped = true;
                        return;
                    }
                }

                start = end;
            }
        }

        private void Compare((ParameterColumn Column, double Low, double Width, bool Log, int Distinct)[] active, int a, int b)
        {
            compared++;
            foreach (var column in active)
            {
                if (!(Math.Abs(Place(column, a) - Place(column, b)) <= Tolerance))
                    return;
            }

            Pairs.Add((a, b));
        }
    }
}
