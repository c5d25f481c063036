using System.Text.Json;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Tests.Benchmarks.WarmStarts;

/// <summary>One finished campaign in the journal, a line of JSON.</summary>
/// <param name="Hit">From 1; null where none of the best was made within <paramref name="Most"/> experiments.</param>
/// <param name="Notes">What the warm start had to do with each experiment; null where nothing.</param>
internal sealed record CampaignLine(string Family, string Task, string Arm, int Seed, int Delay, int Most, int? Hit, IReadOnlyList<int> Rows, IReadOnlyList<WarmNote?> Notes)
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public (string Family, string Task, string Arm, int Seed, int Delay, int Most) Key => (Family, Task, Arm, Seed, Delay, Most);

    /// <summary>Experiments, at most as many as there were.</summary>
    public double Runs => Hit ?? Most;

    /// <summary>What of the warm start a rationale tells.</summary>
    public static WarmNote? NoteOf(Rationale? rationale) => rationale?.WarmStart is not { } note ? null
        : new WarmNote(note.Donors.Where(d => !Misleads(d)).Sum(d => d.Weight), note.Donors.Any(Misleads) ? note.Donors.Where(Misleads).Sum(d => d.Weight) : null, note.Belief, note.PriorExponent);

    private static bool Misleads(DonorShare donor) => donor.Task.StartsWith(Advice.MisleadingName, StringComparison.Ordinal);

    public static IReadOnlyList<CampaignLine> Read(string path) => File.Exists(path)
        ? [.. File.ReadLines(path).Where(l => l.EndsWith('}')).Select(l => JsonSerializer.Deserialize<CampaignLine>(l, Options)!)] : [];
}

/// <summary>What a warm start counted in one choice.</summary>
/// <param name="Donors">The weights of the honest donors together.</param>
/// <param name="Misleading">That of the misleading one; null where there is none.</param>
/// <param name="Exponent">Of the prior over the space; null without one.</param>
internal sealed record WarmNote(double Donors, double? Misleading, double Belief, double? Exponent);
