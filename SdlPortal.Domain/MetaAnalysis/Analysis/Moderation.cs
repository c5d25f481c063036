using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>Looks for properties of tasks with which pooled effects change. Pure.</summary>
internal static class Moderation
{
    /// <summary>A line through fewer tasks explains anything.</summary>
    private const int FewestTasks = 5;

    public static IReadOnlyList<EffectModerator> Of(EffectsReport effects, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>> features)
    {
        var names = features.Values.SelectMany(f => f).Where(f => f.Value.IsNumber).Select(f => f.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var fits = new List<(PooledFinding Finding, string Kind, string Feature, Answer<ModeratedEffect> Fit)>();
        foreach (var (kind, answer) in new[] { ("first-order", effects.FirstOrder), ("trend", effects.Trends) })
        {
            foreach (var finding in answer.HasValue ? answer.Value : [])
                fits.AddRange(names.Select(n => (finding, kind, n, Fit(finding, n, features))));
        }

        var tested = fits.Where(f => f.Fit.HasValue).ToList();
        var adjusted = MultipleTesting.Adjust([.. tested.Select(f => PValue(f.Fit.Value))]);
        return [.. fits.Select(f => new EffectModerator(f.Finding.Name, f.Kind, f.Feature, f.Fit, f.Fit.HasValue ? adjusted[tested.IndexOf(f)] : double.NaN))];
    }

    /// <summary>Of the slope, which follows the intercept.</summary>
    private static double PValue(ModeratedEffect fit) => fit.Coefficients[1].PValue;

    private static Answer<ModeratedEffect> Fit(PooledFinding finding, string feature, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>> features)
    {
        var studies = finding.OnScale.Studies;
        double[] values = [.. studies.Select(s => ValueOf(s.Name, feature, features))];
        var known = values.Count(double.IsFinite);
        return known < FewestTasks
            ? Answer<ModeratedEffect>.NotEnough($"{known} tasks with this effect say their {feature}; at least {FewestTasks} are needed.")
            : MetaRegression.Fit(studies, [new Moderator(feature, values)]);
    }

    private static double ValueOf(string task, string feature, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>> features)
    {
        foreach (var known in features.GetValueOrDefault(task, []))
        {
            if (known.Name == feature && known.Value.IsNumber)
                return known.Value.Number;
        }

        return double.NaN;
    }
}
