using System.Text;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Hardware.Simulated;

internal enum Drawn { Duration, Fails, NeverEnds, TalksNonsense, MeasuresNaN, DropsLink, Noise }

/// <summary>Chance that follows from a command's id: the same command draws the same, also after a restart.</summary>
internal static class CommandDraw
{
    public static bool Happens(double share, string commandId, Drawn what) =>
        share > 0 && SeededRandom.Derive(Hash(commandId), (long)what).NextDouble() < share;

    /// <summary>Standard normal, cut at ±2.5.</summary>
    public static double Deviation(string commandId) =>
        Math.Clamp(SeededRandom.Derive(Hash(commandId), (long)Drawn.Duration).NextNormal(), -2.5, 2.5);

    /// <summary>
    /// The seed of a measurement's noise: from the campaign's seed, the experiment and the part of the command's id that tells the attempt, not from the campaign's
    /// own id, so that a campaign run twice from the same seed measures the same.
    /// </summary>
    public static long NoiseSeed(long campaignSeed, Guid campaign, int experiment, string commandId)
    {
        var attempt = commandId.Replace(campaign.ToString("N"), "", StringComparison.OrdinalIgnoreCase).Replace(campaign.ToString("D"), "", StringComparison.OrdinalIgnoreCase);
        return SeededRandom.DeriveSeed(campaignSeed, experiment, Hash(attempt), (long)Drawn.Noise);
    }

    /// <summary>FNV-1a, 64 bits: the same on every platform and in every run.</summary>
    private static long Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ b) * 1099511628211UL);
        return unchecked((long)hash);
    }
}
