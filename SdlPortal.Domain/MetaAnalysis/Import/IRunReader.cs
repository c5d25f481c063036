using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>Reads the runs of one format. Never writes into the source; streams, so memory does not grow with the file. Stateless and safe for any thread.</summary>
public interface IRunReader
{
    /// <summary>The word of the command line: "optuna", "csv".</summary>
    string Format { get; }

    /// <summary>The name for people: "Optuna storage (SQLite)".</summary>
    string Title { get; }

    /// <summary>True when the file or folder looks like this format; reads a few bytes only.</summary>
    bool Recognizes(string path);

    /// <summary>True where the reader cannot go without a <see cref="RunMap"/>: tables say nothing about their columns.</summary>
    bool NeedsMap { get; }

    /// <summary>
    /// All runs in an order that is the same at every reading, with the declarations and refusals among them. A row that cannot be read is refused and the rest goes on.
    /// </summary>
    /// <exception cref="RunSourceException">The source as a whole cannot be read: damaged, foreign, gone, or its map does not fit. Also thrown midway where a file ends in damage.</exception>
    IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken);
}

/// <summary>What a reader gives, one after the other. A closed family.</summary>
/// <param name="Fraction">How much of the source has been read, 0 to 1, for progress.</param>
public abstract record RunItem(double Fraction);

/// <summary>A run.</summary>
public sealed record RunRead(RunRecord Run, double Fraction) : RunItem(Fraction);

/// <summary>The source declares a parameter (kind, bounds, scale). Comes before or after the runs that have it; a later declaration of a name widens the earlier one.</summary>
public sealed record ParameterDeclared(ParameterShape Shape, double Fraction) : RunItem(Fraction);

/// <summary>The source declares a metric and its goal.</summary>
public sealed record MetricDeclared(MetricShape Shape, double Fraction) : RunItem(Fraction);

/// <summary>A row was not taken.</summary>
/// <param name="Where">"line 42", "trial 17 of study sgd-iris".</param>
/// <param name="Reason">What is wrong with which value, and what to do.</param>
public sealed record RowRefused(string Where, string Reason, double Fraction) : RunItem(Fraction);

/// <summary>Something to know that cost no run: a column of mixed types taken as categories, an older schema, a study without trials.</summary>
public sealed record Remarked(string Sentence, double Fraction) : RunItem(Fraction);

/// <summary>A source cannot be read; the message says which file, why, and what to do. Nothing of it was stored.</summary>
public sealed class RunSourceException(string message, Exception? inner = null) : Exception(message, inner);
