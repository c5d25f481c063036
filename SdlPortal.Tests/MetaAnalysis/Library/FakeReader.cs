using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.MetaAnalysis.Library;

/// <summary>Reads files with one number a line, each a run of everything a run can have; "bad" is a refused row, "torn" ends in damage, "note WORD" a remark.</summary>
internal sealed class FakeReader : IRunReader
{
    public string Format => "fake";

    public string Title => "Numbers of made-up runs";

    public bool NeedsMap => false;

    /// <summary>Called with every run that is read.</summary>
    public Action<int>? OnRun { get; init; }

    public bool Recognizes(string path) => path.EndsWith(".fake", StringComparison.Ordinal);

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken)
    {
        var lines = File.ReadAllLines(path);
        yield return new ParameterDeclared(new ParameterShape("lr", ParameterKind.Number, Scale.Log, null, 1e-4, 1), 0);
        yield return new MetricDeclared(new MetricShape("accuracy", map?.Task == "turned" ? MetricGoal.Minimize : MetricGoal.Maximize), 0);
        for (var i = 0; i < lines.Length; i++)
        {
            var fraction = (i + 1.0) / lines.Length;
            if (lines[i] == "bad")
                yield return new RowRefused($"line {i + 1}", "It is bad.", fraction);
            else if (lines[i] == "torn")
                throw new RunSourceException($"{path} ends in damage at line {i + 1}.");
            else if (lines[i].StartsWith("note ", StringComparison.Ordinal))
                yield return new Remarked(lines[i][5..], fraction);
            else
            {
                var number = int.Parse(lines[i], CultureInfo.InvariantCulture);
                OnRun?.Invoke(number);
                yield return new RunRead(Run(number), fraction);
            }
        }

        yield return new ParameterDeclared(new ParameterShape("solver", ParameterKind.Category) { Levels = ["adam", "lbfgs", "sgd"] }, 1);
    }

    /// <summary>The run of a number: always the same.</summary>
    public static RunRecord Run(int n)
    {
        List<NamedValue> parameters = [new("lr", Math.Pow(10, -(n % 40) / 10.0)), new("depth", n % 5)];
        if (n % 3 != 0)
            parameters.Add(new("solver", n % 3 == 1 ? "adam" : "sgd"));
        if (n % 3 == 2)
            parameters.Add(new("momentum", n % 10 / 10.0));
        parameters.Add(n % 7 == 0 ? new("max_features", "sqrt") : new("max_features", 0.5));
        return new RunRecord
        {
            Key = $"trial {n}",
            Task = n % 2 == 0 ? "iris" : "wine",
            Variant = n % 4 == 0 ? null : n % 4 == 1 ? "mlp" : "forest",
            Parameters = parameters,
            Metrics = n % 11 == 0 ? [] : [new("accuracy", n % 5 == 0 ? [0.5 + (n % 97 / 200.0), 0.6] : [0.5 + (n % 97 / 200.0)]), new("loss", n % 13 == 0 ? double.NaN : 1.0 / (n + 1))],
            Curves = n % 6 == 0 ? [new LearningCurve("loss", [1, 2, 3], [3, double.NaN, n])] : [],
            Status = n % 11 == 0 ? RunStatus.Failed : RunStatus.Completed,
            Start = n % 9 == 0 ? null : new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(n).AddTicks(n),
            DurationSeconds = n % 8 == 0 ? null : 10.0 + n,
            Cost = n % 2 == 0 ? 0.25 * n : null,
            Hardware = n % 5 == 0 ? "gpu" : null,
            Seed = (n % 3).ToString(CultureInfo.InvariantCulture),
            CodeVersion = n % 5 == 1 ? "abc" : null,
            DataVersion = "v1",
            Split = "validation",
            Origin = $"line {n}",
            Notes = [new("model", n % 4 == 1 ? "MLP" : "RF"), new("n_samples", 100 * (1 + (n % 2)))],
        };
    }
}
