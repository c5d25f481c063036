using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Web.Campaigns.Designer;

namespace SdlPortal.Web.Reviews.Deciding;

/// <summary>One box of a region as texts that a person edits: a row for every parameter, named by the box or left free.</summary>
public sealed class BoxForm
{
    public List<SideForm> Sides { get; init; } = [];

    public static BoxForm Of(ConfigurationBox box, IReadOnlyList<ParameterShape> parameters) =>
        new() { Sides = [.. parameters.Select(p => SideForm.Of(p, box.Sides.FirstOrDefault(s => s.Parameter == p.Name)))] };
}

/// <summary>What a box says of one parameter, as texts.</summary>
public sealed class SideForm
{
    public required string Parameter { get; init; }

    /// <summary>False: the box leaves the parameter free.</summary>
    public bool IsNamed { get; set; }

    public string Low { get; set; } = "";

    public string High { get; set; } = "";

    public HashSet<string> Levels { get; init; } = new(StringComparer.Ordinal);

    public bool TakesInactive { get; init; }

    /// <summary>The side says that the parameter is not active, which has nothing to edit but to let it go.</summary>
    public bool IsInactiveOnly { get; init; }

    public static SideForm Of(ParameterShape shape, BoxSide? side) => side switch
    {
        NumberSide s => new SideForm { Parameter = shape.Name, IsNamed = true, Low = NumberText.Show(s.Low), High = NumberText.Show(s.High), TakesInactive = s.TakesInactive },
        ChoiceSide { Levels.Count: 0 } s => new SideForm { Parameter = shape.Name, IsNamed = true, IsInactiveOnly = true, TakesInactive = s.TakesInactive },
        ChoiceSide s => new SideForm { Parameter = shape.Name, IsNamed = true, Levels = new(s.Levels, StringComparer.Ordinal), TakesInactive = s.TakesInactive },
        _ => new SideForm { Parameter = shape.Name, Low = NumberText.Show(shape.Low), High = NumberText.Show(shape.High), Levels = new(shape.Levels, StringComparer.Ordinal), TakesInactive = true },
    };
}
