namespace SdlPortal.Hardware;

/// <summary>The lab cannot be set up; the message tells the person at the console what is wrong and what to do.</summary>
public sealed class LabUnavailableException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
