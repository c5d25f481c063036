using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SdlPortal.Web.Persistence;

/// <summary>An uploaded table of results, as the text it came in.</summary>
internal sealed class ResultTableRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Csv { get; set; }

    public required int Rows { get; set; }

    /// <summary>The names of the columns as a JSON array.</summary>
    public required string Columns { get; set; }

    public required DateTimeOffset UploadedAt { get; set; }

    public required string UploadedBy { get; set; }

    public static void Configure(EntityTypeBuilder<ResultTableRow> table)
    {
        table.ToTable("ResultTables");
        table.HasKey(t => t.Id);
        table.Property(t => t.Id).ValueGeneratedNever();
        table.Property(t => t.Name).HasMaxLength(ResultTables.LongestName);
        table.Property(t => t.UploadedBy).HasMaxLength(EventRow.LongestActor);
        table.HasIndex(t => t.Name).IsUnique();
    }
}
