using SdlPortal.Domain.Analytics.Models.Linear;
using SdlPortal.Domain.Analytics.Models.Logistic;
using SdlPortal.Domain.Analytics.Models.Margins;
using SdlPortal.Domain.Analytics.Models.Nearest;
using SdlPortal.Domain.Analytics.Models.Processes;
using SdlPortal.Domain.Analytics.Models.Trees;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>The catalog of families, the simplest first.</summary>
public static class ModelFamilies
{
    public static IReadOnlyList<ModelFamily> All { get; } = [new OrdinaryFamily(), new RidgeFamily(), new LassoFamily(), new ElasticNetFamily(), new LogisticFamily(), new NearestFamily(), new ForestFamily(), new BoostingFamily(), new MarginFamily(), new ProcessFamily()];

    /// <returns>Null where no family has that key.</returns>
    public static ModelFamily? Find(string key) => All.FirstOrDefault(f => f.Key == key);
}
