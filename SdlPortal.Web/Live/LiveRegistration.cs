using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Radzen;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Live;

/// <summary>Puts the interactive pages, what they follow the lab with, and the hub for outside clients into the container.</summary>
public static class LiveRegistration
{
    public static IServiceCollection AddLivePages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            // A laptop that slept through the coffee break finds its page as it was.
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
            circuit.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = 4 * 1024 * 1024); // pasted tables and campaign files
        services.AddRadzenComponents();
        services.AddScoped<SignedIn>().AddScoped<BrowserMemory>().AddScoped<ViewerZone>().AddScoped<LabView>();
        services.AddSignalR().AddJsonProtocol(json => json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddHealthChecks();

        // Beside the database, so that pages that are open survive a restart also where the user's home does not.
        services.AddDataProtection().SetApplicationName("SdlPortal").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(DataFolder.Find(configuration), "keys")));
        return services;
    }
}
