using SdlPortal.Domain.Analytics.Models.Linear;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>The catalog of families, the simplest first.</summary>
public static class ModelFamilies
{
    public static IReadOnlyList<ModelFamily> All { get; } = [new OrdinaryFamily(), new RidgeFamily(), new LassoFamily(), new ElasticNetFamily()];

    /// <returns>Null where no family has that key.</returns>
    public static ModelFamily? Find(string key) => All.FirstOrDefault(f => f.Key == key);
}
