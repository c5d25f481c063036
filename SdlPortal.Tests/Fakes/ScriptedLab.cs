using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Tests.Fakes;

/// <summary>A lab of scripted stations: by default a mixer, an oven and a meter with a robot.</summary>
internal sealed class ScriptedLab(TimeProvider time, params (string Kind, int Capacity)[] stations) : ILab
{
    public IReadOnlyList<ScriptedStation> Scripted { get; } =
        [.. (stations.Length > 0 ? stations : [("mixer", 1), ("oven", 1), ("meter", 1), ("robot", 1)])
            .Select(s => new ScriptedStation(new StationDescription(s.Kind, s.Kind, s.Kind, s.Capacity, 1, true), time))];

    public string Name => "Scripted lab";

    public IReadOnlyList<IStation> Stations => Scripted;

    public List<Problem> Problems { get; } = [];

    public ScriptedStation this[string kind] => Scripted.Single(s => s.Description.Kind == kind);

    public Task<IReadOnlyList<Problem>> PrepareAsync(Guid campaign, CampaignDefinition definition, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Problem>>(Problems);
}
