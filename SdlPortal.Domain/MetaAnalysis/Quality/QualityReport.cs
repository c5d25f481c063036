namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>What all checks say of a table of runs: findings, what was checked without finding anything, and what could not be checked and why. Immutable.</summary>
public sealed record QualityReport
{
    /// <summary>The metric that outcomes were read from; null where none was named.</summary>
    public required string? Metric { get; init; }

    /// <summary>Rows of the table.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that were left out since a person had excluded them.</summary>
    public required int Excluded { get; init; }

    /// <summary>Rows that were checked and have a finite outcome.</summary>
    public required int WithOutcome { get; init; }

    public required int Tasks { get; init; }

    /// <summary>Every check once, in the order of <see cref="CheckNames.All"/>.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>The columns that were checked: parameters, metrics, duration, cost and start.</summary>
    public required IReadOnlyList<ColumnProfile> Columns { get; init; }

    /// <summary>All findings, heaviest first, then in the order of the checks.</summary>
    public IReadOnlyList<QualityFinding> Findings => [.. Checks.SelectMany(c => c.Findings).OrderByDescending(f => f.Severity)];

    /// <summary>True where a finding blocks the analysis.</summary>
    public bool Blocks => Checks.Any(c => c.Findings.Any(f => f.Severity == FindingSeverity.Blocks));
}
