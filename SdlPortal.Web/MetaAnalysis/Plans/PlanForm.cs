using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Campaigns.Designer;

namespace SdlPortal.Web.MetaAnalysis.Plans;

/// <summary>A <see cref="PlanChoice"/> as somebody types it. Mutable; of one page.</summary>
public sealed class PlanForm
{
    public string Target { get; set; } = PlanTargets.ProjectKey;

    public string Experiments { get; set; } = "";

    public string Hours { get; set; } = "";

    public string Cost { get; set; } = "";

    public string InFlight { get; set; } = "";

    public string HoursPerExperiment { get; set; } = "";

    public string CostPerExperiment { get; set; } = "";

    public string CostPerHour { get; set; } = "";

    public string Start { get; set; } = "";

    public string Deadline { get; set; } = "";

    public string Seed { get; set; } = "1";

    public bool WithSurrogate { get; set; }

    public bool HandsOverAll { get; set; }

    public List<LimitRow> Limits { get; } = [];

    public List<MaterialRow> Materials { get; } = [];

    public HashSet<DayOfWeek> Days { get; } = [];

    public string From { get; set; } = "08:00";

    public string To { get; set; } = "18:00";

    public static PlanForm Of(PlanChoice choice)
    {
        var limits = choice.Limits;
        var form = new PlanForm
        {
            Target = choice.Target,
            Experiments = Show(choice.Budget.Experiments),
            Hours = Show(choice.Budget.Hours),
            Cost = Show(choice.Budget.Cost),
            InFlight = Show(choice.MaxInFlight),
            HoursPerExperiment = Show(limits.HoursPerExperiment),
            CostPerExperiment = Show(limits.CostPerExperiment),
            CostPerHour = Show(limits.CostPerHour),
            Start = Show(limits.Start),
            Deadline = Show(limits.Deadline),
            Seed = Show(choice.Seed),
            WithSurrogate = choice.WithSurrogate,
            HandsOverAll = choice.HandsOverAll,
        };
        form.Limits.AddRange(limits.Parameters.Select(p => new LimitRow { Parameter = p.Parameter, Low = Show(p.Low), High = Show(p.High), Unit = p.Unit ?? "", Why = p.Why ?? "" }));
        form.Materials.AddRange(limits.Materials.Select(m => new MaterialRow { Name = m.Name, Amount = Show(m.Amount), Unit = m.Unit ?? "", Each = Show(m.PerExperiment), Parameter = m.Parameter ?? "", PerUnit = Show(m.PerUnit), UseUnit = m.UseUnit ?? "" }));
        foreach (var window in limits.Access.Take(1))
        {
            form.Days.UnionWith(window.Days);
            (form.From, form.To) = (window.From.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), window.To.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        }

        return form;
    }

    /// <summary>Null where something cannot be read; all of that is among the problems.</summary>
    public PlanChoice? Read(List<Problem> problems)
    {
        var before = problems.Count;
        double? Number(string path, string text)
        {
            var (value, message, remedy) = NumberText.Read(text);
            if (message is not null)
                problems.Add(new Problem(path, message, remedy ?? ""));
            return value;
        }

        int? Whole(string path, string text)
        {
            var (value, message, remedy) = NumberText.ReadWhole(text);
            if (message is not null)
                problems.Add(new Problem(path, message, remedy ?? ""));
            else if (value is > int.MaxValue or < int.MinValue)
                problems.Add(new Problem(path, $"{value} is too large.", "Give a smaller whole number."));
            return value is <= int.MaxValue and >= int.MinValue ? (int?)value : null;
        }

        double Needed(string path, string text, string what)
        {
            var value = Number(path, text);
            if (value is null && text.Trim().Length == 0)
                problems.Add(new Problem(path, $"{what} is missing.", "Give a number."));
            return value ?? 0;
        }

        // Times are the lab's own; on which date the clocks of the zone change does not matter to a plan.
        DateTimeOffset? Moment(string path, string text)
        {
            if (text.Length == 0)
                return null;
            if (DateTime.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var moment))
                return new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Unspecified), TimeSpan.Zero);
            problems.Add(new Problem(path, $"'{text}' is not a date and time.", "Write it like 2026-11-23 08:00."));
            return null;
        }

        TimeOnly Clock(string path, string text)
        {
            if (TimeOnly.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var clock))
                return clock;
            problems.Add(new Problem(path, $"'{text}' is not a time of day.", "Write it like 08:00."));
            return default;
        }

        var choice = new PlanChoice(Target)
        {
            Budget = new PlanBudget(Whole("budget.experiments", Experiments), Number("budget.hours", Hours), Number("budget.cost", Cost)),
            MaxInFlight = Whole("maxInFlight", InFlight),
            WithSurrogate = WithSurrogate,
            HandsOverAll = HandsOverAll,
            Seed = Whole("seed", Seed) ?? 1,
            Limits = new PlanLimits
            {
                Start = Moment("limits.start", Start),
                Deadline = Moment("limits.deadline", Deadline),
                HoursPerExperiment = Number("limits.hoursPerExperiment", HoursPerExperiment),
                CostPerExperiment = Number("limits.costPerExperiment", CostPerExperiment),
                CostPerHour = Number("limits.costPerHour", CostPerHour),
                Parameters = Limits.Where(l => !l.IsEmpty).Select((l, i) => new ParameterLimit(l.Parameter.Trim(), Number($"limits.parameters[{i}]", l.Low), Number($"limits.parameters[{i}]", l.High), Blank(l.Unit), Blank(l.Why))).ToEquatableList(),
                Materials = Materials.Where(m => !m.IsEmpty).Select((m, i) => new MaterialStock(m.Name.Trim(), Needed($"limits.materials[{i}]", m.Amount, $"The amount of {m.Name}"), Blank(m.Unit), Number($"limits.materials[{i}]", m.Each) ?? 0, Blank(m.Parameter),
                    Number($"limits.materials[{i}]", m.PerUnit) ?? 0, null, Blank(m.UseUnit))).ToEquatableList(),
                Access = Days.Count == 0 ? [] : [new AccessWindow(Days.OrderBy(d => ((int)d + 6) % 7).ToEquatableList(), Clock("limits.access", From), Clock("limits.access", To))],
            },
        };
        return problems.Count > before ? null : choice;
    }

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Show(double? value) => value is 0 ? "0" : NumberText.Show(value);

    private static string Show(DateTimeOffset? at) => at?.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}

/// <summary>What the lab reaches of a parameter, as typed.</summary>
public sealed class LimitRow
{
    public string Parameter { get; set; } = "";

    public string Low { get; set; } = "";

    public string High { get; set; } = "";

    public string Unit { get; set; } = "";

    public string Why { get; set; } = "";

    public bool IsEmpty => Parameter.Trim().Length == 0 && Low.Trim().Length == 0 && High.Trim().Length == 0;
}

/// <summary>A material on the shelf, as typed.</summary>
public sealed class MaterialRow
{
    public string Name { get; set; } = "";

    public string Amount { get; set; } = "";

    public string Unit { get; set; } = "";

    public string Each { get; set; } = "";

    public string UseUnit { get; set; } = "";

    public string Parameter { get; set; } = "";

    public string PerUnit { get; set; } = "";

    public bool IsEmpty => Name.Trim().Length == 0 && Amount.Trim().Length == 0;
}
