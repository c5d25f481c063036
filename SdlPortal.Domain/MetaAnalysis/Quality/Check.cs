using SdlPortal.Domain.Optimization.ModelHealth;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>A check while it looks: collects findings and makes the result. Used by one thread.</summary>
/// <param name="id">See <see cref="CheckNames"/>.</param>
internal sealed class Check(string id, CheckedRuns runs)
{
    private readonly List<QualityFinding> findings = [];

    public string Title { get; } = CheckNames.Title(id);

    public int Found => findings.Count;

    public void Add(FindingSeverity severity, string sentence, string remedy, RowSet? rows = null, string? task = null, string? source = null, string? column = null, Func<int, string>? example = null)
    {
        var about = rows ?? RowSet.None;
        findings.Add(new QualityFinding
        {
            Check = id,
            Title = Title,
            Severity = severity,
            Sentence = sentence,
            Remedy = remedy,
            Selector = about,
            Task = task,
            Source = source,
            Column = column,
            Examples = example is null ? [] : [.. about.First(runs.Options.ExamplesPerFinding).Select(row => new FindingExample(row, example(row)))],
        });
    }

    public CheckResult NotChecked(string why) => new(id, Title, CheckState.NotChecked, why, []);

    /// <param name="looked">What was looked at, as a sentence.</param>
    public CheckResult Result(string looked)
    {
        if (findings.Count == 0)
            return new CheckResult(id, Title, CheckState.Passed, looked, []);
        var most = runs.Options.FindingsPerCheck;
        QualityFinding[] heaviest = [.. findings.OrderByDescending(f => f.Severity)];
        return new CheckResult(id, Title, CheckState.Found, heaviest.Length > most ? $"{looked} {heaviest.Length} findings; the {most} heaviest are listed." : looked, [.. heaviest.Take(most)]);
    }

    /// <summary>"1 run", "2,000 runs".</summary>
    public static string Count(long number, string singular, string? plural = null) => $"{number:N0} {(number == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>"12 %"; "under 1 %".</summary>
    public static string Percent(double share) => HealthChecks.Percent(share).Replace(' ', '\u00a0');

    /// <summary>"a, b and c"; more than five are counted.</summary>
    public static string Names(IReadOnlyList<string> names) => HealthChecks.Names(names);

    /// <summary>"has" after one, "have" after several.</summary>
    public static string Verb(long number, string one, string several) => number == 1 ? one : several;
}
