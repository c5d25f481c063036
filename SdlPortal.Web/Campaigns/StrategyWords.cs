using System.Globalization;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Web.Campaigns;

/// <summary>What strategies and their settings are called on every page. Names and hints of strategies are their own; policies are worded here. Pure.</summary>
public static class StrategyWords
{
    /// <summary>In the middle of a sentence; a name that this program no longer knows stays as it is.</summary>
    public static string Of(string? name) => string.IsNullOrEmpty(name) ? "no strategy" : Strategies.Find(name)?.Title ?? name;

    /// <summary>As a label of its own.</summary>
    public static string Label(string name) => Capital(Of(name));

    public static string Of(PendingPolicy policy) => policy switch
    {
        PendingPolicy.Joint => "averaged over what they could turn out to be",
        PendingPolicy.Believer => "taken to come out as predicted",
        PendingPolicy.LiarWorst => "taken to equal the worst result so far",
        PendingPolicy.LiarMean => "taken to equal the mean result so far",
        PendingPolicy.LiarBest => "taken to equal the best result so far",
        PendingPolicy.Pessimistic => "taken to come out a standard deviation below their prediction",
        PendingPolicy.Penalized => "kept at a distance",
        PendingPolicy.Ignored => "not looked at, only never proposed twice",
        _ => throw new NotSupportedException(policy.ToString()),
    };

    /// <summary>The same in few words, to choose from.</summary>
    public static string Short(PendingPolicy policy) => policy switch
    {
        PendingPolicy.Joint => "average over them",
        PendingPolicy.Believer => "as predicted",
        PendingPolicy.LiarWorst => "as the worst so far",
        PendingPolicy.LiarMean => "as the mean so far",
        PendingPolicy.LiarBest => "as the best so far",
        PendingPolicy.Pessimistic => "worse than predicted",
        PendingPolicy.Penalized => "keep a distance",
        PendingPolicy.Ignored => "ignore them",
        _ => throw new NotSupportedException(policy.ToString()),
    };

    public static string Short(DuplicatePolicy policy) => policy switch
    {
        DuplicatePolicy.Forbid => "never",
        DuplicatePolicy.AsReplicates => "as the strategy wants",
        DuplicatePolicy.WhenNoisy => "only under noise",
        _ => throw new NotSupportedException(policy.ToString()),
    };

    public static string Of(DuplicatePolicy policy) => policy switch
    {
        DuplicatePolicy.Forbid => "never while another configuration is left",
        DuplicatePolicy.AsReplicates => "whenever the strategy wants to",
        DuplicatePolicy.WhenNoisy => "only while the results scatter enough for a repeat to tell something",
        _ => throw new NotSupportedException(policy.ToString()),
    };

    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>What a definition says besides the strategy's name, as facts: only what differs from the usual.</summary>
    public static IEnumerable<(string Name, string Text)> Settings(StrategyChoice choice)
    {
        foreach (var phase in choice.Phases)
            yield return (string.Create(CultureInfo.InvariantCulture, $"From experiment {phase.From + 1} on"), Of(phase.Strategy));
        if (choice.Pending is { } pending)
            yield return ("Pending experiments", $"are {Of(pending)}");
        if (choice.ExplorationShare > 0)
            yield return ("Exploration", $"{choice.ExplorationShare.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "\u00A0", StringComparison.Ordinal)} of the strategy's suggestions fill the space instead");
        if (choice.Duplicates != DuplicatePolicy.WhenNoisy)
            yield return ("A configuration is measured again", Of(choice.Duplicates));
    }
}
