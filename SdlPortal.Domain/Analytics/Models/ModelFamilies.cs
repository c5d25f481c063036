namespace SdlPortal.Domain.Analytics.Models;

/// <summary>The catalog of families, the simplest first: the only place that lists them.</summary>
public static class ModelFamilies
{
    public static IReadOnlyList<ModelFamily> All { get; } = [];

    /// <summary>Null where no family has that key.</summary>
    public static ModelFamily? Find(string key) => All.FirstOrDefault(f => f.Key == key);
}
