using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns;

/// <summary>A warm start as somebody is still writing it. Mutable; not for sharing between threads.</summary>
public sealed class WarmStartDraft
{
    /// <summary>A recommendation's file that is yet to be read, relative to the campaign file; null where the rest stands here.</summary>
    public string? Recommendation { get; set; }

    public WarmStartOriginDraft? Origin { get; set; }

    public List<Configuration> InitialPoints { get; set; } = [];

    public List<PriorRegionDraft> Regions { get; set; } = [];

    public List<DonorDraft> Donors { get; set; } = [];

    public static WarmStartDraft Of(WarmStart start) => new()
    {
        Origin = new WarmStartOriginDraft
        {
            Title = start.Origin.Title,
            Purpose = start.Origin.Purpose == WarmStartPurpose.Validate ? "validate" : "follow",
            Recommendation = start.Origin.Recommendation?.ToString(),
            Version = start.Origin.Version,
        },
        InitialPoints = [.. start.InitialPoints],
        Regions = [.. start.Regions.Select(r => new PriorRegionDraft
        {
            Sides = [.. r.Sides.Select(s => new PriorSideDraft { Parameter = s.Parameter, Low = s.Low, High = s.High, Choices = [.. s.Choices] })],
            Probability = r.Probability,
        })],
        Donors = [.. start.Donors.Select(d => new DonorDraft
        {
            Task = d.Task,
            Weight = d.Weight,
            Runs = [.. d.Runs.Select(r => new DonorRunDraft { Configuration = r.Configuration, Value = r.Value })],
        })],
    };
}

public sealed class WarmStartOriginDraft
{
    public string? Title { get; set; }

    /// <summary>"follow" (also when missing) or "validate".</summary>
    public string? Purpose { get; set; }

    /// <summary>The id of the recommendation in this portal.</summary>
    public string? Recommendation { get; set; }

    public int? Version { get; set; }
}

public sealed class PriorRegionDraft
{
    public List<PriorSideDraft> Sides { get; set; } = [];

    public double? Probability { get; set; }
}

public sealed class PriorSideDraft
{
    public string? Parameter { get; set; }

    public double? Low { get; set; }

    public double? High { get; set; }

    public List<string> Choices { get; set; } = [];
}

public sealed class DonorDraft
{
    public string? Task { get; set; }

    public double? Weight { get; set; }

    public List<DonorRunDraft> Runs { get; set; } = [];
}

public sealed class DonorRunDraft
{
    public Configuration? Configuration { get; set; }

    /// <summary>Of the first objective, oriented so that larger is better.</summary>
    public double? Value { get; set; }
}
