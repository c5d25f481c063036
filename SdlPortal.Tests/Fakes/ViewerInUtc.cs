using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Web.Live;

namespace SdlPortal.Tests.Fakes;

/// <summary>A browser whose clock shows UTC.</summary>
internal static class ViewerInUtc
{
    public static void AddViewerInUtc(this BunitContext context)
    {
        context.JSInterop.SetupModule("./js/viewer-zone.js").Setup<double>("minutesFromUtc").SetResult(0);
        context.Services.AddScoped<ViewerZone>();
    }
}
