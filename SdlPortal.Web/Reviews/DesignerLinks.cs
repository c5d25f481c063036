namespace SdlPortal.Web.Reviews;

/// <summary>Where the campaign designer opens with a recommendation.</summary>
public static class DesignerLinks
{
    /// <summary>A campaign that makes use of it.</summary>
    public static string Follow(Guid recommendation) => $"/campaigns/new?recommendation={recommendation}";

    /// <summary>A campaign that tries it with fresh experiments inside and outside of its region.</summary>
    public static string Validate(Guid recommendation) => $"/campaigns/new?recommendation={recommendation}&purpose=validate";
}
