using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Domain.Simulation.Studies.Findings;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Studies.Panels;

/// <summary>The tab of findings: checks them off the circuit, again when the study has come further.</summary>
public sealed partial class FindingsPanel
{
    /// <summary>Checking takes resampling; while the study runs this often is enough.</summary>
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    private LatestWork<IReadOnlyList<Finding>>? checking;
    private StudySummary? asked;
    private IReadOnlyList<Finding>? findings;

    [Parameter] public StudySummary? Summary { get; set; }

    [Inject] private TimeProvider Time { get; set; } = null!;

    protected override void OnParametersSet()
    {
        if (Summary is not { Cells.Count: > 0 } summary || ReferenceEquals(summary, asked))
            return;
        asked = summary;
        checking ??= new LatestWork<IReadOnlyList<Finding>>(Time, CheckEvery, Guarded);
        // What cannot be told stands last.
        checking.Request(_ => [.. StudyFindings.Of(summary).OrderBy(f => f.Verdict == Verdict.NotTestable)], next =>
        {
            findings = next;
            StateHasChanged();
            return Task.CompletedTask;
        });
    }

    private static StatusTone Tone(Finding finding) => finding.Verdict switch
    {
        Verdict.Holds => new("tone-done", "check", finding.VerdictText),
        Verdict.DoesNotHold => new("tone-failed", "cross", finding.VerdictText),
        _ => new("tone-queued", "question", "not testable"),
    };

    public ValueTask DisposeAsync() => checking?.DisposeAsync() ?? ValueTask.CompletedTask;
}
