using SdlPortal.Domain.Analytics.Profiles.Checks;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>Every value and row that lies far from the others, as a list: a superset of what the profile's findings name. Pure; one column per thread at a time.</summary>
public static class OutlierAnalysis
{
    private const double ColumnsShare = 0.8;

    public static TableAnalysis<OutlierSettings, OutlierList> Definition { get; } = new("outliers", 1, "Outliers", Of);

    private sealed record Described(TableColumnProfile Profile, double[] Sampled, List<(int Row, double Value, double Z)> Far, int Found, string? Remark);

    private static OutlierList Of(DataTable table, OutlierSettings settings, AnalysisStep step)
    {
        var columns = table.Columns.Count;
        var chosen = new ProfileSettings { Seed = settings.Seed };
        var sample = EvenlySpread.Of(table.Rows, chosen.MostSampled);
        var described = new Described[columns];
        var (gate, done) = (new Lock(), 0);
        Parallel.For(0, columns, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, step.Threads), CancellationToken = step.Cancellation }, c =>
        {
            described[c] = Describe(table, c, sample, settings, chosen);
            lock (gate)
                step.Report(ColumnsShare * ++done / columns, "looking at columns");
        });

        var look = new TableLook(table, chosen, [.. described.Select(d => d.Profile)], sample, [.. described.Select(d => d.Sampled)], [], [], step.Part(ColumnsShare, 1));
        var answer = JointDistances.Of(look);
        var p = new Dictionary<int, double>();
        var joint = new List<OutlyingRow>();
        for (var i = 0; answer.HasValue && i < answer.Value.Rows.Length; i++)
        {
            p[answer.Value.Rows[i]] = answer.Value.P(i);
            if (p[answer.Value.Rows[i]] < settings.Joint)
                joint.Add(new OutlyingRow(table.SourceRow(answer.Value.Rows[i]), answer.Value.Squared[i], p[answer.Value.Rows[i]]));
        }

        step.Report(1, null);
        var cells = described.SelectMany((d, c) => d.Far.Select(f => new OutlyingCell(table.SourceRow(f.Row), table.Columns[c].Name, f.Value, f.Z, p.GetValueOrDefault(f.Row, double.NaN))))
            .OrderByDescending(f => Math.Abs(f.ModifiedZ)).ThenBy(f => f.Row).ThenBy(f => f.Column, StringComparer.Ordinal).Take(settings.MostListed);
        return new OutlierList([.. cells], [.. joint.OrderByDescending(r => r.SquaredDistance).ThenBy(r => r.Row).Take(settings.MostListed)], described.Sum(d => d.Found), joint.Count,
            [.. described.Select(d => d.Remark).OfType<string>(), .. Said(answer, look)]);
    }

    private static IEnumerable<string> Said(MetaAnalysis.Runs.Answer<JointDistances> answer, TableLook look)
    {
        if (!answer.HasValue)
            yield return $"Rows have no joint distance. {answer.WhyNot}";
        else if (answer.Value.Rows.Length < look.Rows)
            yield return $"{answer.Value.Rows.Length:N0} of {look.Rows:N0} rows have a joint distance, over {Check.Names([.. answer.Value.Columns.Select(look.Name)])}; the others miss one of these, or are not in the sample.";
    }

    private static Described Describe(DataTable table, int c, int[] sample, OutlierSettings settings, ProfileSettings chosen)
    {
        var column = table.Columns[c];
        var values = table.Values(c);
        var sorted = ColumnSummaries.Sorted(values);
        var numbers = column.Kind == ColumnKind.Number ? ColumnProfiles.Numbers(sorted) : null;
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++)
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        var profile = new TableColumnProfile { Name = column.Name, Kind = column.Kind, Unit = column.Unit, Rows = values.Length, Present = sorted.Length, Infinite = values.Count(double.IsInfinity), Distinct = distinct, Numbers = numbers };
        var far = new List<(int Row, double Value, double Z)>();
        var found = 0;
        string? remark = null;
        if (numbers is { Mad: > 0 } && !Identifiers.Is(profile))
        {
            for (var row = 0; row < values.Length; row++)
            {
                var z = Robust.ModifiedZ(values[row], numbers.Median, numbers.Mad);
                if (!double.IsFinite(values[row]) || !(Math.Abs(z) > settings.Cut))
                    continue;
                found++;
                far.Add((row, values[row], z));
            }

            if (far.Count > settings.MostListed)
                far = [.. far.OrderByDescending(f => Math.Abs(f.Z)).ThenBy(f => f.Row).Take(settings.MostListed)];
        }
        else if (numbers is not null && distinct > 1 && !Identifiers.Is(profile))
        {
            remark = $"{column.Name} has no modified z-scores: half of its values are {Quantity.Text(numbers.Median, column.Unit)}.";
        }

        return new Described(profile, Array.ConvertAll(sample, r => values[r]), far, found, remark);
    }
}
