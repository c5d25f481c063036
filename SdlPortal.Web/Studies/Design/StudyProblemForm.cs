using System.Text.Json.Nodes;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies.Design;

/// <summary>One problem as it is typed: a source in one or several numbers of dimensions.</summary>
public sealed class StudyProblemForm
{
    public string Source { get; set; } = "levy";

    /// <summary>Empty for the source's own name.</summary>
    public string Label { get; set; } = "";

    public string Dimensions { get; set; } = "3";

    /// <summary>Empty for the source's own.</summary>
    public string Noise { get; set; } = "";

    public bool Shift { get; set; }

    /// <summary>Of a table: what it is called, and its CSV text.</summary>
    public string TableName { get; set; } = "";

    public string? TableText { get; set; }

    /// <summary>Of a table: what describes it, and that campaign file's text.</summary>
    public string CampaignName { get; set; } = "";

    public string? CampaignText { get; set; }

    public bool IsTable => Source == StudySource.Table;

    /// <summary>Whether the number of dimensions is to be chosen.</summary>
    public bool HasDimensions => !IsTable && StudySource.FixedDimensions(Source) is null;

    public StudyProblemForm Copy() => (StudyProblemForm)MemberwiseClone();

    public static StudyProblemForm Of(PlannedProblem problem, IEnumerable<int> dimensions) => new()
    {
        Source = problem.Source,
        Label = problem.Label == problem.Source || problem.Label == problem.Source + "-shifted" ? "" : problem.Label,
        Dimensions = string.Join(", ", dimensions),
        Noise = Campaigns.Designer.NumberText.Show(problem.Noise),
        Shift = problem.Shift,
        TableName = problem.Table is null ? "" : problem.Label,
        TableText = problem.Table,
        CampaignName = problem.Campaign is null ? "" : "as in the study it comes from",
        CampaignText = problem.Campaign,
    };

    /// <summary>The problem as the study file has it; what cannot be read is noted and left out.</summary>
    internal JsonObject Write(FormNumbers numbers, string path)
    {
        var node = new JsonObject { ["name"] = Source, ["shift"] = Shift };
        var label = Label.Trim().Length > 0 ? Label.Trim() : IsTable ? TableName.Trim() : "";
        if (label.Length > 0)
            node["label"] = label;
        if (HasDimensions && numbers.Counts($"{path}.dimensions", Dimensions) is { } dimensions)
            node["dimensions"] = dimensions;
        if (numbers.Number($"{path}.noise", Noise) is { } noise)
            node["noise"] = noise;
        if (!IsTable)
            return node;
        if (TableText is null)
            numbers.Note($"{path}.path", "There is no table.", "Choose one of the portal's tables or a CSV file.");
        else
            node["tableText"] = TableText;
        if (CampaignText is null)
            numbers.Note($"{path}.campaign", "Nothing describes the table.", "Choose a campaign or a template whose parameters, constraints and objective are the table's.");
        else
            node["campaignText"] = CampaignText;
        return node;
    }
}
