using System.Text.Json;

namespace SdlPortal.Tests.Benchmarks.WarmStarts;

/// <summary>One finished campaign in the journal, a line of JSON.</summary>
/// <param name="Hit">From 1; null where none of the best was made within <paramref name="Most"/> experiments.</param>
/// <param name="Weights">Per experiment, what the misleading donor counted where there was one and the rationale says; null elsewhere.</param>
internal sealed record CampaignLine(string Family, string Task, string Arm, int Seed, int Delay, int Most, int? Hit, IReadOnlyList<int> Rows, IReadOnlyList<double?> Weights)
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public (string Family, string Task, string Arm, int Seed, int Delay, int Most) Key => (Family, Task, Arm, Seed, Delay, Most);

    /// <summary>Experiments, at most as many as there were.</summary>
    public double Runs => Hit ?? Most;

    public static IReadOnlyList<CampaignLine> Read(string path) => File.Exists(path)
        ? [.. File.ReadLines(path).Where(l => l.EndsWith('}')).Select(l => JsonSerializer.Deserialize<CampaignLine>(l, Options)!)] : [];
}
