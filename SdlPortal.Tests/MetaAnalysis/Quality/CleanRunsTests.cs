using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

public sealed class CleanRunsTests
{
    /// <summary>Seven checks rest on tests at a level of 1 % each, so at most some 7 % of clean tables may be warned of; a bound of 10 of 60 holds with a chance of 99 % at that rate.</summary>
    [Fact]
    public void Clean_runs_are_hardly_ever_warned_of()
    {
        var warned = new List<string>();
        for (var seed = 1; seed <= 60; seed++)
        {
            var report = Check(CleanRuns.Of(seed, rows: 150 + (10 * seed), tasks: 1 + (seed % 7)));
            if (report.Findings.FirstOrDefault(f => f.Severity > FindingSeverity.Notes) is { } alarm)
                warned.Add($"{seed}: {alarm.Check}: {alarm.Sentence}");
        }

        Assert.True(warned.Count <= 10, string.Join('\n', warned));
    }

    [Fact]
    public void Of_clean_runs_every_check_says_that_nothing_was_found_or_why_it_was_not_made()
    {
        var report = Check(CleanRuns.Of(3));

        Assert.Equal(CheckNames.All.Select(c => c.Id), report.Checks.Select(c => c.Check));
        Assert.All(report.Checks, c => Assert.False(string.IsNullOrWhiteSpace(c.Sentence)));
        Assert.All(report.Checks, c => Assert.Equal(c.State == CheckState.Found, c.Findings.Count > 0));
        Assert.False(report.Blocks);
        Assert.Equal(6, report.Tasks);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Permuting_rows_and_columns_renames_the_rows_and_changes_nothing_else(int seed)
    {
        var table = Defective(seed);
        var random = new SeededRandom(seed);
        int[] order = [.. Enumerable.Range(0, table.Count)];
        random.Shuffle<int>(order);
        var shuffled = table.Rows(order) with { Parameters = [.. table.Rows(order).Parameters.Reverse()] };

        var (first, second) = (Check(table), Check(shuffled));

        Assert.Equal(Told(first), Told(second));
        Assert.All(first.Findings.Zip(second.Findings), pair => Assert.Equal(pair.First.RowCount, pair.Second.RowCount));
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var table = Defective(5);
        string Csv(int threads)
        {
            using var text = new StringWriter();
            QualityCsv.Write(QualityChecks.Run(table, new bool[table.Count], null, new QualityOptions { Now = CleanRuns.Now, Threads = threads }), text);
            return text.ToString();
        }

        Assert.Equal(Csv(1), Csv(4));
    }

    [Fact]
    public void Minimizing_is_maximizing_the_negation()
    {
        var table = Defective(7);
        string[] Sided(RunTable runs) => [.. Check(runs).Findings.Where(f => f.Check is not (CheckNames.Impossible or CheckNames.Plateaus)).Select(f => $"{f.Check} {f.Severity} {f.Task} {f.Column} {f.Selector}")];

        Assert.Equal(Sided(table), Sided(table.Negated()));
    }

    [Fact]
    public void Progress_rises_to_one_and_a_canceled_check_ends()
    {
        var seen = new List<double>();
        QualityChecks.Run(CleanRuns.Of(1), new bool[900], "strength", progress: new Listening(seen));
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1], 12);

        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => QualityChecks.Run(CleanRuns.Of(1), new bool[900], null, cancellationToken: canceled.Token));
    }

    internal static QualityReport Check(RunTable table, params int[] excluded)
    {
        var marks = new bool[table.Count];
        foreach (var row in excluded)
            marks[row] = true;
        return QualityChecks.Run(table, marks, null, new QualityOptions { Now = CleanRuns.Now, Threads = 2 });
    }

    /// <summary>Clean runs with copies, outliers, lost values, a wrong unit and crashes in one region.</summary>
    private static RunTable Defective(int seed)
    {
        var table = CleanRuns.Of(seed, 1200);
        table = table.Rows([.. Enumerable.Range(0, 1200), 5, 6, 7]);
        var outcomes = table.Metrics[0].Replicates[0];
        (outcomes[10], outcomes[11]) = (60, -70);
        for (var i = 0; i < 40; i++)
            table.Parameters[4].Values[i * 13] = double.NaN;
        for (var i = 0; i < table.Count; i++)
        {
            if (table.Parameters[0].Values[i] > 170 && i % 3 > 0)
                (table.Status[i], outcomes[i]) = (RunStatus.Failed, double.NaN);
            if (table.Tasks[i] == "task C0")
                table.Parameters[1].Values[i] *= 1e6;
        }

        return table;
    }

    private static string[] Told(QualityReport report) => [.. report.Checks.SelectMany(c => c.Findings.Select(f => $"{f.Check} {f.Severity} {f.Task} {f.Sentence}").Append($"{c.State} {c.Sentence}"))];

    private sealed class Listening(List<double> seen) : IProgress<double>
    {
        public void Report(double value) => seen.Add(value);
    }
}
