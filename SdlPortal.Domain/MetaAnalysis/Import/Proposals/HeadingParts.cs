using System.Text.RegularExpressions;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import.Proposals;

/// <summary>What a heading says besides a name: where it comes from, a unit, a goal, the number of a replicate.</summary>
/// <param name="Name">The name alone.</param>
/// <param name="Role">What a prefix says ("params_", "config/", "metrics.", "user_attrs_"); null where there is none.</param>
/// <param name="Unit">"flow (uL/min)" and "flow [uL/min]" have one.</param>
/// <param name="Goal">DeepCAVE writes "metric:acc [0; 1] (maximize)".</param>
/// <param name="Stem">What replicates share: "acc" of "acc_seed3"; null where the heading is none.</param>
internal sealed partial record HeadingParts(string Name, ColumnRole? Role, string? Unit, MetricGoal? Goal, string? Stem)
{
    public static HeadingParts Of(string heading)
    {
        var (name, role, goal, unit) = (heading.Trim(), (ColumnRole?)null, (MetricGoal?)null, (string?)null);
        if (DeepCave().Match(name) is { Success: true } match)
            return new HeadingParts(match.Groups[1].Value.Trim(), ColumnRole.Metric, null, match.Groups[2].Value.StartsWith("max", StringComparison.OrdinalIgnoreCase) ? MetricGoal.Maximize : MetricGoal.Minimize, null);
        if (Prefix().Match(name) is { Success: true } prefix && prefix.Length < name.Length)
        {
            role = prefix.Groups[1].Value.ToUpperInvariant() switch
            {
                "METRIC" or "METRICS" or "SUMMARY" or "RESULT" or "RESULTS" => ColumnRole.Metric,
                "USER_ATTRS" or "SYSTEM_ATTRS" or "TAG" or "TAGS" => ColumnRole.Note,
                _ => ColumnRole.Parameter,
            };
            name = name[prefix.Length..];
        }

        (name, unit) = SplitUnit(name);
        var replicate = Replicate().Match(name);
        return new HeadingParts(name, role, unit, goal, replicate.Success ? replicate.Groups[1].Value.Length > 0 ? replicate.Groups[1].Value : "outcome" : null);
    }

    /// <summary>What stands in brackets at the end, apart.</summary>
    public static (string Name, string? Unit) SplitUnit(string heading) =>
        UnitBehind().Match(heading) is { Success: true } behind ? (behind.Groups[1].Value.Trim(), behind.Groups[2].Value.Trim()) : (heading, null);

    [GeneratedRegex(@"^metric:(.+?)\s*\[[^\]]*\]\s*\((maximize|minimize)\)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 100)]
    private static partial Regex DeepCave();

    [GeneratedRegex(@"^(params?|parameters?|config|configuration|hyperparameters?|hparams?|hp|metrics?|summary|results?|user_attrs|system_attrs|tags?)([/.:]|(?<=params|attrs)_)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 100)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^(.*\S)\s*[\(\[]([^\(\)\[\]]{1,20})[\)\]]$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex UnitBehind();

    [GeneratedRegex(@"^(.*?)[_\-\. ]?(?:seed|rep|repl|replicate|repeat|run|repetition)[_\-\. ]?\d+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 100)]
    private static partial Regex Replicate();
}
