namespace SdlPortal.Domain.Optimization.Screening;

public enum TwinKind { Table, Function }

/// <summary>
/// What a campaign has agreed about its digital twin: so many experiments are simulated on it, and real stations are given what lies in the best share of them.
/// </summary>
/// <param name="NameOrPath">The function, or the table of earlier results that a Gaussian process is fitted to.</param>
/// <param name="Share">Of the simulated experiments, 0 to 1.</param>
public sealed record Prescreen(TwinKind Kind, string NameOrPath, int Simulated, double Share)
{
    public const int UsualSimulated = 2000;
    public const double UsualShare = 0.05;

    /// <summary>One experiment of so many is chosen without the twin, whatever it says: a wrong twin must not blind the campaign.</summary>
    public const int UnscreenedEvery = 5;

    /// <summary>How the twin is called in sentences.</summary>
    public string Twin => Kind == TwinKind.Table ? $"the table {NameOrPath}" : $"the function {NameOrPath}";
}
