using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Web.Studies;

/// <summary>The page of one study: follows it, reads what it has come to off the circuit, and shows one of its tabs.</summary>
public sealed partial class StudyPage
{
    /// <summary>Progress moves with every batch; results are read this often while it runs.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private static readonly IReadOnlyList<(string, string)> Parents = [("Studies", "/studies")];

    private FeedWatcher<Guid>? watcher;
    private LatestWork<StudyOutcome?>? looking;
    private StudyState? state;
    private StudyOutcome? outcome;
    private StudyQuery query = new(StudyQuery.Matrix);
    private Guid shown;
    private string? refusal;
    private string? renaming;
    private bool looked;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery] public string? Tab { get; set; }

    [SupplyParameterFromQuery] public string? Problem { get; set; }

    [SupplyParameterFromQuery] public string? Delay { get; set; }

    [SupplyParameterFromQuery] public string? Strategy { get; set; }

    [SupplyParameterFromQuery] public string? Against { get; set; }

    [SupplyParameterFromQuery] public string? Regret { get; set; }

    [Inject] private StudyJobs Jobs { get; set; } = null!;

    [Inject] private StudyFeed Feed { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private Radzen.DialogService Dialogs { get; set; } = null!;

    protected override void OnInitialized()
    {
        looking = new LatestWork<StudyOutcome?>(Time, LookEvery, Guarded);
        watcher = new FeedWatcher<Guid>(Feed, Time);
        watcher.Start(Guarded, batch =>
        {
            if (batch.Contains(Id))
                Refresh();
            return Task.CompletedTask;
        });
    }

    protected override void OnParametersSet()
    {
        query = StudyQuery.From(Tab, Problem, Delay, Strategy, Against, Regret);
        if (shown == Id)
            return;
        (shown, outcome, looked, refusal, renaming) = (Id, null, false, null, null);
        Refresh();
    }

    private void Refresh()
    {
        state = Jobs.Find(Id);
        if (state is not null)
        {
            var id = Id;
            looking!.Request(_ => Jobs.Look(id), next =>
            {
                if (id == Id)
                {
                    (outcome, looked) = (next, true);
                    // Reading a journal may have shown more than was known.
                    state = Jobs.Find(Id);
                    StateHasChanged();
                }

                return Task.CompletedTask;
            }, urgent: !looked);
        }

        StateHasChanged();
    }

    private void Show(StudyQuery next) => Navigation.NavigateTo(next.Address(Id), replace: true);

    /// <summary>Why the person may not run studies; null who may.</summary>
    private string? WhyNotMay => SignedIn.Actor.WhyNot(Deed.RunStudies);

    private void Cancel() => Command(() => Jobs.Cancel(Id, SignedIn.Actor));

    private void Resume() => Command(() => Jobs.Resume(Id, SignedIn.Actor));

    private void Rename()
    {
        var name = renaming ?? "";
        renaming = null;
        Command(() => Jobs.Rename(Id, name, SignedIn.Actor));
    }

    private void Duplicate() => Navigation.NavigateTo($"/studies/new?from={Id}");

    private async Task DeleteAsync()
    {
        if (!await StudyQuestions.DeleteAsync(Dialogs, state!))
            return;
        Command(() =>
        {
            Jobs.Delete(Id, SignedIn.Actor);
            Navigation.NavigateTo("/studies");
        });
    }

    private void Command(Action command)
    {
        refusal = null;
        try
        {
            command();
        }
        catch (RefusedException e)
        {
            refusal = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (watcher is not null)
            await watcher.DisposeAsync();
        if (looking is not null)
            await looking.DisposeAsync();
    }
}
