using Microsoft.AspNetCore.Diagnostics;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Web.Layout;

/// <summary>An answer that is nothing but a status is shown as a page: what is not there, and what somebody may not open.</summary>
internal static class PlainRefusals
{
    public static void UsePlainRefusals(this IApplicationBuilder app) => app.UseStatusCodePages(async context =>
    {
        var http = context.HttpContext;
        PathString? page = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => "/not-found",
            StatusCodes.Status403Forbidden => OpenDoors.Refused,
            _ => null,
        };
        if (page is not { } path || http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            return;
        var (asked, query) = (http.Request.Path, http.Request.QueryString);
        http.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature { OriginalPath = asked, OriginalPathBase = http.Request.PathBase, OriginalQueryString = query.Value, Endpoint = http.GetEndpoint() });
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        (http.Request.Path, http.Request.QueryString) = (path, QueryString.Empty);
        try
        {
            await context.Next(http);
        }
        finally
        {
            (http.Request.Path, http.Request.QueryString) = (asked, query);
        }
    });
}
