namespace SdlPortal.Web.Accounts;

/// <summary>What can be opened without being signed in, all of it: besides this list only static files, which are the same for everybody.</summary>
public static class OpenDoors
{
    public const string Health = "/healthz";
    public const string SignIn = "/accounts/sign-in";
    public const string SignOut = "/accounts/sign-out";
    public const string Demo = "/accounts/demo";
    public const string First = "/accounts/first";
    public const string Link = "/accounts/link";
    public const string Refused = "/accounts/refused";

    /// <summary>The patterns of their routes.</summary>
    public static IReadOnlyList<string> Patterns { get; } = [Health, SignIn, SignOut, Demo, First, Link, Refused];
}
