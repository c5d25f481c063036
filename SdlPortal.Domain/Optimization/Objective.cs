namespace SdlPortal.Domain.Optimization;

public enum Goal { Maximize, Minimize }

/// <summary>A measured quantity that a campaign drives up or down.</summary>
public sealed record Objective(string Name, Goal Goal, string? Unit = null)
{
    /// <summary>The name with its unit, as plots and tables label it.</summary>
    public string Label => string.IsNullOrEmpty(Unit) ? Name : $"{Name} ({Unit})";

    /// <summary>The value with the sign that makes larger better; its own inverse.</summary>
    public double Oriented(double value) => Goal == Goal.Maximize ? value : -value;

    public bool IsBetter(double candidate, double incumbent) => Oriented(candidate) > Oriented(incumbent);
}
