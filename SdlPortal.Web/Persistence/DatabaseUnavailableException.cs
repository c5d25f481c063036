namespace SdlPortal.Web.Persistence;

/// <summary>The database cannot be used; the message is one line for the person at the console: what, why, and what to do.</summary>
public sealed class DatabaseUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
