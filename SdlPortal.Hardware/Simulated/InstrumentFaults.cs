namespace SdlPortal.Hardware.Simulated;

/// <summary>
/// What a simulated instrument does wrong, for rehearsing bad days. Shares are between 0 (never) and 1 (every command) and are drawn by the
/// command's id, so that the same command misbehaves in the same way.
/// </summary>
public sealed record InstrumentFaults
{
    /// <summary>Share of commands that end with a fault of the instrument.</summary>
    public double Fails { get; init; }

    /// <summary>Share of commands that never end by themselves; they can be aborted.</summary>
    public double NeverEnds { get; init; }

    /// <summary>Share of commands about which it talks nonsense.</summary>
    public double TalksNonsense { get; init; }

    /// <summary>Share of measurements that are not a number.</summary>
    public double MeasuresNaN { get; init; }

    /// <summary>Share of commands during which the link drops for <see cref="LinkDownSeconds"/>.</summary>
    public double DropsLink { get; init; }

    public double LinkDownSeconds { get; init; } = 3;

    /// <summary>Each answer comes this much later.</summary>
    public double AnswerDelaySeconds { get; init; }

    /// <summary>It keeps no journal: after a restart it cannot say what became of earlier commands.</summary>
    public bool ForgetsOnRestart { get; init; }

    /// <summary>What is wrong with the options, one sentence each.</summary>
    public IEnumerable<string> Objections()
    {
        foreach (var (name, share) in new[]
        {
            (nameof(Fails), Fails), (nameof(NeverEnds), NeverEnds), (nameof(TalksNonsense), TalksNonsense), (nameof(MeasuresNaN), MeasuresNaN), (nameof(DropsLink), DropsLink),
        })
        {
            if (share is not (>= 0 and <= 1))
                yield return $"{name} is {share}; give a share between 0 and 1.";
        }

        foreach (var (name, seconds) in new[] { (nameof(LinkDownSeconds), LinkDownSeconds), (nameof(AnswerDelaySeconds), AnswerDelaySeconds) })
        {
            if (seconds is not (>= 0 and <= 3600))
                yield return $"{name} is {seconds}; give seconds between 0 and 3600.";
        }
    }
}
