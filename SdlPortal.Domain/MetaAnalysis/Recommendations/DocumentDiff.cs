using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>A field of a document in which two versions differ.</summary>
/// <param name="Field">In people's words: "Title", "Region: learning_rate".</param>
/// <param name="Before">Null where it was not there.</param>
/// <param name="After">Null where it is not there any more.</param>
public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>What differs between two versions of a document, field by field in the order in which people read them.</summary>
public static class DocumentDiff
{
    /// <summary>Empty where nothing that people read differs.</summary>
    public static IReadOnlyList<FieldChange> Of(RecommendationDocument before, RecommendationDocument after)
    {
        var changes = new List<FieldChange>();
        void Add(string field, string? was, string? is_)
        {
            (was, is_) = (string.IsNullOrEmpty(was) ? null : was, string.IsNullOrEmpty(is_) ? null : is_);
            if (!string.Equals(was, is_, StringComparison.Ordinal))
                changes.Add(new FieldChange(field, was, is_));
        }

        void Both(string field, Func<RecommendationDocument, string?> text) => Add(field, text(before), text(after));
        Both("Title", d => d.Title);
        Both("Recommends", d => d.Subject == RecommendationSubject.Variant ? $"the variant {d.Variant}" : "a region");
        Both("Claim", d => d.Claim);
        Both("Rationale", d => d.Rationale);
        Lines("What would change it", before.WhatWouldChangeIt, after.WhatWouldChangeIt, Add);
        Sides(before.Evidence.Region.Boxes, after.Evidence.Region.Boxes, Add);
        Both("Forecast", d => d.Forecast is { } forecast ? Text(forecast) : d.WhyNoForecast);
        Lines("Feasibility", before.Feasibility, after.Feasibility, Add);
        Both("Validation: experiments inside", d => Text(d.Validation.Inside));
        Both("Validation: experiments outside", d => Text(d.Validation.Outside));
        Both("Validation: seed", d => Text(d.Validation.Seed));
        Both("Project", d => d.Evidence.Project);
        Both("Target", d => d.Evidence.Target ?? "any task");
        Both("Metric", d => d.Evidence.Metric.Label);
        Both("Tasks", d => Text(d.Evidence.Basis.Tasks));
        Both("Runs", d => Text(d.Evidence.Basis.Runs.Used));
        Donors(before.Evidence, after.Evidence, Add);
        Both("Analysis", d => d.Evidence.Basis.Analysis);
        Both("Hash of the data", d => d.Evidence.Basis.DataHash);
        Both("Version of the analyses", d => d.Evidence.Basis.Pipeline);
        Both("Version of the rules", d => Text(d.Evidence.Basis.RulesVersion));
        Both("Seed of the analysis", d => Text(d.Evidence.Basis.Seed));
        return changes;
    }

    /// <summary>Sentences that went, in their order, then those that came; one changed in its place counts as one change.</summary>
    private static void Lines(string field, IReadOnlyList<string> before, IReadOnlyList<string> after, Action<string, string?, string?> add)
    {
        var gone = before.Except(after, StringComparer.Ordinal).ToList();
        var come = after.Except(before, StringComparer.Ordinal).ToList();
        for (var i = 0; i < Math.Max(gone.Count, come.Count); i++)
            add(field, i < gone.Count ? gone[i] : null, i < come.Count ? come[i] : null);
    }

    private static void Sides(IReadOnlyList<ConfigurationBox> before, IReadOnlyList<ConfigurationBox> after, Action<string, string?, string?> add)
    {
        var most = Math.Max(before.Count, after.Count);
        for (var b = 0; b < most; b++)
        {
            var field = most == 1 ? "Region" : string.Create(CultureInfo.InvariantCulture, $"Region, box {b + 1}");
            var (was, now) = (Side(before, b), Side(after, b));
            foreach (var parameter in was.Keys.Union(now.Keys, StringComparer.Ordinal))
                add($"{field}: {parameter}", was.GetValueOrDefault(parameter), now.GetValueOrDefault(parameter));
        }
    }

    private static Dictionary<string, string> Side(IReadOnlyList<ConfigurationBox> boxes, int box) =>
        box < boxes.Count ? boxes[box].Sides.GroupBy(s => s.Parameter, StringComparer.Ordinal).ToDictionary(g => g.Key, g => string.Join(", ", g.Select(BoxWording.Of)), StringComparer.Ordinal) : [];

    private static void Donors(RegionRecommendation before, RegionRecommendation after, Action<string, string?, string?> add)
    {
        var (was, now) = (Weights(before), Weights(after));
        foreach (var task in was.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            add($"Weight of {task}", was.GetValueOrDefault(task), now.GetValueOrDefault(task));
    }

    private static Dictionary<string, string> Weights(RegionRecommendation evidence) => evidence.Donors.ToDictionary(d => d.Task, d => Quantity.Text(d.Weight, digits: 3), StringComparer.Ordinal);

    private static string Text(GainForecast forecast) => string.Create(CultureInfo.InvariantCulture,
        $"{Quantity.Text(forecast.Superiority.Mean, digits: 3)} ({Quantity.Text(forecast.Superiority.Low, digits: 3)} to {Quantity.Text(forecast.Superiority.High, digits: 3)}), from {forecast.Tasks} tasks");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
