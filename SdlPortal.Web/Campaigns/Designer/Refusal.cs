using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>Why a command was not carried out, for the person who asked.</summary>
/// <param name="ChangedMeanwhile">Somebody else has edited the same campaign.</param>
public sealed record Refusal(string Message, IReadOnlyList<Problem> Problems, bool ChangedMeanwhile = false)
{
    /// <summary>Null for a failure that is no refusal.</summary>
    public static Refusal? Of(Exception failure) => failure switch
    {
        RefusedException e => new Refusal(e.Message, [], e.Message.Contains("Somebody else", StringComparison.Ordinal)),
        LogConflictException => new Refusal("Somebody else has changed this campaign since you opened it.", [], ChangedMeanwhile: true),
        DefinitionException e => new Refusal("This lab cannot run the campaign:", e.Problems),
        _ => null,
    };
}
