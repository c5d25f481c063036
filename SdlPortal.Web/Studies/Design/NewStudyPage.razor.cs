using System.Globalization;
using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Web.Studies.Design;

/// <summary>Where a study is designed: from a preset, from another study, from a file, or from nothing; and started.</summary>
public sealed partial class NewStudyPage
{
    private static readonly (string Key, string Name, string Hint)[] Presets =
    [
        ("taste", "A small one", "Seconds: Levy in 3 dimensions, two strategies"),
        ("paper", "The paper", "Wen, Zeitler and Rupnow 2023: seven problems, five delays, four strategies, 30 repetitions"),
        ("champion", "Champion", "The paper, and our own strategy"),
        ("champion-shifted", "Champion, optimum moved", "The same with the optimum at another place in each repetition"),
    ];

    /// <summary>Characters of tables that are read within a keystroke's time.</summary>
    private const int QuickTable = 100_000;

    private LatestWork<(StudyPlan? Plan, IReadOnlyList<Problem> Problems)>? checking;
    private StudyForm? form;
    private IReadOnlyList<Problem> problems = [];
    private StudyPlan? plan;
    private StudyEstimate? estimate;
    private IReadOnlyList<string> tables = [];
    private IReadOnlyList<(string Key, string Name)> descriptions = [];
    private (string?, string?)? opened;
    private string? refusal;
    private bool importing;
    private bool tried;
    private bool starting;
    private int waiting;

    [SupplyParameterFromQuery] public string? Preset { get; set; }

    /// <summary>The study to begin from.</summary>
    [SupplyParameterFromQuery] public string? From { get; set; }

    [Inject] private StudyJobs Jobs { get; set; } = null!;

    [Inject] private ResultTables Tables { get; set; } = null!;

    [Inject] private StudyTableDescriptions Descriptions { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string StartLabel => estimate is { } known ? string.Create(CultureInfo.InvariantCulture, $"Start: {known.Campaigns:N0} campaigns") : "Start";

    protected override async Task OnParametersSetAsync()
    {
        if (opened == (Preset, From))
            return;
        opened = (Preset, From);
        (refusal, tried) = (null, false);
        form = Begin();
        Check();
        waiting = Jobs.All.Count(s => s.Condition.IsActive());
        tables = [.. (await Tables.ListAsync()).Select(t => t.Name)];
        descriptions = await Descriptions.ListAsync();
    }

    private StudyForm Begin()
    {
        if (Guid.TryParse(From, out var id))
        {
            if (Jobs.Find(id) is { Plan: { } known } other)
                return StudyForm.Of(known, $"{other.Name} (copy)");
            refusal = "The study to begin from is not there any more.";
        }

        if (Preset is not null && StudyPresets.Find(Preset) is { } preset)
            return StudyForm.Of(preset, Array.Find(Presets, p => p.Key == Preset).Name);
        if (Preset is not null)
            refusal = $"There is no preset '{Preset}'.";
        return StudyForm.Of(StudyPresets.Taste, "");
    }

    /// <summary>Checks what is typed: at once, or off the circuit where large tables have to be read for it.</summary>
    private void Check()
    {
        if (form!.TableLength <= QuickTable)
        {
            Take(form.Check());
            return;
        }

        var copy = form.Copy();
        (plan, estimate) = (null, null);
        checking ??= new LatestWork<(StudyPlan? Plan, IReadOnlyList<Problem> Problems)>(Time, TimeSpan.Zero, Guarded);
        checking.Request(_ => copy.Check(), result =>
        {
            Take(result);
            StateHasChanged();
            return Task.CompletedTask;
        }, urgent: true);
    }

    private void Take((StudyPlan? Plan, IReadOnlyList<Problem> Problems) result)
    {
        (plan, problems) = result;
        estimate = plan is null ? null : StudyEstimate.Of(plan, StudyJobs.Threads);
    }

    /// <summary>A missing name is no mistake before somebody wants to start.</summary>
    private IReadOnlyList<Problem> Shown(string path) =>
        path == "name" && !tried ? [] : [.. problems.Where(p => p.Path == path || p.Path.StartsWith(path + "[", StringComparison.Ordinal) && !p.Path.Contains('.', StringComparison.Ordinal))];

    private void Toggle(string strategy, bool chosen)
    {
        _ = chosen ? form!.Strategies.Add(strategy) : form!.Strategies.Remove(strategy);
        Check();
    }

    private void Add()
    {
        form!.Problems.Add(new StudyProblemForm());
        Check();
    }

    private void Remove(StudyProblemForm problem)
    {
        form!.Problems.Remove(problem);
        Check();
    }

    private void Imported((StudyPlan Plan, string Name) file)
    {
        form = StudyForm.Of(file.Plan, file.Name.Length > 0 ? file.Name : form!.Name);
        importing = false;
        Check();
    }

    private Task<string?> ReadTableAsync(string name) => Tables.ReadAsync(name);

    private Task<string?> ReadDescriptionAsync(string key) => Descriptions.ReadAsync(key);

    private void Start()
    {
        (tried, refusal) = (true, null);
        if (plan is null || problems.Count > 0)
            return;
        starting = true;
        try
        {
            Navigation.NavigateTo($"/studies/{Jobs.Start(form!.Name, plan, SignedIn.Actor)}");
        }
        catch (RefusedException e)
        {
            (refusal, starting) = (e.Message, false);
        }
    }

    public ValueTask DisposeAsync() => checking?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A guess has no seconds.</summary>
    private static TimeSpan Rounded(TimeSpan guess) => guess.TotalMinutes < 2 ? TimeSpan.FromSeconds(Math.Max(1, Math.Round(guess.TotalSeconds))) : TimeSpan.FromMinutes(Math.Round(guess.TotalMinutes));
}
