using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.People;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Tasks;

/// <summary>Edits the rules of a project: tries them off the circuit with every change, and saves them as a new version.</summary>
public sealed partial class RulesEditor
{
    private static readonly TimeSpan TryEvery = TimeSpan.FromMilliseconds(500);

    // Numbers that cannot be read keep their text until they can.
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Problem> unread = new(StringComparer.Ordinal);
    private LatestWork<(HarmonizationRules Rules, SourceNames Names)>? reading;
    private LatestWork<(RulesEffect? Effect, string? Failure)>? trying;
    private HarmonizationRules? rules;
    private HarmonizationRules? inForce;
    private SourceNames? names;
    private RulesEffect? effect;
    private IReadOnlyList<Problem> textProblems = [];
    private string? text;
    private string comment = "";
    private string? failure;
    private string? shown;
    private int begunAt;
    private bool isSaving;

    [Parameter, EditorRequired] public ProjectView View { get; set; } = null!;

    [Inject] private PriorRuns Runs { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private bool IsChanged => rules is not null && (rules != inForce || textProblems.Count > 0 || unread.Count > 0);

    private IEnumerable<Problem> Problems => textProblems.Count > 0 ? textProblems : [.. unread.Values, .. effect?.Problems ?? []];

    protected override void OnInitialized()
    {
        reading = new(Time, TimeSpan.Zero, Guarded);
        trying = new(Time, TryEvery, Guarded);
    }

    protected override void OnParametersSet()
    {
        if (shown == View.State.Hash)
            return;
        shown = View.State.Hash;
        // Somebody else's version does not take away what is being typed here.
        if (!IsChanged)
            Begin(View.State.RulesVersion);
    }

    private void Begin(int version)
    {
        var project = View.Project;
        reading!.Request(token => (project.Rules(version), project.Names(token)), next =>
        {
            ((rules, names), inForce, begunAt, effect, comment) = (next, next.Rules, version, null, "");
            (text, textProblems) = (text is null ? null : RulesFile.Write(rules), []);
            typed.Clear();
            unread.Clear();
            if (rules != HarmonizationRules.None)
                Try();
            StateHasChanged();
            return Task.CompletedTask;
        }, urgent: true);
    }

    private void Set(HarmonizationRules next)
    {
        rules = next;
        Try();
    }

    private void Try()
    {
        var (project, tried) = (View.Project, rules!);
        trying!.Request(stop =>
        {
            try
            {
                return (project.TryRules(tried, stop), null);
            }
            catch (Exception e) when (e is RunLibraryException or IOException)
            {
                return (null, e.Message);
            }
        }, next =>
        {
            (effect, failure) = next;
            StateHasChanged();
            return Task.CompletedTask;
        });
    }

    private void Put(int index, ParameterRule rule) => Set(rules! with { Parameters = With(rules.Parameters, index, rule) });

    private void Put(int index, MetricRule rule) => Set(rules! with { Metrics = With(rules.Metrics, index, rule) });

    private void Put(int index, FieldRule rule) => Set(rules! with { Fields = With(rules.Fields, index, rule) });

    private void ReadNumber(string path, string written, Action<double?> changed)
    {
        var (value, message, remedy) = NumberText.Read(written);
        if (message is not null)
        {
            (typed[path], unread[path]) = (written, new Problem(path, message, remedy ?? ""));
            return;
        }

        typed.Remove(path);
        unread.Remove(path);
        changed(value);
    }

    private void ToggleText() => (text, textProblems) = (text is null ? RulesFile.Write(rules!) : null, []);

    private void TakeText(string written)
    {
        text = written;
        var (read, wrong) = RulesFile.Read(written);
        textProblems = wrong;
        if (read is not null && wrong.Count == 0)
            Set(read);
    }

    private async Task ProposeAsync()
    {
        var project = View.Project;
        var proposed = await Task.Run(() => RulesProposal.Of(project.Names()));
        // What a person has written about a name comes first.
        bool IsNew(string name, IEnumerable<string> known) => !known.Contains(name, StringComparer.Ordinal);
        Set(rules! with
        {
            Parameters = [.. rules.Parameters, .. proposed.Parameters.Where(p => IsNew(p.Name, rules.Parameters.Select(r => r.Name)))],
            Metrics = [.. rules.Metrics, .. proposed.Metrics.Where(p => IsNew(p.Name, rules.Metrics.Select(r => r.Name)))],
            Tasks = [.. rules.Tasks, .. proposed.Tasks.Where(p => IsNew(p.Name, rules.Tasks.Select(r => r.Name)))],
            Variants = [.. rules.Variants, .. proposed.Variants.Where(p => IsNew(p.Name, rules.Variants.Select(r => r.Name)))],
            Fields = [.. rules.Fields, .. proposed.Fields.Where(p => !rules.Fields.Contains(p))],
        });
        if (text is not null)
            text = RulesFile.Write(rules);
    }

    private Task SaveAsync() => Problems.Any() || rules is not { } saved ? Task.CompletedTask : StoreAsync((project, by) => project.SaveRules(saved, comment.Trim(), by));

    private Task RestoreAsync(int version) => StoreAsync((project, by) => project.RestoreRules(version, by));

    private async Task StoreAsync(Func<RunProject, Actor, int> store)
    {
        (isSaving, failure) = (true, null);
        try
        {
            var (project, by) = (View.Project, SignedIn.Actor);
            Begin(await Task.Run(() => Runs.Change(project, by, () => store(project, by))));
        }
        catch (DefinitionException e)
        {
            failure = string.Join(" ", e.Problems.Select(p => $"{p.Path}: {p.Message} {p.Remedy}"));
        }
        catch (Exception e) when (e is RefusedException or RunLibraryException or IOException)
        {
            failure = e.Message;
        }

        isSaving = false;
    }

    private static EquatableList<T> With<T>(EquatableList<T> list, int index, T item) => [.. list.Select((old, i) => i == index ? item : old)];

    private static EquatableList<T> Without<T>(EquatableList<T> list, int index) => [.. list.Where((_, i) => i != index)];

    private static string? None(string text) => text.Length == 0 ? null : text;

    private static bool IsAt(string path, string rule) => path == rule || path.StartsWith(rule + ".", StringComparison.Ordinal) || path.StartsWith(rule + "[", StringComparison.Ordinal);

    private static string FieldWord(RunField field) => field switch
    {
        RunField.Task => "task",
        RunField.Variant => "variant",
        RunField.Seed => "seed",
        RunField.Split => "split",
        RunField.CodeVersion => "code version",
        RunField.DataVersion => "data version",
        RunField.Hardware => "hardware",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    public async ValueTask DisposeAsync()
    {
        if (reading is not null)
            await reading.DisposeAsync();
        if (trying is not null)
            await trying.DisposeAsync();
    }
}
