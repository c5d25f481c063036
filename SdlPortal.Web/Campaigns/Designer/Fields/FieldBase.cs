using Microsoft.AspNetCore.Components;

namespace SdlPortal.Web.Campaigns.Designer.Fields;

/// <summary>What every field of the designer has: a path in the draft, a label, and the problems found there.</summary>
public abstract class FieldBase : ComponentBase
{
    [CascadingParameter] public DesignerForm Form { get; set; } = null!;

    [Parameter, EditorRequired] public string Path { get; set; } = "";

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>In a table the column says the label and the row says the problems.</summary>
    [Parameter] public bool InTable { get; set; }

    [Parameter] public string? Hint { get; set; }

    protected string Id => DesignerSections.FieldId(Path);

    protected string LabelClass => InTable ? "in-table" : "";

    protected bool Wrong => Form.At(Path).Any();

    protected string? Invalid => Wrong ? "true" : null;

    protected string? DescribedBy => Wrong ? $"{Id}-problem" : Hint is null ? null : $"{Id}-hint";
}
