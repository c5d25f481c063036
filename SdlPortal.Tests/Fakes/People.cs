using SdlPortal.Domain.People;

namespace SdlPortal.Tests.Fakes;

/// <summary>The people of the tests' lab, one for each role.</summary>
public static class People
{
    public static Actor Ada { get; } = new("ada", "Ada", [Role.PrincipalInvestigator]);

    public static Actor Ben { get; } = new("ben", "Ben", [Role.Researcher]);

    public static Actor Cleo { get; } = new("cleo", "Cleo", [Role.Viewer]);

    public static Actor Dora { get; } = new("dora", "Dora", [Role.Administrator]);

    public static IReadOnlyList<Actor> All { get; } = [Ada, Ben, Cleo, Dora];
}
