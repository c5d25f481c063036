using System.Text.Json.Nodes;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns;

/// <summary>The campaign file's `warmStart`, reading and writing side by side.</summary>
internal static class WarmStartFields
{
    public static WarmStartDraft Read(JsonFields w) => new()
    {
        Recommendation = w.Text("recommendation"),
        Origin = w.Object("origin", o => new WarmStartOriginDraft { Title = o.Text("title"), Purpose = o.Text("purpose"), Recommendation = o.Text("recommendation"), Version = o.SmallWhole("version") }),
        InitialPoints = w.Configurations("initialPoints"),
        Regions = w.List("regions", r => new PriorRegionDraft
        {
            Sides = r.List("sides", s => new PriorSideDraft { Parameter = s.Text("parameter"), Low = s.Number("low"), High = s.Number("high"), Choices = s.Texts("choices") }),
            Probability = r.Number("probability"),
        }),
        Donors = w.List("donors", d => new DonorDraft
        {
            Task = d.Text("task"),
            Weight = d.Number("weight"),
            Runs = d.List("runs", r => new DonorRunDraft { Configuration = r.Configuration("configuration"), Value = r.Number("value") }),
        }),
    };

    public static JsonObject Write(WarmStartDraft draft)
    {
        var node = new JsonObject();
        Set(node, "recommendation", draft.Recommendation);
        if (draft.Origin is { } origin)
            node["origin"] = Write(origin);
        if (draft.InitialPoints.Count > 0)
            node["initialPoints"] = Array(draft.InitialPoints.Select(Write));
        if (draft.Regions.Count > 0)
            node["regions"] = Array(draft.Regions.Select(r => new JsonObject { ["sides"] = Array(r.Sides.Select(Write)), ["probability"] = r.Probability }));
        if (draft.Donors.Count > 0)
            node["donors"] = Array(draft.Donors.Select(Write));
        return node;
    }

    private static JsonObject Write(WarmStartOriginDraft origin)
    {
        var node = new JsonObject { ["title"] = origin.Title };
        if (origin.Purpose is not (null or "follow"))
            node["purpose"] = origin.Purpose;
        Set(node, "recommendation", origin.Recommendation);
        Set(node, "version", origin.Version);
        return node;
    }

    private static JsonObject Write(PriorSideDraft side)
    {
        var node = new JsonObject { ["parameter"] = side.Parameter };
        Set(node, "low", side.Low);
        Set(node, "high", side.High);
        if (side.Choices.Count > 0)
            node["choices"] = Array(side.Choices.Select(c => (JsonNode)c));
        return node;
    }

    private static JsonObject Write(DonorDraft donor) => new()
    {
        ["task"] = donor.Task,
        ["weight"] = donor.Weight,
        ["runs"] = Array(donor.Runs.Select(r => new JsonObject { ["configuration"] = r.Configuration is { } at ? Write(at) : null, ["value"] = r.Value })),
    };

    private static JsonObject Write(Configuration configuration)
    {
        var node = new JsonObject();
        foreach (var (name, value) in configuration)
            node[name] = value.IsNumber ? value.Number : value.Text;
        return node;
    }

    private static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);

    private static void Set(JsonObject node, string name, JsonNode? value)
    {
        if (value is not null)
            node[name] = value;
    }
}
