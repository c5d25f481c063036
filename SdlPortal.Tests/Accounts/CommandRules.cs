using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns.Advising;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.Data.Modeling;
using SdlPortal.Web.Data.Tables;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Plans;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Sources;
using SdlPortal.Web.MetaAnalysis.Surveys;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Tests.Accounts;

/// <summary>What somebody must be allowed to do for each command: the table that a new command is added to.</summary>
internal static class CommandRules
{
    private static readonly (Type Type, Deed Deed, string Commands)[] Table =
    [
        (typeof(Orchestrator), Deed.RunCampaigns, "CreateAsync ChangeAsync AddPriorResultsAsync RecordAdviceAsync DeleteAsync StartAsync PauseAsync ResumeAsync StopAsync RetryAsync AbandonAsync InsertAsync EditSuggestionAsync ApproveAsync RejectAsync DecideUnknownAsync"),
        (typeof(Templates), Deed.RunCampaigns, "SaveAsync DeleteAsync"),
        (typeof(ResultTables), Deed.RunCampaigns, "SaveAsync DeleteAsync"),
        (typeof(Handovers), Deed.RunCampaigns, "Keep"),
        (typeof(Validations), Deed.RunCampaigns, "CreateAsync ChangeAsync"),
        (typeof(TableUpload), Deed.RunCampaigns, "StoreAsync"),
        (typeof(StudyJobs), Deed.RunStudies, "Start Resume Cancel Delete Rename"),
        (typeof(Consultation), Deed.RunStudies, "Ask"),
        (typeof(RunLibrary), Deed.WorkWithData, "Create Rename Delete"),
        (typeof(RunProject), Deed.WorkWithData, "AddCampaign RemoveSource RestoreSource PurgeSource DiscardUnfinished SaveRules RestoreRules Exclude UndoExclusion"),
        (typeof(ImportRun), Deed.WorkWithData, "Start"),
        (typeof(AnalysisStore), Deed.WorkWithData, "Keep"),
        (typeof(PriorRuns), Deed.WorkWithData, "Create Rename Delete Change Changed Choose"),
        (typeof(SourceDrafts), Deed.WorkWithData, "Bring ReceiveAsync Change Remove"),
        (typeof(ImportWork), Deed.WorkWithData, "Ask"),
        (typeof(JobQueue), Deed.WorkWithData, "Ask Cancel Dismiss"),
        (typeof(AnalysisWork), Deed.WorkWithData, "Ask"),
        (typeof(Surveyor), Deed.WorkWithData, "Ask"),
        (typeof(DataTables), Deed.WorkWithData, "ReceiveAsync Bring FromCampaignAsync FromProject Keep Refresh Resume Discard Exclude Undo Rename Delete"),
        (typeof(DataAnswers), Deed.WorkWithData, "Ask"),
        (typeof(ModelShelf), Deed.WorkWithData, "Ask Keep Delete"),
        (typeof(PlanWork), Deed.WorkWithData, "AskAsync"),
        (typeof(RecommendationActs), Deed.DraftRecommendations, "Draft Revise Submit Withdraw StartValidation"),
        (typeof(RecommendationActs), Deed.Comment, "Comment"),
        (typeof(RecommendationActs), Deed.SignRecommendations, "Approve Reject MakeOfficial Replace"),
        (typeof(ReviewDesk), Deed.DraftRecommendations, "DraftAsync ReviseAsync SubmitAsync WithdrawAsync StartValidationAsync"),
        (typeof(ReviewDesk), Deed.Comment, "CommentAsync"),
        (typeof(ReviewDesk), Deed.SignRecommendations, "ApproveAsync RejectAsync MakeOfficialAsync ReplaceAsync"),
        (typeof(AccountBook), Deed.ManageAccounts, "InviteAsync ChangeRolesAsync LockAsync UnlockAsync RenewLinkAsync"),
    ];

    /// <summary>What takes somebody without doing anything in their name, and why that is so.</summary>
    public static IReadOnlyDictionary<string, string> NoCommands { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["TakeOver.ValidateAsync"] = "prepares a form and says beforehand why its saving would be refused",
        ["ReviewDesk.InboxAsync"] = "tells somebody what waits for them",
        ["ReviewDesk.WaitingAsync"] = "counts what waits for somebody",
        ["RecommendationLog.AppendAsync"] = "writes down what the desk has allowed",
        ["SignedIn.Become"] = "says who is signed in on the circuit",
        ["ActorClaims.Write"] = "writes down who somebody is",
    };

    public static IReadOnlyDictionary<string, Deed> All { get; } = Table.SelectMany(row => row.Commands.Split(' ').Select(c => KeyValuePair.Create($"{row.Type.Name}.{c}", row.Deed))).ToDictionary(StringComparer.Ordinal);
}
