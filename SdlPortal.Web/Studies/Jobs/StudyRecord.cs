using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Studies.Jobs;

/// <summary>What was done with a study, or happened to it.</summary>
public enum StudyDeedKind
{
    Started,
    Resumed,
    Canceled,
    Renamed,
    Failed,
    Finished,
}

/// <param name="By">The person; null where the portal itself did it.</param>
/// <param name="Note">Why a study failed, what it came to, or its name before.</param>
public sealed record StudyDeed(StudyDeedKind What, DateTimeOffset At, string? By, string? Note = null);

/// <summary>
/// What the portal keeps about a study beside its journal: its name, and who did what and when. Says nothing of results: those are the journal's alone. Immutable.
/// </summary>
public sealed record StudyRecord(string Name, EquatableList<StudyDeed> Deeds)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static StudyRecord Begun(string name, string startedBy, DateTimeOffset at) => new(name, [new StudyDeed(StudyDeedKind.Started, at, startedBy)]);

    public string StartedBy => Deeds[0].By ?? "";

    public DateTimeOffset StartedAt => Deeds[0].At;

    /// <summary>The last deed that says whether it should be at work.</summary>
    public StudyDeed Last => Deeds.Last(d => d.What != StudyDeedKind.Renamed);

    /// <summary>What it came to, as it was noted at the end; null for a study that is not finished.</summary>
    public string? Headline => Last is { What: StudyDeedKind.Finished, Note: { } note } ? note : null;

    /// <summary>When it ended, where it did.</summary>
    public DateTimeOffset? EndedAt => Last.What is StudyDeedKind.Started or StudyDeedKind.Resumed ? null : Last.At;

    /// <summary>What a study is of which nobody in this process takes care: started and never ended means that a portal ended with it.</summary>
    public StudyCondition AtRest => Last.What switch
    {
        StudyDeedKind.Canceled => StudyCondition.Canceled,
        StudyDeedKind.Failed => StudyCondition.Failed,
        StudyDeedKind.Finished => StudyCondition.Finished,
        _ => StudyCondition.Interrupted,
    };

    public StudyRecord With(StudyDeed deed) => this with { Deeds = [.. Deeds, deed] };

    public StudyRecord Named(string name, string renamedBy, DateTimeOffset at) => With(new StudyDeed(StudyDeedKind.Renamed, at, renamedBy, Name)) with { Name = name };

    public string Write() => JsonSerializer.Serialize(new Form(Name, [.. Deeds]), Options) + "\n";

    /// <exception cref="InvalidDataException">The text is no record.</exception>
    public static StudyRecord Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Form>(json, Options) is { Name: { } name, Deeds: [_, ..] deeds } && deeds[0].What == StudyDeedKind.Started
                ? new StudyRecord(name, [.. deeds])
                : throw new InvalidDataException("It does not say who began the study.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Line {e.LineNumber + 1} cannot be read.", e);
        }
    }

    private sealed record Form(string? Name, StudyDeed[]? Deeds);
}
