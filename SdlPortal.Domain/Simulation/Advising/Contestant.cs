using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>One choice with what its simulated campaigns have reached, repetition by repetition. Grows from one thread.</summary>
/// <param name="extra">A kind of station of which its lab has one more.</param>
internal sealed class Contestant(int inFlight, StrategyChoice strategy, Horizon horizon, string? extra = null)
{
    private readonly List<ClimbingShare> campaigns = [];
    private readonly List<LineRun> lines = [];
    private readonly List<double> atEnd = [];

    public int InFlight => inFlight;

    public StrategyChoice Strategy => strategy;

    public string? Extra => extra;

    /// <summary>True once it was clearly worse than another: it is not simulated any more.</summary>
    public bool IsGivenUp { get; set; }

    public int Repetitions => campaigns.Count;

    public IReadOnlyList<ClimbingShare> Campaigns => campaigns;

    /// <summary>The share reached at the horizon, per repetition.</summary>
    public IReadOnlyList<double> AtEnd => atEnd;

    public double Throughput => lines.Average(l => l.ThroughputPerHour);

    /// <summary>Hours until the horizon.</summary>
    public double Hours => campaigns.Average(c => horizon.Hours is { } hours && horizon.Finished(c) < (horizon.Experiments ?? int.MaxValue) ? hours : EndOf(c));

    public double MeanPending => lines.Average(l => l.MeanPending);

    /// <summary>The kind of station that works most, and the share of its time.</summary>
    public (string Kind, double Share) Bottleneck
    {
        get
        {
            var kinds = lines.SelectMany(l => l.Utilization).GroupBy(u => u.Kind, StringComparer.Ordinal).Select(g => (g.Key, g.Average(u => u.Share))).ToList();
            return kinds.Count > 0 ? kinds.MaxBy(k => k.Item2) : (lines[0].Bottleneck, 0);
        }
    }

    public double Finished => campaigns.Average(c => horizon.Finished(c));

    public void Add(ClimbingShare campaign, LineRun line)
    {
        campaigns.Add(campaign);
        lines.Add(line);
        atEnd.Add(horizon.AtEnd(campaign));
    }

    private double EndOf(ClimbingShare campaign) => horizon.Experiments is { } most ? campaign.EndOf(most) : campaign.LastEnd;
}
