using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>How tools call the ways a run can end: Optuna, SMAC, DeepCAVE, BOHB, MLflow, Weights &amp; Biases, Ray Tune, Ax, EDBO and people.</summary>
internal static class StatusWords
{
    private static readonly Dictionary<string, RunStatus> Words = Build(
        (RunStatus.Completed, "completed complete success successful succeeded finished finish done ok measured passed terminated"),
        (RunStatus.StoppedEarly, "pruned stoppedearly earlystopped earlystopping earlystop"),
        (RunStatus.Failed, "failed fail failure error errored crashed crash timeout timedout memoryout memout outofmemory oom diverged invalid nan broken"),
        (RunStatus.Abandoned, "abandoned abort aborted killed canceled cancelled stopped stop preempted preempting interrupted rejected skipped capped deleted"),
        (RunStatus.Running, "running inprogress progress active started"),
        (RunStatus.Waiting, "waiting wait pending scheduled queued planned suggested candidate staged new notstarted notevaluated todo open"));

    /// <summary>The usual ones, for messages.</summary>
    public const string Known = "finished, complete, success, pruned, failed, crashed, timeout, killed, aborted, running, waiting, pending";

    /// <summary>Case, blanks, hyphens and prefixes such as "TrialState." and "StatusType." do not count.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, out RunStatus status)
    {
        var dot = cell.LastIndexOf((byte)'.');
        if (dot >= 0 && dot < cell.Length - 1)
            cell = cell[(dot + 1)..];
        Span<char> letters = stackalloc char[32];
        var count = 0;
        foreach (var b in cell)
        {
            if (!char.IsAsciiLetter((char)b))
                continue;
            if (count == letters.Length)
            {
                status = default;
                return false;
            }

            letters[count++] = char.ToLowerInvariant((char)b);
        }

        return Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters[..count], out status);
    }

    private static Dictionary<string, RunStatus> Build(params (RunStatus Status, string Words)[] families) =>
        families.SelectMany(f => f.Words.Split(' ').Select(w => (w, f.Status))).ToDictionary(p => p.w, p => p.Status, StringComparer.Ordinal);
}
