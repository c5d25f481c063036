using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews.Deciding;
using SdlPortal.Web.Reviews.History;

namespace SdlPortal.Web.Reviews;

/// <summary>The page of one recommendation: follows it, shows a version as a paper, and sends what somebody does together with what they saw.</summary>
public sealed partial class RecommendationPage
{
    private static readonly IReadOnlyList<(string, string)> Parents = [("Reviews", "/reviews")];

    private FeedWatcher<Guid>? watcher;
    private Recommendation? shown;
    private IReadOnlyList<HistoryRow> history = [];
    private IReadOnlyList<RecommendationSummary> successors = [];
    private ReviewTyping typing = new();
    private IReadOnlyList<Problem> problems = [];
    private string? problem;
    private string? refusal;
    private Guid? read;
    private bool looked;
    private bool isBusy;
    private bool reading;
    private bool isStale;

    [Parameter] public Guid Id { get; set; }

    /// <summary>What is being done: a key of <see cref="ReviewAct"/>; null while one only reads.</summary>
    [SupplyParameterFromQuery] public string? Act { get; set; }

    /// <summary>An earlier version; null for the one that counts.</summary>
    [SupplyParameterFromQuery] public int? Version { get; set; }

    [Inject] private ReviewDesk Desk { get; set; } = null!;

    [Inject] private RecommendationFeed Feed { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private BrowserMemory Memory { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string MemoryKey => $"review:{Id:N}";

    private DocumentVersion Current => Version is { } number && shown!.Versions.FirstOrDefault(v => v.Number == number) is { } old ? old : shown!.Current;

    /// <summary>What the person has begun, with the rule's answer to what they saw then.</summary>
    private ReviewAct? Open => shown is null ? null : ReviewAct.Of(shown, SignedIn.Actor, Act, typing.Seen);

    private IReadOnlyList<HistoryRow> Missed => shown is null ? [] : [.. typing.Missed(shown, SignedIn.Actor.Id).Join(history, e => e.Sequence, r => r.Sequence, (_, row) => row)];

    protected override void OnInitialized() => SignedIn.Changed += StateHasChanged;

    protected override async Task OnParametersSetAsync()
    {
        if (read != Id)
        {
            read = Id;
            (shown, history, typing, problems, problem, refusal, looked) = (null, [], new ReviewTyping(), [], null, null, false);
            watcher ??= Watch();
            typing = ReviewTyping.FromJson(await Memory.LoadDraftAsync(MemoryKey));
            await ReadAsync();
        }

        await BeginAsync();
    }

    private FeedWatcher<Guid> Watch()
    {
        var made = new FeedWatcher<Guid>(Feed, Time);
        made.Start(Guarded, changed => changed.Contains(Id) ? ReadAsync() : Task.CompletedTask);
        return made;
    }

    /// <summary>One reading at a time; changes during one lead to one more.</summary>
    private async Task ReadAsync()
    {
        isStale = true;
        if (reading)
            return;
        reading = true;
        try
        {
            while (isStale)
            {
                isStale = false;
                Take(await Desk.FindAsync(Id));
            }
        }
        catch (InvalidDataException e)
        {
            (looked, problem) = (true, e.Message);
        }
        finally
        {
            reading = false;
        }

        StateHasChanged();
    }

    private void Take(Recommendation? next)
    {
        looked = true;
        if (next is null || (shown is not null && shown.Id == next.Id && next.Sequence <= shown.Sequence))
            return;
        (shown, history) = (next, HistoryRows.Of(next.History));
        // One's own word is no news.
        if (typing.Seen is not null && typing.Missed(next, SignedIn.Actor.Id).Count == 0)
            typing.See(next);
    }

    /// <summary>Pins what the person has before them when they begin something.</summary>
    private async Task BeginAsync()
    {
        if (shown is null || Open is not { } act)
            return;
        if (typing.Seen is null)
            typing.See(shown);
        if (ReviewAct.IsEditing(act.Key))
            typing.Form ??= DocumentForm.Of(shown.Document);
        if (act.Key == ReviewAct.Replace)
            successors = [.. (await Desk.ListAsync()).Where(r => r.Status == RecommendationStatus.Official && r.Id != Id)];
    }

    private void Begin(string act) => Navigation.NavigateTo($"{RecommendationLook.Address(Id)}?act={act}");

    /// <summary>Back to reading; what was typed for the act is let go.</summary>
    private async Task LeaveAsync()
    {
        typing.Close();
        (problems, refusal) = ([], null);
        await KeepAsync();
        Navigation.NavigateTo(RecommendationLook.Address(Id));
    }

    private Task KeepAsync() => Memory.SaveDraftAsync(MemoryKey, typing.ToJson());

    private async Task GoOnAsync()
    {
        typing.See(shown!);
        (refusal, problems) = (null, []);
        await KeepAsync();
    }

    private Task CommentAsync() => RunAsync(async actor =>
    {
        Take(await Desk.CommentAsync(Id, typing.Comment, actor));
        typing.Comment = "";
        await KeepAsync();
    });

    /// <summary>Does what the open act is about, with what the person saw.</summary>
    private Task DoAsync() => RunAsync(async actor =>
    {
        var (seen, note) = (typing.Seen!, typing.Note);
        var edited = ReviewAct.IsEditing(Act) ? Edited() : null;
        if (ReviewAct.IsEditing(Act) && edited is null)
            return;
        Take(await (Act switch
        {
            ReviewAct.Approve => Desk.ApproveAsync(Id, seen, null, note, actor),
            ReviewAct.ApproveWithEdits => Desk.ApproveAsync(Id, seen, edited, note, actor),
            ReviewAct.Reject => Desk.RejectAsync(Id, seen, note, actor),
            ReviewAct.MakeOfficial => Desk.MakeOfficialAsync(Id, seen, note, actor),
            ReviewAct.Replace => Desk.ReplaceAsync(Id, typing.Successor ?? throw new RefusedException("No recommendation is chosen to take its place. Choose one."), seen, note, actor),
            ReviewAct.Edit => Desk.ReviseAsync(Id, seen.Version, edited!, note, actor),
            ReviewAct.Submit => Desk.SubmitAsync(Id, note, actor),
            _ => Desk.WithdrawAsync(Id, note, actor),
        }));
        await LeaveAsync();
    });

    private RecommendationDocument? Edited()
    {
        (var document, problems) = typing.Form!.Read(shown!.Document);
        return document;
    }

    /// <summary>Runs a command; what is refused stays on the page, with all that was typed.</summary>
    private async Task RunAsync(Func<Actor, Task> command)
    {
        if (isBusy)
            return;
        (isBusy, refusal, problems) = (true, null, []);
        try
        {
            await command(SignedIn.Actor);
        }
        catch (RefusedException e)
        {
            refusal = e.Message;
            await ReadAsync();
        }
        catch (DefinitionException e)
        {
            problems = e.Problems;
        }
        finally
        {
            isBusy = false;
        }
    }

    public ValueTask DisposeAsync()
    {
        SignedIn.Changed -= StateHasChanged;
        return watcher?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
