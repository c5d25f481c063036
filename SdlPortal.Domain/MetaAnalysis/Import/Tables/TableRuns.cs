using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>
/// Reads the runs of a table in two passes: the first decides what each column holds, the second makes the runs. Memory does not grow with the file
/// unless rows are steps of runs: then 16 bytes per run are held, and everything where the steps of a run stand apart. Whether keys repeat is for whoever stores the runs to see.
/// </summary>
internal static class TableRuns
{
    /// <summary>The part of the work that the first pass is.</summary>
    private const double FirstPass = 0.35;

    private const int RowsPerLook = 1024;
    private const int MostScatteredSteps = 2_000_000;

    /// <param name="declared">What is known of parameters beside the table (bounds, choices); given by the map's names.</param>
    public static IEnumerable<RunItem> Read(TableFile file, RunMap map, IReadOnlyList<ParameterShape> declared, CancellationToken cancellationToken)
    {
        // A map that does not fit is refused before the whole file is read; lines of JSON have no heading.
        if (file.Layout == TableLayout.Separated)
        {
            using var heading = file.Rows();
            MappedColumns.Find(map, heading.Columns, file.Name);
        }

        var survey = Survey(ref file, map, cancellationToken);
        var columns = survey.Columns;
        var mapper = new RowMapper(map, columns, survey.Census, file);
        foreach (var remark in Remarks(file, map, columns, survey))
            yield return new Remarked(remark, FirstPass);
        foreach (var parameter in mapper.Parameters)
            yield return new ParameterDeclared(declared.FirstOrDefault(d => d.Name == parameter.Shape.Name) ?? parameter.Shape, FirstPass);
        for (var m = 0; m < map.Metrics.Count; m++)
            yield return new MetricDeclared(new MetricShape(map.Metrics[m].Name, map.Metrics[m].Goal, map.Metrics[m].Unit ?? survey.Census.Columns[columns.Metrics[m][0]].Unit), FirstPass);

        foreach (var item in map.Curve is null ? Rows(file, mapper, cancellationToken) : Curves(file, mapper, map.Curve, columns, survey.IsScattered, cancellationToken))
            yield return item;

        foreach (var parameter in mapper.Parameters.Where(p => p.Choices is { Texts.Count: > 0 }))
        {
            if (parameter.Choices!.Overflowed)
                yield return new Remarked($"Parameter {parameter.Shape.Name} has more than {ParameterReading.MostChoices:N0} different choices. If it tells the runs apart, map it as a key.", 1);
            else if (declared.All(d => d.Name != parameter.Shape.Name))
                yield return new ParameterDeclared(parameter.Shape with { Levels = parameter.Choices.Texts.Order(StringComparer.Ordinal).ToEquatableList() }, 1);
        }

        foreach (var sentence in mapper.Tally.Sentences)
            yield return new Remarked(sentence, 1);
    }

    private static TableSurvey Survey(ref TableFile file, RunMap map, CancellationToken cancellationToken)
    {
        var check = new Utf8Check();
        var survey = Survey(file, map, check, cancellationToken);
        if (!check.Failed)
            return survey;
        if (file.Layout != TableLayout.Separated)
            return survey;
        // The first bytes were plain and only later ones are not UTF-8.
        file = file with { Encoding = TableFile.Latin };
        return Survey(file, map, null, cancellationToken);
    }

    private static TableSurvey Survey(TableFile file, RunMap map, Utf8Check? check, CancellationToken cancellationToken)
    {
        using var rows = file.Rows(check);
        var plain = PlainColumns(map);
        var scatter = map.Curve is null ? null : new ScatterWatch(map.Curve);
        var census = TableCensus.Take(rows, file.DecimalComma, name => plain.Contains(name) ? CensusDepth.None : CensusDepth.Counts, 0, scatter is null ? null : scatter.Look, cancellationToken);
        if (census.Rows == 0)
            throw new RunSourceException($"{file.Name} has headings and no rows, so there is nothing to import.");
        var columns = MappedColumns.Find(map, rows.Columns, file.Name);
        Refuse(file, map, columns, census);
        return new TableSurvey(census, columns, scatter?.IsScattered ?? false);
    }

    /// <summary>Columns whose cells are taken as texts, so that nothing about them needs counting.</summary>
    private static HashSet<string> PlainColumns(RunMap map)
    {
        var plain = new HashSet<string>(map.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var column in new[] { map.Task, map.Variant, map.Seed, map.Status, map.Hardware, map.CodeVersion, map.DataVersion, map.Split, map.Start, map.End, map.Duration })
        {
            if (column is not null)
                plain.Add(column);
        }

        plain.UnionWith(map.Parameters.Where(p => p.Kind == ParameterKind.Category).Select(p => p.Column ?? p.Name));
        plain.ExceptWith(map.Metrics.SelectMany(m => m.Columns).Concat(map.Parameters.Where(p => p.Kind != ParameterKind.Category).Select(p => p.Column ?? p.Name)));
        return plain;
    }

    private static void Refuse(TableFile file, RunMap map, MappedColumns columns, TableCensus census)
    {
        var problems = new List<string>();
        for (var m = 0; m < map.Metrics.Count; m++)
        {
            var replicates = columns.Metrics[m].Select(c => census.Columns[c]).ToList();
            if (map.Metrics[m].Levels.Count == 0 && replicates.All(c => c.Numbers + c.NumbersWithUnit + c.NotFinite == 0) && replicates.FirstOrDefault(c => c.FirstWord is not null && !StatusWords.TryRead(System.Text.Encoding.UTF8.GetBytes(c.FirstWord.Value.Text), out _)) is { } texts)
                problems.Add($"metrics.{map.Metrics[m].Name}: Column '{texts.Name}' holds no number but texts such as {Cells.Quote(texts.FirstWord!.Value.Text)} in line {texts.FirstWord.Value.Line}. Choose the column with the outcome.");
            foreach (var other in replicates.Where(c => map.Metrics[m].Unit is { } said && c.Unit is { } written && said != written))
                problems.Add($"metrics.{map.Metrics[m].Name}: The numbers of column '{other.Name}' are in {other.Unit}, the map says {map.Metrics[m].Unit}. Write the file's unit into the map.");
        }

        for (var p = 0; p < map.Parameters.Count; p++)
        {
            var column = census.Columns[columns.Parameters[p]];
            if (map.Parameters[p].Unit is { } said && column.Unit is { } written && said != written)
                problems.Add($"parameters.{map.Parameters[p].Name}: The numbers of column '{column.Name}' are in {written}, the map says {said}. Write the file's unit into the map; rules convert units later.");
            if (map.Parameters[p].Scale == Scale.Log && column.IsNumeric && column.Low <= 0)
                problems.Add(FormattableString.Invariant($"parameters.{map.Parameters[p].Name}: The scale is log and column '{column.Name}' goes down to {column.Low}, which has no logarithm. Use \"linear\"."));
        }

        if (problems.Count > 0)
            throw new RunSourceException($"The map does not fit {file.Name}:{string.Concat(problems.Select(p => $"{Environment.NewLine}  {p}"))}");
    }

    private static IEnumerable<string> Remarks(TableFile file, RunMap map, MappedColumns columns, TableSurvey survey)
    {
        if (file.Encoding is not null)
            yield return $"{file.Name} is not UTF-8; it was read as Latin-1 (Windows-1252). Look at names with accents or signs such as µ and °.";
        foreach (var remark in columns.Remarks)
            yield return remark;
        for (var p = 0; p < map.Parameters.Count; p++)
        {
            if (ParameterReading.Remark(map.Parameters[p], survey.Census.Columns[columns.Parameters[p]]) is { } remark)
                yield return remark;
        }
    }

    private static IEnumerable<RunItem> Rows(TableFile file, RowMapper mapper, CancellationToken cancellationToken)
    {
        using var rows = file.Rows();
        for (var count = 0L; rows.Read(); count++)
        {
            if (count % RowsPerLook == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var fraction = FirstPass + ((1 - FirstPass) * rows.Fraction);
            var row = mapper.Map(rows, out var problem);
            yield return row is null
                ? new RowRefused($"line {rows.Line}", problem!, fraction)
                : new RunRead(Outcome.Judge(row.Value, mapper.Tally, rows.Line), fraction);
        }
    }

    private static IEnumerable<RunItem> Curves(TableFile file, RowMapper mapper, MappedCurve curve, MappedColumns columns, bool isScattered, CancellationToken cancellationToken)
    {
        using var rows = file.Rows();
        var open = new Dictionary<string, RunGatherer>(StringComparer.Ordinal);
        var order = new List<RunGatherer>();
        var count = 0L;
        for (var held = 0L; rows.Read(); count++)
        {
            if (count % RowsPerLook == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var fraction = FirstPass + ((1 - FirstPass) * rows.Fraction);
            var row = mapper.Map(rows, out var problem);
            if (row is null)
            {
                yield return new RowRefused($"line {rows.Line}", problem!, fraction);
                continue;
            }

            var run = RowMapper.Join(rows, columns.CurveRun) ?? "";
            if (open.TryGetValue(run, out var gatherer))
            {
                if (gatherer.Add(row.Value) is { } reason)
                    yield return new RowRefused($"line {rows.Line}", reason, fraction);
            }
            else
            {
                if (!isScattered && order.Count > 0)
                {
                    yield return new RunRead(Outcome.Judge(order[0].Finish(), mapper.Tally, rows.Line), fraction);
                    open.Clear();
                    order.Clear();
                }

                gatherer = new RunGatherer(row.Value, curve);
                open.Add(run, gatherer);
                order.Add(gatherer);
            }

            if (isScattered && ++held > MostScatteredSteps)
                throw new RunSourceException($"The steps of a run stand apart in {file.Name}, and it has more than {MostScatteredSteps:N0} rows. Sort it by {string.Join(", ", curve.Run)} and import again.");
        }

        foreach (var gatherer in order)
            yield return new RunRead(Outcome.Judge(gatherer.Finish(), mapper.Tally, rows.Line), 1);
    }
}

/// <summary>What the first pass found.</summary>
/// <param name="IsScattered">True where the steps of a run do not stand together.</param>
internal sealed record TableSurvey(TableCensus Census, MappedColumns Columns, bool IsScattered);
