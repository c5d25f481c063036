using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Proposals;

/// <summary>What the columns of a table probably are, guessed from their names and values, with the reason for each guess: a person checks it before anything is imported.</summary>
/// <param name="Map">Ready to read with; it may lack a metric where no column looks like one.</param>
/// <param name="Columns">One for every column of the table, in its order.</param>
public sealed record MapProposal(RunMap Map, EquatableList<ProposedColumn> Columns)
{
    public static MapProposal For(TablePreview preview) => new Proposer(preview).Propose();

    /// <summary>Looks at a bounded part of the file.</summary>
    /// <exception cref="RunSourceException">The file is no table of text.</exception>
    public static MapProposal For(string path, CancellationToken cancellationToken = default) => For(TablePreview.Read(path, cancellationToken));
}

/// <summary>The guess for one column.</summary>
/// <param name="Column">Its heading.</param>
/// <param name="Name">The name of the parameter or metric it belongs to; null for other roles.</param>
/// <param name="Reason">A sentence: "Maximize, since 'acc' is an accuracy."</param>
public sealed record ProposedColumn(string Column, ColumnRole Role, string? Name, string Reason);
