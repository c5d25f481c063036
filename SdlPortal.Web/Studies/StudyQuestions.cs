using Radzen;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Web.Studies;

/// <summary>What is asked before something that cannot be undone.</summary>
internal static class StudyQuestions
{
    public static async Task<bool> DeleteAsync(DialogService dialogs, StudyState study)
    {
        // What is forbidden is refused with its reason, not asked about.
        if (study.WhyNotDelete is not null)
            return true;
        return await dialogs.Confirm($"Its {study.Finished:N0} simulated campaigns and its tables are removed for good.", $"Delete “{study.Name}”",
            new ConfirmOptions { OkButtonText = "Delete study", CancelButtonText = "Keep it" }) == true;
    }
}
