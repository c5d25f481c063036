using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>Random-effects meta-analysis: effects of several studies, each with its sampling variance, as one (Hedges and Olkin 1985; checked against R's metafor). Pure; no result depends on the order of the studies.</summary>
public static class RandomEffects
{
    /// <summary>Effects that are not usable are left out and named. Two are the least that can be pooled.</summary>
    public static Answer<PooledEffect> Pool(IReadOnlyList<StudyEffect> effects, PoolingOptions? options = null) => throw new NotImplementedException();
}
