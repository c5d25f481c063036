using System.Globalization;
using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Simulation.Twins;

/// <summary>How a twin stands against what was measured. Pure.</summary>
/// <param name="Compared">Measurements it was compared with.</param>
/// <param name="Correlation">Spearman's rank correlation; null while fewer than <see cref="Fewest"/> were measured, or where either side is all the same.</param>
public sealed record TwinStanding(int Compared, double? Correlation)
{
    /// <summary>Fewer measurements say nothing against a twin.</summary>
    public const int Fewest = 8;

    /// <summary>A twin that ranks measurements worse than this is set aside.</summary>
    public const double LeastCorrelation = 0.3;

    public bool Contradicts => Correlation < LeastCorrelation;

    /// <summary>The contradiction in words; null while there is none.</summary>
    public string? Objection => Contradicts
        ? string.Create(CultureInfo.InvariantCulture, $"it contradicts the measurements: rank correlation {Quantity.Text(Correlation!.Value, digits: 2)} over {Compared} results, less than {LeastCorrelation}")
        : null;

    /// <param name="pairs">The twin's value and the measured one.</param>
    public static TwinStanding Of(IReadOnlyList<(double Twin, double Measured)> pairs)
    {
        if (pairs.Count < Fewest)
            return new TwinStanding(pairs.Count, null);
        var correlation = MathNet.Numerics.Statistics.Correlation.Spearman(pairs.Select(p => p.Twin), pairs.Select(p => p.Measured));
        return new TwinStanding(pairs.Count, double.IsFinite(correlation) ? correlation : null);
    }
}
