using System.Text.Json.Serialization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>Which runs an exclusion means. A closed family.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "by")]
[JsonDerivedType(typeof(RowsSelected), "rows")]
[JsonDerivedType(typeof(KeysSelected), "keys")]
[JsonDerivedType(typeof(TaskSelected), "task")]
public abstract record RunSelector;

/// <summary>Rows of sources, chosen by hand or found by a quality check. Remembered by the runs' keys, so it holds for newer versions of the sources too.</summary>
/// <param name="Check">The check that found them; null where a person chose.</param>
public sealed record RowsSelected(EquatableList<SourceRows> Rows, string? Check = null) : RunSelector;

/// <summary>Runs by their keys, in one source and its later versions, or wherever they occur.</summary>
/// <param name="Source">Null for all sources.</param>
public sealed record KeysSelected(EquatableList<string> Keys, string? Source = null) : RunSelector;

/// <summary>All runs of a task, also those that are imported later. The task's name is the one after the rules.</summary>
public sealed record TaskSelected(string Task) : RunSelector;

/// <summary>Rows of a source, counted from 0.</summary>
public sealed record SourceRows(string Source, EquatableList<int> Rows);
