using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Which principal components are drawn.</summary>
/// <param name="Color">The column whose groups tell points apart; null for none.</param>
public sealed record ComponentsSettings(PcaSettings Components, string? Color = null);

/// <summary>Principal components with what their picture needs besides.</summary>
/// <param name="Group">Of each point of the components, its place in <paramref name="Groups"/>.</param>
/// <param name="SourceRows">The points' rows in the table as it was brought.</param>
public sealed record ComponentsPicture(PrincipalComponents Components, string? Color, IReadOnlyList<string> Groups, bool GroupsAreOrdered, IReadOnlyList<int> Group, IReadOnlyList<int> SourceRows, IReadOnlyList<string> Remarks);

/// <summary>See <see cref="ComponentsPicture"/>. Pure.</summary>
public static class ComponentsAnalysis
{
    public static TableAnalysis<ComponentsSettings, ComponentsPicture> Definition { get; } = new("components", PcaAnalysis.Definition.Version, "Principal components", Run);

    public static ComponentsPicture Run(DataTable table, ComponentsSettings settings, AnalysisStep step)
    {
        var components = PcaAnalysis.Run(table, settings.Components, step);
        var groups = RowGroups.Find(table, settings.Color);
        return new ComponentsPicture(components, groups.By, groups.Names, groups.IsOrdered, [.. components.Points.Select(p => groups.Of[p.Row])], [.. components.Points.Select(p => table.SourceRow(p.Row))], [.. components.Remarks, .. groups.Remarks]);
    }
}
