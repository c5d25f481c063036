using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Proposals;

/// <summary>Guesses what the columns of one table are. Used once.</summary>
internal sealed class Proposer(TablePreview preview)
{
    /// <summary>From this ratio of the largest to the smallest value on, a positive parameter is laid out evenly in its logarithm.</summary>
    private const double LogFrom = 100;

    /// <summary>Values drawn evenly have their mean in the middle of their range, values drawn evenly in the logarithm far below.</summary>
    private const double LogMean = 0.3;

    private readonly Dictionary<ColumnRole, string> single = [];
    private readonly ProposedColumn?[] guesses = new ProposedColumn?[preview.Columns.Count];
    private readonly List<MappedParameter> parameters = [];
    private readonly Dictionary<string, (List<string> Columns, MetricGoal Goal, string? Unit)> metrics = new(StringComparer.OrdinalIgnoreCase);
    private readonly HeadingParts[] headings = [.. preview.Columns.Select(c => HeadingParts.Of(c.Name))];
    private MappedCurve? curve;
    private List<string> key = [];

    public MapProposal Propose()
    {
        GuessReplicates();
        for (var i = 0; i < guesses.Length; i++)
            guesses[i] ??= GuessByHeading(i);
        GuessKey();
        for (var i = 0; i < guesses.Length; i++)
            guesses[i] ??= GuessByValues(i);
        if (metrics.Count == 0)
            GuessLastNumber();
        AddParameters();
        var map = new RunMap
        {
            Task = single.GetValueOrDefault(ColumnRole.Task),
            Variant = single.GetValueOrDefault(ColumnRole.Variant),
            Parameters = parameters.ToEquatableList(),
            Metrics = metrics.Select(m => new MappedMetric(m.Key, m.Value.Columns.ToEquatableList(), m.Value.Goal, m.Value.Unit)).ToEquatableList(),
            Key = key.ToEquatableList(),
            Seed = single.GetValueOrDefault(ColumnRole.Seed),
            Start = single.GetValueOrDefault(ColumnRole.Start),
            End = single.GetValueOrDefault(ColumnRole.End),
            Duration = single.GetValueOrDefault(ColumnRole.Duration),
            Cost = single.GetValueOrDefault(ColumnRole.Cost),
            Status = single.GetValueOrDefault(ColumnRole.Status),
            Hardware = single.GetValueOrDefault(ColumnRole.Hardware),
            CodeVersion = single.GetValueOrDefault(ColumnRole.CodeVersion),
            DataVersion = single.GetValueOrDefault(ColumnRole.DataVersion),
            Split = single.GetValueOrDefault(ColumnRole.Split),
            Curve = curve,
        };
        return new MapProposal(map, guesses.Select(g => g!).ToEquatableList());
    }

    private PreviewColumn Column(int i) => preview.Columns[i];

    private static bool IsNumeric(PreviewColumn column) => column.Kind is ParameterKind.Number or ParameterKind.Integer;

    private ProposedColumn Say(int i, ColumnRole role, string reason, string? name = null) => new(Column(i).Name, role, name, reason);

    private void GuessReplicates()
    {
        foreach (var group in Enumerable.Range(0, guesses.Length).Where(i => headings[i].Stem is not null && IsNumeric(Column(i))).GroupBy(i => headings[i].Stem!, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            var (goal, why) = Goal(ColumnWords.Split(group.Key), null);
            metrics[group.Key] = ([.. group.Select(i => Column(i).Name)], goal, headings[group.First()].Unit);
            foreach (var i in group)
                guesses[i] = Say(i, ColumnRole.Metric, $"One of {group.Count()} replicates of {group.Key}, since the headings differ in a number only. {why}", group.Key);
        }
    }

    private ProposedColumn? GuessByHeading(int i)
    {
        var (column, heading) = (Column(i), headings[i]);
        var words = ColumnWords.Split(heading.Name);
        if (column.Filled == 0)
            return Say(i, ColumnRole.Note, "All cells are blank in the rows that were looked at.");
        if (heading.Role == ColumnRole.Metric && IsNumeric(column))
            return Metric(i, heading.Goal, $"An outcome, as the heading says.");
        if (heading.Role == ColumnRole.Note)
            return Say(i, ColumnRole.Note, "The heading says that it is an attribute, no setting.");
        if (heading.Role == ColumnRole.Parameter)
            return null;
        if (ColumnWords.RoleOf(words) is { } role)
        {
            if (role is ColumnRole.Note or ColumnRole.Key or ColumnRole.Step)
                return role == ColumnRole.Note ? Say(i, ColumnRole.Note, $"'{column.Name}' is usually a remark or a place in a list, no setting.") : null;
            if (Fits(role, column) && single.TryAdd(role, column.Name))
                return Say(i, role, Because(role, column));
        }

        return IsNumeric(column) && !LooksLikeSetting(words) && (ColumnWords.LargerWord(words) ?? ColumnWords.SmallerWord(words) ?? ColumnWords.OutcomeWord(words)) is not null ? Metric(i, null, "") : null;
    }

    private static bool LooksLikeSetting(string[] words) =>
        ColumnWords.IsSetting(words) && (words.Length == 0 || (ColumnWords.LargerWord([words[^1]]) ?? ColumnWords.SmallerWord([words[^1]])) is null) && !(words is [.., "error" or "success" or "hit" or "win" or "failure", "rate"]);

    /// <summary>A heading alone is not enough: the values have to be of that sort.</summary>
    private static bool Fits(ColumnRole role, PreviewColumn column) => role switch
    {
        ColumnRole.Task or ColumnRole.Variant => column.Distinct < column.Filled && !(role == ColumnRole.Variant && column.Kind == ParameterKind.Number) && column.Kind != ParameterKind.Number,
        ColumnRole.Status => column.Examples.All(e => StatusWords.TryRead(System.Text.Encoding.UTF8.GetBytes(e), out _)),
        ColumnRole.Start or ColumnRole.End => column.Examples.All(e => PointInTime.TryRead(System.Text.Encoding.UTF8.GetBytes(e), false, out _, out _, out _)),
        ColumnRole.Duration => column.Examples.All(e => LengthOfTime.TryRead(System.Text.Encoding.UTF8.GetBytes(e), false, out _)),
        ColumnRole.Cost => IsNumeric(column),
        ColumnRole.Seed => column.Kind != ParameterKind.Number,
        ColumnRole.CodeVersion or ColumnRole.DataVersion or ColumnRole.Split => column.Distinct < column.Filled || column.Filled == 1,
        _ => true,
    };

    private static string Because(ColumnRole role, PreviewColumn column) => role switch
    {
        ColumnRole.Task => $"The task, by its name; {column.Distinct} different in the rows that were looked at.",
        ColumnRole.Variant => $"The variant, by its name; it could be a parameter too.",
        ColumnRole.Status => $"The status: {string.Join(", ", column.Examples.Take(4))} are known words.",
        ColumnRole.Start => "When the run began, by its name; the values are points in time.",
        ColumnRole.End => "When the run ended, by its name; the values are points in time.",
        ColumnRole.Duration => "How long the run took in seconds, by its name; check the unit.",
        ColumnRole.Cost => "What the run cost, by its name; it could be a metric too.",
        ColumnRole.Seed => "The seed, by its name.",
        _ => "By its name.",
    };

    private ProposedColumn Metric(int i, MetricGoal? said, string why)
    {
        var (column, heading) = (Column(i), headings[i]);
        var name = metrics.ContainsKey(heading.Name) ? column.Name : heading.Name;
        var (goal, reason) = Goal(ColumnWords.Split(heading.Name), said);
        metrics[name] = ([column.Name], goal, heading.Unit);
        return Say(i, ColumnRole.Metric, $"{why} {reason}".Trim(), name);
    }

    private static (MetricGoal Goal, string Reason) Goal(string[] words, MetricGoal? said)
    {
        if (said is { } known)
            return (known, $"To {known.ToString().ToLowerInvariant()}, as the heading says.");
        return GoalWords.Find(words) switch
        {
            (MetricGoal.Minimize, { } word) => (MetricGoal.Minimize, $"To minimize, since '{word}' is usually better when smaller."),
            (MetricGoal.Maximize, { } word) => (MetricGoal.Maximize, $"To maximize, since '{word}' is usually better when larger."),
            _ => (MetricGoal.Maximize, "Nothing says which way it is better: maximize is a guess, check it."),
        };
    }

    /// <summary>Columns named like identifiers are the key where they tell the rows apart; where a column of steps is needed for that, rows are steps of runs.</summary>
    private void GuessKey()
    {
        var named = Enumerable.Range(0, guesses.Length).Where(i => guesses[i] is null && headings[i].Role is null && ColumnWords.RoleOf(ColumnWords.Split(headings[i].Name)) == ColumnRole.Key && Column(i).Kind != ParameterKind.Number && Column(i).Distinct > 1).ToList();
        var steps = Enumerable.Range(0, guesses.Length).Where(i => guesses[i] is null && headings[i].Role is null && ColumnWords.RoleOf(ColumnWords.Split(headings[i].Name)) == ColumnRole.Step && IsNumeric(Column(i))).ToList();
        var alone = named.FirstOrDefault(i => Column(i).Distinct == preview.RowsRead && !Column(i).HasMoreDistinct, -1);
        var tasks = single.TryGetValue(ColumnRole.Task, out var task) ? preview.Columns.First(c => c.Name == task).Distinct : 1;
        // An upper bound of the different combinations: below it they surely repeat.
        var combinations = named.Aggregate((double)tasks, (product, i) => product * Column(i).Distinct);
        if (alone >= 0)
        {
            key = [Column(alone).Name];
            guesses[alone] = Say(alone, ColumnRole.Key, "Different in every row, so it tells the runs apart.");
        }
        else if (named.Count > 0 && combinations >= preview.RowsRead)
        {
            key = [.. task is null ? [] : (string[])[task], .. named.Select(i => Column(i).Name)];
            foreach (var i in named)
                guesses[i] = Say(i, ColumnRole.Key, key.Count == 1 ? "Named like a number of the run." : $"Tells the runs apart together with {string.Join(", ", key.Where(k => k != Column(i).Name))}.");
        }
        else if (named.Count > 0 && steps.Count > 0)
        {
            var step = steps.MaxBy(i => Column(i).Distinct);
            var run = named.Select(i => Column(i).Name);
            curve = new MappedCurve([.. task is null ? [] : (string[])[task], .. run], Column(step).Name);
            guesses[step] = Say(step, ColumnRole.Step, $"Rows of the same {string.Join(", ", curve.Run)} differ in it: they are steps of one run.");
            foreach (var i in named)
                guesses[i] = Say(i, ColumnRole.Key, "Tells the runs apart; a run has several rows.");
        }

        foreach (var i in named.Where(i => guesses[i] is null))
            guesses[i] = Say(i, ColumnRole.Note, "Named like a number of the run, but it does not tell the rows apart.");
        foreach (var i in steps.Where(i => guesses[i] is null))
            guesses[i] = Say(i, ColumnRole.Note, "Counts something along a run; each row is a run here.");
    }

    private ProposedColumn GuessByValues(int i)
    {
        var column = Column(i);
        var said = headings[i].Role == ColumnRole.Parameter ? "A setting, as the heading says" : "A setting";
        if (headings[i].Role != ColumnRole.Parameter)
        {
            if (column.Distinct == 1 && column.Blank == 0)
                return Say(i, ColumnRole.Note, "The same in every row that was looked at.");
            if (column.Kind == ParameterKind.Category && column.Filled > 20 && column.Distinct > column.Filled / 2)
                return Say(i, ColumnRole.Note, $"{column.Distinct:N0} different texts in {column.Filled:N0} rows: a label, no setting.");
            if (column.Kind == ParameterKind.Category && column.Examples.All(e => PointInTime.TryRead(System.Text.Encoding.UTF8.GetBytes(e), false, out _, out _, out _)))
                return Say(i, ColumnRole.Note, "The values are points in time.");
            if (curve is not null && column.VariesWithinIds)
                return Say(i, ColumnRole.Note, "It changes along a run, so it is no setting of the run.");
        }

        var reason = column.Kind == ParameterKind.Category
            ? string.Create(CultureInfo.InvariantCulture, $"{said}: {column.Distinct:N0} {(column.Distinct == 1 ? "choice" : "choices")}.")
            : IsLog(column)
                ? string.Create(CultureInfo.InvariantCulture, $"{said}; on a log scale, since it goes from {column.Low:G4} to {column.High:G4}.")
                : string.Create(CultureInfo.InvariantCulture, $"{said}: numbers from {column.Low:G4} to {column.High:G4}.");
        return Say(i, ColumnRole.Parameter, reason + (column.Blank > 0 ? " Not active where it is blank." : ""), headings[i].Name);
    }

    private static bool IsLog(PreviewColumn column) => IsNumeric(column) && column.Low > 0 && column.High / column.Low > LogFrom && column.Mean < LogMean * column.High;

    private void GuessLastNumber()
    {
        var last = Array.FindLastIndex(guesses, g => g!.Role == ColumnRole.Parameter && IsNumeric(preview.Columns.First(c => c.Name == g.Column)));
        if (last >= 0 && guesses.Count(g => g!.Role == ColumnRole.Parameter) > 1)
            guesses[last] = Metric(last, null, "The last column of numbers, where outcomes usually stand.");
    }

    private void AddParameters()
    {
        for (var i = 0; i < guesses.Length; i++)
        {
            if (guesses[i]!.Role != ColumnRole.Parameter)
                continue;
            var column = Column(i);
            var name = parameters.Any(p => string.Equals(p.Name, headings[i].Name, StringComparison.OrdinalIgnoreCase)) ? column.Name : headings[i].Name;
            parameters.Add(new MappedParameter(
                name,
                name == column.Name ? null : column.Name,
                IsPadded(column) ? ParameterKind.Category : null,
                IsLog(column) ? Scale.Log : null,
                headings[i].Unit));
        }
    }

    /// <summary>"007" is a label, and no number.</summary>
    private static bool IsPadded(PreviewColumn column) => IsNumeric(column) && column.Examples.Any(e => e.Length > 1 && e[0] == '0' && char.IsAsciiDigit(e[1]));
}
