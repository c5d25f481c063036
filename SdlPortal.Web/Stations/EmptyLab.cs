using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Stations;

/// <summary>A laboratory without stations.</summary>
internal sealed class EmptyLab : ILab
{
    public string Name => "Lab";

    public IReadOnlyList<IStation> Stations => [];

    public Task<IReadOnlyList<Problem>> PrepareAsync(Guid campaign, CampaignDefinition definition, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Problem>>([]);
}
