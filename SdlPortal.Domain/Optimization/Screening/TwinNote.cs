namespace SdlPortal.Domain.Optimization.Screening;

/// <summary>What a digital twin had to do with a suggestion. Everything in it is simulated but <see cref="Correlation"/>, which compares the twin with measurements.</summary>
public sealed record TwinNote
{
    /// <summary>As in "the table earlier-films.csv".</summary>
    public required string Twin { get; init; }

    /// <summary>Cross-validated r² of a twin fitted to a table; null for a function.</summary>
    public double? R2 { get; init; }

    /// <summary>Experiments simulated on it.</summary>
    public required int Simulated { get; init; }

    /// <summary>The place of the proposed configuration among them by the twin's value, 1 for better than all.</summary>
    public required int Rank { get; init; }

    /// <summary>The twin's value at the proposed configuration, in the objective's unit. Never a measurement.</summary>
    public required double Simulation { get; init; }

    /// <summary>True when the choice was kept to what the twin lets through.</summary>
    public required bool Screened { get; init; }

    /// <summary>Why the twin was not in force at all; null when it was, also for the experiments that are chosen without it in turn.</summary>
    public string? SetAside { get; init; }

    /// <summary>Rank correlation between the twin and what the campaign had measured by then; null while there was too little.</summary>
    public double? Correlation { get; init; }

    /// <summary>Measurements that were compared.</summary>
    public int Compared { get; init; }
}
