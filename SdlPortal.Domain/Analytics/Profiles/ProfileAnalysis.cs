using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>What a table is like and what is wrong with it, without being told anything about it. Pure; reads one column per thread at a time.</summary>
public static class ProfileAnalysis
{
    public static TableAnalysis<ProfileSettings, TableProfile> Definition { get; } = new("profile", 1, "Profile and quality", Of);

    private static TableProfile Of(DataTable table, ProfileSettings settings, AnalysisStep step) => throw new NotImplementedException();
}
