using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SdlPortal.Web.Persistence;

/// <summary>A saved template: a campaign file under a name.</summary>
internal sealed class TemplateRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Json { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }

    public static void Configure(EntityTypeBuilder<TemplateRow> table)
    {
        table.ToTable("Templates");
        table.HasKey(t => t.Id);
        table.Property(t => t.Id).ValueGeneratedNever();
        table.Property(t => t.Name).HasMaxLength(Templates.LongestName);
        table.Property(t => t.CreatedBy).HasMaxLength(EventRow.LongestActor);
        table.HasIndex(t => t.Name).IsUnique();
    }
}
