using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Web.Campaigns.Advising;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>
/// What the designer page edits: a draft, the texts of its number fields as typed, and every problem of both after each change.
/// One per page; not for sharing between threads.
/// </summary>
public sealed class DesignerForm
{
    private readonly Dictionary<(object Owner, string Field), (string Text, string? Message, string? Remedy)> typed = new(SlotComparer.Instance);
    private readonly HashSet<StageDraft> minutes = new(ReferenceEqualityComparer.Instance);
    private Dictionary<string, NumberSlot> slots = [];
    private ILookup<string, Problem> byPath = Enumerable.Empty<Problem>().ToLookup(p => p.Path);

    public DesignerForm(CampaignDraft draft) => Load(draft);

    /// <summary>The warm start that the draft takes over in part or whole; null for none.</summary>
    public WarmStartOffer? Offer { get; private set; }

    public CampaignDraft Draft { get; private set; } = new();

    /// <summary>Results to be added when the campaign is saved, with where they come from.</summary>
    public List<(string Source, IReadOnlyList<Observation> Results)> PriorResults { get; } = [];

    /// <summary>What the advisor answered; null until it was asked.</summary>
    public TakenAdvice? Advice { get; set; }

    /// <summary>False until something was typed: an untouched new form lists what is missing and marks no field.</summary>
    public bool Touched { get; set; }

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Counts changes, for those who compute something from the draft later.</summary>
    public int Version { get; private set; }

    public event Action? Changed;

    /// <param name="offer">What was handed over with it; null where the draft holds all there is.</param>
    public void Load(CampaignDraft draft, WarmStartOffer? offer = null)
    {
        Draft = draft;
        Offer = offer ?? (draft.WarmStart is { } start ? new WarmStartOffer(start) : null);
        typed.Clear();
        minutes.Clear();
        foreach (var stage in draft.Stages.Where(s => s.Seconds >= 120 && s.Seconds % 60 == 0))
            minutes.Add(stage);
        PriorResults.Clear();
        Advice = null;
        Touched = false;
        Check();
    }

    /// <summary>Changes the draft and checks all of it.</summary>
    public void Change(Action<CampaignDraft> change)
    {
        change(Draft);
        Touched = true;
        Check();
    }

    /// <summary>Puts one of the advisor's choices into the draft, as if a person had typed it.</summary>
    public void Choose(AdviceChoice choice)
    {
        foreach (var path in new[] { "maxInFlight", "strategy.explorationShare" })
            typed.Remove((slots[path].Owner, slots[path].Field));
        Change(d => Advice!.Write(choice, d));
    }

    public string Text(string path) => slots.TryGetValue(path, out var slot) ? typed.TryGetValue((slot.Owner, slot.Field), out var raw) ? raw.Text : slot.Show() : "";

    public bool Knows(string path) => slots.ContainsKey(path);

    /// <summary>A person typed into the number field at the path.</summary>
    public void Type(string path, string text)
    {
        var slot = slots[path];
        var (message, remedy) = slot.Type(text);
        typed[(slot.Owner, slot.Field)] = (text, message, remedy);
        Touched = true;
        Check();
    }

    /// <summary>Adds rows copied from a spreadsheet to the parameters; an empty row gives way to them.</summary>
    public void InsertRows(string text)
    {
        Draft.Parameters.RemoveAll(p => string.IsNullOrWhiteSpace(p.Name) && p.Low is null && p.High is null && p.Levels.Count == 0 && p.Choices.Count == 0);
        var rows = SpreadsheetRows.Read(text);
        var first = Draft.Parameters.Count;
        Draft.Parameters.AddRange(rows.Select(r => r.Parameter));
        Touched = true;
        Check();
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var (field, number) in rows[i].Numbers)
                Type($"parameters[{first + i}].{field}", number);
        }
    }

    /// <summary>Durations are stored in seconds; a person may prefer to read one in minutes.</summary>
    public bool InMinutes(StageDraft stage) => minutes.Contains(stage);

    public void ShowInMinutes(StageDraft stage, bool inMinutes)
    {
        if (inMinutes)
            minutes.Add(stage);
        else
            minutes.Remove(stage);
        typed.Remove((stage, "seconds"));
        Check();
    }

    /// <summary>The problems to show beside the field.</summary>
    public IEnumerable<Problem> At(string path) => Touched ? byPath[path] : [];

    /// <summary>The texts that are not numbers, by path; what the draft's JSON cannot hold.</summary>
    public IReadOnlyDictionary<string, string> UnreadableTexts() => slots.Values
        .Where(s => typed.TryGetValue((s.Owner, s.Field), out var raw) && raw.Message is not null)
        .ToDictionary(s => s.Path, s => typed[(s.Owner, s.Field)].Text);

    public void AddPrior(string source, IReadOnlyList<Observation> results)
    {
        PriorResults.Add((source, results));
        Touched = true;
        Check();
    }

    public void RemovePrior(string source)
    {
        PriorResults.RemoveAll(p => p.Source == source);
        Check();
    }

    /// <summary>Takes a recommendation over that came as a file: onto the form, or as a new one where no parameter has a name yet.</summary>
    /// <returns>How it does not fit; then nothing was changed.</returns>
    public IReadOnlyList<Problem> TakeOver(RegionRecommendation recommendation, string name)
    {
        var isBlank = Draft.Parameters.TrueForAll(p => string.IsNullOrWhiteSpace(p.Name));
        var opened = HandingOver.TakeOver.Follow(recommendation, name, isBlank ? null : new OpenedDraft(CampaignFile.Read(CampaignFile.Write(Draft)).Draft));
        if (opened.Unfit.Count > 0 || (opened.Offer is null && !isBlank))
            return opened.Unfit.Count > 0 ? opened.Unfit : [new Problem("parameters", opened.WhyNot!, "Correct the form and choose the file again.")];
        var prior = PriorResults.ToList();
        Load(opened.Draft, opened.Offer);
        PriorResults.AddRange(prior);
        Touched = true;
        Check();
        return [];
    }

    public void RemoveWarmStart()
    {
        Offer?.Narrow(Draft, false);
        Offer = null;
        Change(d => d.WarmStart = null);
    }

    public void Recheck() => Check();

    private void Check()
    {
        slots = NumberSlot.Of(Draft, InMinutes).ToDictionary(s => s.Path);
        var unreadable = slots.Values
            .Where(s => typed.TryGetValue((s.Owner, s.Field), out var raw) && raw.Message is not null)
            .Select(s => new Problem(s.Path, typed[(s.Owner, s.Field)].Message!, typed[(s.Owner, s.Field)].Remedy!))
            .ToList();
        // A field whose text can't be read is not missing as well.
        var rest = DraftCheck.Problems(Draft).Where(p => !unreadable.Exists(u => u.Path == p.Path || u.Path.StartsWith(p.Path + ".", StringComparison.Ordinal)));
        Problems = [.. unreadable.Concat(rest).Concat(PriorResultsFit.Problems(Draft, PriorResults)).OrderBy(p => DesignerSections.IndexOf(p.Path))];
        byPath = Problems.ToLookup(p => p.Path);
        Version++;
        Changed?.Invoke();
    }

    private sealed class SlotComparer : IEqualityComparer<(object Owner, string Field)>
    {
        public static readonly SlotComparer Instance = new();

        public bool Equals((object Owner, string Field) x, (object Owner, string Field) y) => ReferenceEquals(x.Owner, y.Owner) && x.Field == y.Field;

        public int GetHashCode((object Owner, string Field) slot) => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(slot.Owner), slot.Field);
    }
}
