using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Campaigns;

/// <summary>
/// Brings old event shapes up to today's: each entry turns one version of one event type into the next. Every event is at
/// version 1 so far, so the table is empty; the first changed shape adds its line here and nothing else has to know.
/// </summary>
internal static class EventUpcasters
{
    private static readonly Dictionary<(string Type, int From), Func<JsonObject, JsonObject>> Steps = [];

    public static JsonObject ToCurrent(string type, int version, int current, JsonObject json)
    {
        for (; version < current; version++)
            json = Steps[(type, version)](json);
        return json;
    }
}
