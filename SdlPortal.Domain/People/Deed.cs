namespace SdlPortal.Domain.People;

/// <summary>What somebody may be allowed to do. Every page and every command needs exactly one of these.</summary>
public enum Deed
{
    /// <summary>See everything: campaigns, stations, studies, prior runs, recommendations and their reviews.</summary>
    Look,

    /// <summary>Say something about a recommendation that everybody can read.</summary>
    Comment,

    /// <summary>Design campaigns, start and steer them, decide about their experiments, keep templates and tables.</summary>
    RunCampaigns,

    /// <summary>Simulate: studies and advice.</summary>
    RunStudies,

    /// <summary>Import prior runs and tables, map, harmonize, exclude and analyze them, fit and keep models.</summary>
    WorkWithData,

    /// <summary>Draft recommendations, submit them, start their validation.</summary>
    DraftRecommendations,

    /// <summary>Decide about recommendations that somebody else has drafted.</summary>
    SignRecommendations,

    /// <summary>Give people accounts and roles.</summary>
    ManageAccounts,
}
