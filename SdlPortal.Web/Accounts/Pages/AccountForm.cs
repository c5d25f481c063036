namespace SdlPortal.Web.Accounts.Pages;

/// <summary>What the forms about accounts send; each uses some of it.</summary>
public sealed class AccountForm
{
    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? SignInName { get; set; }

    public string? Present { get; set; }

    public string? Password { get; set; }

    public string? Again { get; set; }

    /// <summary>Why the two passwords will not do; null where they will.</summary>
    public string? WhyNotPassword => string.IsNullOrEmpty(Password) ? "Choose a password." : Password == Again ? null : "The two passwords are not the same.";
}
