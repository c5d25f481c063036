using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>What the lab allows, as people enter it. Nothing said is nothing limited.</summary>
public sealed record PlanLimits
{
    /// <summary>When the first experiment could start, in the lab's own time; without it access begins with the first window of the week.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When the last result must be there.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How long one experiment takes where no workflow says so.</summary>
    public double? HoursPerExperiment { get; init; }

    public double? CostPerExperiment { get; init; }

    /// <summary>Of the line while it works.</summary>
    public double? CostPerHour { get; init; }

    public EquatableList<ParameterLimit> Parameters { get; init; } = [];

    public EquatableList<MaterialStock> Materials { get; init; } = [];

    /// <summary>When the stations may be used; empty for always.</summary>
    public EquatableList<AccessWindow> Access { get; init; } = [];
}

/// <summary>What a station or the lab can reach of a parameter.</summary>
/// <param name="Unit">Null: the parameter's own.</param>
/// <param name="Why">"the hotplate ends at 250 °C"; may be empty.</param>
public sealed record ParameterLimit(string Parameter, double? Low, double? High, string? Unit = null, string? Why = null);

/// <summary>A material on the shelf, and what an experiment takes of it: <paramref name="PerExperiment"/>, and <paramref name="PerUnit"/> for each unit of a parameter's value.</summary>
/// <param name="Unit">Of the amount.</param>
/// <param name="Parameter">Null where every experiment takes the same.</param>
/// <param name="ParameterUnit">The unit of the parameter that <paramref name="PerUnit"/> is for; null: the parameter's own.</param>
/// <param name="UseUnit">Of what is taken; null: as the amount.</param>
public sealed record MaterialStock(string Name, double Amount, string? Unit, double PerExperiment, string? Parameter = null, double PerUnit = 0, string? ParameterUnit = null, string? UseUnit = null);

/// <summary>A time of the week in which the stations may be used, in the lab's own time; one that ends before it begins goes on past midnight.</summary>
/// <param name="Days">On which it begins.</param>
public sealed record AccessWindow(EquatableList<DayOfWeek> Days, TimeOnly From, TimeOnly To);
