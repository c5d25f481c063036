using System.Globalization;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// SQL Server's client reads collations through the runtime's cultures (ICU on Linux) and refuses to work without them. The program
/// is built to run without them, so that it behaves the same everywhere; whoever uses SQL Server turns them on in the environment.
/// </summary>
internal static class SqlServerCultures
{
    /// <exception cref="DatabaseUnavailableException">The process runs without cultures.</exception>
    public static void Require()
    {
        try
        {
            CultureInfo.GetCultureInfo("en-US");
        }
        catch (CultureNotFoundException e)
        {
            throw new DatabaseUnavailableException("SQL Server needs the runtime's cultures, which are off: set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0 in the environment (on Linux with libicu installed) and start again.", e);
        }

        // The environment has overruled the build's setting; the client asks the setting, so it has to be told.
        AppContext.SetSwitch("System.Globalization.Invariant", false);
        // Numbers and dates stay as they are without cultures.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }
}
