using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>What becomes of the pooled effect when one study is left out, and how far that study stands from the others (Viechtbauer and Cheung 2010, Res. Synth. Methods 1, 112).</summary>
/// <param name="Without">Pooled from all others.</param>
/// <param name="StudentizedResidual">(value − mean of the others) over its standard error; beyond ±2 is unusual.</param>
/// <param name="Dffits">By how many standard errors the fitted value moves.</param>
/// <param name="CookDistance">Squared shift of the mean in its standard errors.</param>
/// <param name="Weight">Its share of the pooled mean.</param>
public sealed record StudyInfluence(string Name, PooledEffect Without, double StudentizedResidual, double Dffits, double CookDistance, double Weight);

/// <summary>Each study left out in turn. Pure.</summary>
public static class LeaveOneOut
{
    /// <summary>In the order of the studies; at least three are needed.</summary>
    public static Answer<IReadOnlyList<StudyInfluence>> Of(IReadOnlyList<StudyEffect> effects, PoolingOptions? options = null)
    {
        options ??= new PoolingOptions();
        var pooled = RandomEffects.Pool(effects, options);
        var usable = effects.Count(e => e.IsUsable);
        if (!pooled.HasValue || usable < 3)
            return Answer<IReadOnlyList<StudyInfluence>>.NotEnough(RandomEffects.WhyNot(usable, effects.Count, 3, "to leave one out"));
        var all = pooled.Value;
        var list = new List<StudyInfluence>(all.Count);
        for (var i = 0; i < all.Count; i++)
        {
            var without = RandomEffects.Pool([.. all.Studies.Where((_, j) => j != i)], options).Value;
            var (study, shift) = (all.Studies[i], all.Estimate - without.Estimate);
            list.Add(new StudyInfluence(
                study.Name,
                without,
                (study.Value - without.Estimate) / Math.Sqrt(study.Variance + without.TauSquared + (without.StandardError * without.StandardError)),
                shift / Math.Sqrt(all.Weights[i] * (without.TauSquared + study.Variance)),
                shift * shift / (all.StandardError * all.StandardError),
                all.Weights[i]));
        }

        return Answer<IReadOnlyList<StudyInfluence>>.Of(list);
    }
}
