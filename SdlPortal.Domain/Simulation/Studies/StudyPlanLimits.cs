using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>How large a study may be.</summary>
public static class StudyPlanLimits
{
    public const int Repetitions = 10_000;
    public const int Observations = 2_000;
    public const int Dimensions = DraftCheck.MostParameters;
}
