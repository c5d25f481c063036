using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>
/// A warm start as it was handed to the designer, of which the draft holds what a person takes over: each of its parts can be left out and taken back. One per form; not for sharing between threads.
/// </summary>
public sealed class WarmStartOffer
{
    private readonly Dictionary<string, Bounds> wide = new(StringComparer.Ordinal);

    /// <param name="whole">All that was handed over, in the draft's parameters. Not changed.</param>
    /// <param name="remarks">What was converted, clipped or left out on the way.</param>
    /// <param name="takesPoints">Whether its points are taken over unless somebody says otherwise.</param>
    public WarmStartOffer(WarmStartDraft whole, IReadOnlyList<string>? remarks = null, bool takesPoints = true)
    {
        (Whole, Remarks) = (whole, remarks ?? []);
        (TakesPoints, TakesPrior, TakesDonors) = (takesPoints && whole.InitialPoints.Count > 0, whole.Regions.Count > 0, whole.Donors.Count > 0);
    }

    /// <summary>The offer of which a draft has taken these parts already.</summary>
    public static WarmStartOffer Of(WarmStartDraft whole, WarmStartDraft? taken) => new(whole, takesPoints: taken?.InitialPoints.Count > 0)
    {
        TakesPrior = taken?.Regions.Count > 0,
        TakesDonors = taken?.Donors.Count > 0,
    };

    /// <summary>All that was handed over.</summary>
    public WarmStartDraft Whole { get; }

    public IReadOnlyList<string> Remarks { get; }

    public bool TakesPoints { get; private set; }

    public bool TakesPrior { get; private set; }

    public bool TakesDonors { get; private set; }

    /// <summary>Whether the draft's bounds are those of the regions.</summary>
    public bool Narrows => wide.Count > 0;

    /// <summary>A campaign that validates needs its points and the whole space.</summary>
    public bool IsValidation => Whole.Origin?.Purpose == "validate";

    /// <summary>The draft's warm start with what is taken over and fits its space.</summary>
    public void Apply(CampaignDraft draft)
    {
        if (!TakesPoints && !TakesPrior && !TakesDonors)
        {
            draft.WarmStart = null;
            return;
        }

        var space = DraftParts.Space(draft, withObjectives: false)?.Space;
        draft.WarmStart = new WarmStartDraft
        {
            Origin = Whole.Origin,
            InitialPoints = TakesPoints ? [.. Whole.InitialPoints.Where(p => space is null || space.Contains(p))] : [],
            Regions = TakesPrior ? [.. Whole.Regions] : [],
            Donors = TakesDonors ? [.. Whole.Donors.Select(d => Within(d, space)).Where(d => d.Runs.Count > 0)] : [],
        };
    }

    public void TakePoints(CampaignDraft draft, bool take) => Take(draft, () => TakesPoints = take);

    public void TakePrior(CampaignDraft draft, bool take) => Take(draft, () => TakesPrior = take);

    public void TakeDonors(CampaignDraft draft, bool take) => Take(draft, () => TakesDonors = take);

    /// <summary>Brings the draft's bounds, levels and choices to the smallest box around all regions, or back to what they were.</summary>
    public void Narrow(CampaignDraft draft, bool narrow)
    {
        if (narrow)
        {
            foreach (var parameter in draft.Parameters.Where(p => p.Name is not null))
            {
                var before = Bounds.Of(parameter);
                if (Hull(parameter) is not { } hull)
                    continue;
                hull.Write(parameter);
                wide[parameter.Name!] = before;
            }
        }
        else
        {
            foreach (var parameter in draft.Parameters.Where(p => p.Name is not null))
            {
                if (wide.TryGetValue(parameter.Name!, out var before))
                    before.Write(parameter);
            }

            wide.Clear();
        }

        Apply(draft);
    }

    /// <summary>Whether there is anything to narrow to.</summary>
    public bool CanNarrow(CampaignDraft draft) => Narrows || (!IsValidation && draft.Parameters.Any(p => Hull(p) is not null));

    private void Take(CampaignDraft draft, Action choose)
    {
        choose();
        var usual = DraftCheck.UsualInitialCount(draft.WarmStart);
        Apply(draft);
        // A count that nobody changed goes on being the usual one.
        if (draft.InitialCount == usual && DraftCheck.UsualInitialCount(draft.WarmStart) is { } next)
            draft.InitialCount = next;
    }

    private static DonorDraft Within(DonorDraft donor, SearchSpace? space) => space is null ? donor : new DonorDraft
    {
        Task = donor.Task,
        Weight = donor.Weight,
        Runs = [.. donor.Runs.Where(r => r.Configuration is not { } at || space.Parameters.All(p => at.TryGet(p.Name, out var value) && NarrowedSpace.IsWithin(p, value)))],
    };

    /// <summary>Null where the regions leave the parameter as it is.</summary>
    private Bounds? Hull(ParameterDraft parameter)
    {
        var sides = Whole.Regions.Select(r => r.Sides.FirstOrDefault(s => s.Parameter == parameter.Name)).ToList();
        if (sides.Count == 0 || sides.Contains(null))
            return null;
        var before = Bounds.Of(parameter);
        var hull = parameter.Kind == "categorical"
            ? before with { Choices = [.. parameter.Choices.Where(c => sides.Exists(s => s!.Choices.Contains(c)))] }
            : Numeric(parameter, before, sides.TrueForAll(s => s!.Low is not null) ? sides.Min(s => s!.Low) : null, sides.TrueForAll(s => s!.High is not null) ? sides.Max(s => s!.High) : null);
        return hull.Equals(before) ? null : hull;
    }

    private static Bounds Numeric(ParameterDraft parameter, Bounds before, double? low, double? high)
    {
        if (parameter.Kind == "integer")
            (low, high) = (low is { } l ? Math.Ceiling(l) : null, high is { } h ? Math.Floor(h) : null);
        return before with
        {
            Low = low is { } from && !(before.Low > from) ? from : before.Low,
            High = high is { } to && !(before.High < to) ? to : before.High,
            Levels = [.. parameter.Levels.Where(v => !(v < low) && !(v > high))],
        };
    }

    private sealed record Bounds(double? Low, double? High, EquatableList<double> Levels, EquatableList<string> Choices)
    {
        public static Bounds Of(ParameterDraft parameter) => new(parameter.Low, parameter.High, parameter.Levels.ToEquatableList(), parameter.Choices.ToEquatableList());

        public void Write(ParameterDraft parameter) => (parameter.Low, parameter.High, parameter.Levels, parameter.Choices) = (Low, High, [.. Levels], [.. Choices]);
    }
}
