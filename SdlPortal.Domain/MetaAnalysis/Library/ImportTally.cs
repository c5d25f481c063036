using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>Counts the items of a source as they pass. Not safe for several threads.</summary>
internal sealed class ImportTally
{
    private const int MostRemarks = 1000;

    private readonly SortedDictionary<RunStatus, int> statuses = [];
    private readonly Dictionary<string, int> tasks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParameterTally> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetricTally> metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> notes = new(StringComparer.Ordinal);
    private readonly List<Refusal> refusals = [];
    private readonly List<string> remarks = [];

    public int Runs { get; private set; }

    public int Refused { get; private set; }

    public void Add(RunItem item)
    {
        switch (item)
        {
            case RunRead { Run: var run }:
                Add(run);
                break;
            case ParameterDeclared { Shape: var shape }:
                Of(parameters, shape.Name).Declare(shape);
                break;
            case MetricDeclared { Shape: var shape }:
                Of(metrics, shape.Name).Declare(shape);
                break;
            case RowRefused refused:
                Refuse(refused.Where, refused.Reason);
                break;
            case Remarked { Sentence: var sentence } when remarks.Count < MostRemarks && !remarks.Contains(sentence, StringComparer.Ordinal):
                remarks.Add(sentence);
                break;
        }
    }

    public void Refuse(string where, string reason)
    {
        Refused++;
        if (refusals.Count < SourceManifest.MostRefusals)
            refusals.Add(new Refusal(where, reason));
    }

    /// <summary>What was counted; the caller fills in where it came from.</summary>
    public SourceManifest Manifest(string format, string name) => new()
    {
        Id = "",
        Name = name,
        Format = format,
        ContentSha256 = "",
        ContentBytes = 0,
        Runs = Runs,
        Statuses = [.. statuses.Select(s => new StatusCount(s.Key, s.Value))],
        Tasks = [.. tasks.OrderBy(t => t.Key, StringComparer.Ordinal).Take(SourceManifest.MostNames).Select(t => new TaskCount(t.Key, t.Value))],
        TaskCount = tasks.Count,
        Parameters = [.. parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value.Result(p.Key))],
        Metrics = [.. metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value.Result(m.Key))],
        Notes = [.. notes.OrderBy(n => n.Key, StringComparer.Ordinal).Take(SourceManifest.MostNames).Select(n => new NameCount(n.Key, n.Value))],
        Refused = Refused,
        Refusals = [.. refusals],
        Remarks = [.. remarks],
        ImportedAt = default,
        ImportedBy = "",
        Reader = "",
        Chunks = [],
    };

    private void Add(RunRecord run)
    {
        Runs++;
        statuses[run.Status] = statuses.GetValueOrDefault(run.Status) + 1;
        tasks[run.Task] = tasks.GetValueOrDefault(run.Task) + 1;
        for (var i = 0; i < run.Parameters.Count; i++)
            Of(parameters, run.Parameters[i].Name).Add(run.Parameters[i].Value);
        for (var i = 0; i < run.Metrics.Count; i++)
            Of(metrics, run.Metrics[i].Name).Add(run.Metrics[i].Replicates);
        for (var i = 0; i < run.Notes.Count; i++)
            notes[run.Notes[i].Name] = notes.GetValueOrDefault(run.Notes[i].Name) + 1;
    }

    private static T Of<T>(Dictionary<string, T> all, string name)
        where T : new()
    {
        if (!all.TryGetValue(name, out var one))
            all.Add(name, one = new T());
        return one;
    }

    private sealed class ParameterTally
    {
        private ParameterShape? declared;
        private int runs;
        private int texts;
        private bool whole = true;
        private (double Low, double High) seen = (double.PositiveInfinity, double.NegativeInfinity);

        public void Declare(ParameterShape shape)
        {
            var known = shape with { Low = Finite(shape.Low), High = Finite(shape.High), Step = Finite(shape.Step) };
            declared = declared is null ? known : Wider(declared, known);
        }

        public void Add(ParameterValue value)
        {
            runs++;
            if (!value.IsNumber)
            {
                texts++;
                return;
            }

            var number = value.Number;
            seen = (Math.Min(seen.Low, number), Math.Max(seen.High, number));
            whole = whole && Math.Floor(number) == number;
        }

        public SourceParameter Result(string name)
        {
            var inferred = texts > 0 ? ParameterKind.Category : whole && runs > 0 ? ParameterKind.Integer : ParameterKind.Number;
            return new SourceParameter(declared ?? new ParameterShape(name, inferred), declared is not null, runs, texts, Finite(seen.Low), Finite(seen.High));
        }

        private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

        private static ParameterShape Wider(ParameterShape one, ParameterShape other) => one with
        {
            Kind = one.Kind == other.Kind ? one.Kind : one.IsCategory || other.IsCategory ? ParameterKind.Category : ParameterKind.Number,
            Scale = one.Scale == Scale.Log || other.Scale == Scale.Log ? Scale.Log : Scale.Linear,
            Unit = one.Unit ?? other.Unit,
            Low = one.Low is { } low && other.Low is { } otherLow ? Math.Min(low, otherLow) : null,
            High = one.High is { } high && other.High is { } otherHigh ? Math.Max(high, otherHigh) : null,
            Step = one.Step == other.Step ? one.Step : null,
            Levels = [.. one.Levels.Union(other.Levels, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    private sealed class MetricTally
    {
        private MetricShape? declared;
        private bool disagree;
        private int runs;
        private int replicates;

        public void Declare(MetricShape shape)
        {
            disagree = disagree || (declared?.Goal is { } one && shape.Goal is { } other && one != other);
            declared = declared is null ? shape : declared with { Goal = disagree ? null : declared.Goal ?? shape.Goal, Unit = declared.Unit ?? shape.Unit };
        }

        public void Add(IReadOnlyList<double> values)
        {
            replicates = Math.Max(replicates, values.Count);
            for (var i = 0; i < values.Count; i++)
            {
                if (!double.IsNaN(values[i]))
                {
                    runs++;
                    return;
                }
            }
        }

        public SourceMetric Result(string name) => new(declared ?? new MetricShape(name, null), runs, replicates);
    }
}
