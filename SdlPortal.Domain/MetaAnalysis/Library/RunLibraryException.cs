namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>What is on disk cannot be used or written; the message says which file, why, and what to do.</summary>
public class RunLibraryException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Somebody else writes here at this moment; waiting helps.</summary>
public sealed class ProjectBusyException(string message, Exception? inner = null) : RunLibraryException(message, inner);
