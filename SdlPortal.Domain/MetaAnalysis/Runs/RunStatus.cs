namespace SdlPortal.Domain.MetaAnalysis.Runs;

/// <summary>How a prior run ended, or that it has not.</summary>
public enum RunStatus
{
    /// <summary>It went to its end.</summary>
    Completed,

    /// <summary>Ended on purpose before its end, since it did not look promising; what it had reached counts with that reservation.</summary>
    StoppedEarly,

    /// <summary>It crashed, or its outcome is no number.</summary>
    Failed,

    /// <summary>A person or a system ended it without saying anything about its promise.</summary>
    Abandoned,

    Running,

    /// <summary>Planned; nothing has happened yet.</summary>
    Waiting,
}
