using SdlPortal.Domain.People;

namespace SdlPortal.Web.Reviews;

/// <summary>Who acts on this circuit, as the rules of recommendations know them.</summary>
public sealed class Acting(Layout.Actor named)
{
    public Actor Actor => new(named.Name, named.Name, [Role.Researcher, Role.PrincipalInvestigator]);
}
