using System.Globalization;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>
/// One number of a draft: where it stands, how it is read from a text and how it is shown. The owner and the field's name
/// stay the same when rows move, the path does not.
/// </summary>
public sealed record NumberSlot(string Path, object Owner, string Field, Func<string> Show, Func<string, (string? Message, string? Remedy)> Type)
{
    /// <summary>Every number of the draft, by its path.</summary>
    public static IEnumerable<NumberSlot> Of(CampaignDraft draft, Func<StageDraft, bool> inMinutes)
    {
        for (var i = 0; i < draft.Parameters.Count; i++)
        {
            var p = draft.Parameters[i];
            yield return Number($"parameters[{i}].low", p, "low", () => p.Low, v => p.Low = v);
            yield return Number($"parameters[{i}].high", p, "high", () => p.High, v => p.High = v);
            yield return Levels($"parameters[{i}].levels", p);
        }

        for (var i = 0; i < draft.Constraints.Count; i++)
        {
            var c = draft.Constraints[i];
            for (var j = 0; j < c.Terms.Count; j++)
            {
                var t = c.Terms[j];
                yield return Number($"constraints[{i}].terms[{j}]", t, "coefficient", () => t.Coefficient, v => t.Coefficient = v);
            }

            yield return Number($"constraints[{i}].value", c, "value", () => c.Value, v => c.Value = v);
        }

        for (var i = 0; i < draft.Objectives.Count; i++)
        {
            var o = draft.Objectives[i];
            yield return Number($"objectives[{i}].target", o, "target", () => o.Target, v => o.Target = v);
            yield return Number($"objectives[{i}].low", o, "low", () => o.Low, v => o.Low = v);
            yield return Number($"objectives[{i}].high", o, "high", () => o.High, v => o.High = v);
            yield return Number($"objectives[{i}].weight", o, "weight", () => o.Weight, v => o.Weight = v);
        }

        for (var i = 0; i < draft.OutcomeConstraints.Count; i++)
        {
            var c = draft.OutcomeConstraints[i];
            yield return Number($"outcomeConstraints[{i}].value", c, "value", () => c.Value, v => c.Value = v);
        }

        for (var i = 0; i < draft.Stages.Count; i++)
        {
            var s = draft.Stages[i];
            var factor = inMinutes(s) ? 60 : 1;
            yield return Number($"workflow.stages[{i}].seconds", s, "seconds", () => s.Seconds / factor, v => s.Seconds = v * factor);
            yield return Number($"workflow.stages[{i}].maxWaitSeconds", s, "maxWaitSeconds", () => s.MaxWaitSeconds, v => s.MaxWaitSeconds = v);
        }

        if (draft.Transfer is { } transfer)
            yield return Number("workflow.transfer.seconds", transfer, "seconds", () => transfer.Seconds, v => transfer.Seconds = v);
        yield return Number("strategy.explorationShare", draft, "strategy.explorationShare", () => draft.ExplorationShare, v => draft.ExplorationShare = v);
        for (var i = 0; i < draft.Phases.Count; i++)
        {
            var phase = draft.Phases[i];
            yield return Count($"strategy.phases[{i}].from", phase, "from", () => phase.From, v => phase.From = v);
        }

        yield return Count("initialDesign.count", draft, () => draft.InitialCount, v => draft.InitialCount = v);
        yield return Count("budget.experiments", draft, () => draft.BudgetExperiments, v => draft.BudgetExperiments = v);
        yield return Number("budget.hours", draft, "budget.hours", () => draft.BudgetHours, v => draft.BudgetHours = v);
        yield return Count("maxInFlight", draft, () => draft.MaxInFlight, v => draft.MaxInFlight = v);
        yield return Whole("seed", draft, () => draft.Seed, v => draft.Seed = v);
        yield return Count("failures.retries", draft, () => draft.Failures.Retries, v => draft.Failures.Retries = v);
        if (draft.GroundTruth is { } truth)
            yield return Number("groundTruth.noise", truth, "noise", () => truth.Noise, v => truth.Noise = v);
        if (draft.Prescreen is { } prescreen)
        {
            yield return Count("prescreen.simulated", prescreen, "simulated", () => prescreen.Simulated, v => prescreen.Simulated = v);
            yield return Number("prescreen.share", prescreen, "share", () => prescreen.Share, v => prescreen.Share = v);
        }
    }

    private static NumberSlot Number(string path, object owner, string field, Func<double?> get, Action<double?> set) => new(path, owner, field, () => NumberText.Show(get()), text =>
    {
        var (value, message, remedy) = NumberText.Read(text);
        set(value);
        return (message, remedy);
    });

    private static NumberSlot Whole(string path, object owner, Func<long?> get, Action<long?> set) => new(path, owner, path, () => get()?.ToString(CultureInfo.InvariantCulture) ?? "", text =>
    {
        var (value, message, remedy) = NumberText.ReadWhole(text);
        set(value);
        return (message, remedy);
    });

    private static NumberSlot Count(string path, object owner, Func<int?> get, Action<int?> set) => Count(path, owner, path, get, set);

    private static NumberSlot Count(string path, object owner, string field, Func<int?> get, Action<int?> set) => new(path, owner, field, () => get()?.ToString(CultureInfo.InvariantCulture) ?? "", text =>
    {
        var (value, message, remedy) = NumberText.ReadWhole(text);
        var fits = value is null or (>= int.MinValue and <= int.MaxValue);
        set(fits ? (int?)value : null);
        return fits ? (message, remedy) : ($"{value} is too large.", "Give a smaller whole number.");
    });

    /// <summary>Levels stand in one field, separated by commas, semicolons or spaces; where there are semicolons, a comma is a decimal comma and is named as such.</summary>
    private static NumberSlot Levels(string path, ParameterDraft parameter) => new(path, parameter, "levels", () => string.Join(", ", parameter.Levels.Select(l => NumberText.Show(l))), text =>
    {
        char[] separators = text.Contains(';', StringComparison.Ordinal) ? [';'] : [',', ' ', '\t', '\n', '\r'];
        var read = text.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(NumberText.Read).ToList();
        var wrong = read.Find(r => r.Message is not null);
        parameter.Levels = wrong.Message is null ? [.. read.Where(r => r.Value is not null).Select(r => r.Value!.Value)] : [];
        return (wrong.Message, wrong.Remedy);
    });
}
