using SdlPortal.Domain.Analytics.Models;

namespace SdlPortal.Web.Data.Modeling;

/// <summary>A model that people have saved, with all of its versions, the latest last. Immutable.</summary>
/// <param name="Id">Short, for addresses.</param>
public sealed record KeptModel(string Id, string Name, IReadOnlyList<KeptModelVersion> Versions)
{
    public KeptModelVersion Latest => Versions[^1];

    /// <summary>Null where there is no such version.</summary>
    public KeptModelVersion? Find(int? number) => number is { } n ? Versions.FirstOrDefault(v => v.Number == n) : Latest;
}

/// <summary>One version of a saved model as lists show it; what it learned lies in its file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="TableId">The table of the workspace that it learned from, which may be gone.</param>
/// <param name="DataHash">Of the rows that it learned from.</param>
/// <param name="Model">With the settings: "ridge, α = 1".</param>
/// <param name="Deciding">How well it does by nested cross-validation; null where no comparison came before.</param>
public sealed record KeptModelVersion(
    int Number, string TableId, string TableName, string DataHash, string Target, string? Unit, TargetKind Kind, string Family, string Model, int Rows, MeanScore? Deciding, string By, DateTimeOffset At);

/// <summary>Which version of which saved model is asked what it says of a table's rows.</summary>
public sealed record ModelUse(string Model, int Version);
