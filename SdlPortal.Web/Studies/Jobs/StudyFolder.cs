using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies.Jobs;

/// <summary>A study on disk: its record and its journal in a folder named by its id.</summary>
internal sealed class StudyFolder(string studies, Guid id)
{
    public const string RecordName = "study.meta.json";
    public const string PlanName = "study.json";

    public Guid Id => id;

    public string Path { get; } = System.IO.Path.Combine(studies, id.ToString("D"));

    public string Journal => System.IO.Path.Combine(Path, StudyJournal.FileName);

    /// <summary>The study file, complete in itself.</summary>
    public string Plan => System.IO.Path.Combine(Path, PlanName);

    private string Record => System.IO.Path.Combine(Path, RecordName);

    /// <summary>The folders of a data folder whose name is an id and that hold a record; others are not studies.</summary>
    public static IEnumerable<StudyFolder> In(string studies) => !Directory.Exists(studies) ? [] : Directory.EnumerateDirectories(studies)
        .Select(d => Guid.TryParseExact(System.IO.Path.GetFileName(d), "D", out var id) ? new StudyFolder(studies, id) : null)
        .OfType<StudyFolder>()
        .Where(f => File.Exists(f.Record));

    /// <summary>Makes the folder. The record comes last: before it there is no study.</summary>
    public void Create(StudyRecord record, StudyPlan plan)
    {
        Directory.CreateDirectory(Path);
        File.WriteAllText(Plan, StudyFile.Write(plan));
        WriteRecord(record);
    }

    /// <returns>The record, or one that stands for it and what is wrong with it.</returns>
    public (StudyRecord Record, string? Trouble) ReadRecord()
    {
        try
        {
            return (StudyRecord.Read(File.ReadAllText(Record)), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return (StudyRecord.Begun($"Study {id.ToString("D")[..8]}", "nobody known", File.GetCreationTimeUtc(Record)), $"{Record} cannot be read: {e.Message} Who began the study and when is lost; its results are not.");
        }
    }

    /// <returns>The plan, or what is wrong with its file.</returns>
    public (StudyPlan? Plan, string? Trouble) ReadPlan()
    {
        try
        {
            var (plan, problems) = StudyFile.Read(File.ReadAllText(Plan), path => throw new FileNotFoundException($"A study of the portal holds its tables itself, but names {path}."));
            return plan is not null ? (plan, null) : (null, $"{Plan} cannot be used: {string.Join(' ', problems)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{Plan} cannot be read: {e.Message}");
        }
    }

    /// <summary>Replaces the record as a whole: whoever reads it, also after a crash, finds the old one or the new one.</summary>
    public void WriteRecord(StudyRecord record)
    {
        var next = Record + ".new";
        File.WriteAllText(next, record.Write());
        File.Move(next, Record, overwrite: true);
    }

    public void Delete()
    {
        // The record goes first: a deletion that is cut off leaves a folder that is no study any more.
        File.Delete(Record);
        Directory.Delete(Path, recursive: true);
    }

    /// <summary>What went wrong with the disk, and what to do about it.</summary>
    public string Sentence(Exception failure) =>
        $"{failure.Message.TrimEnd('.')}. The portal keeps studies under {Path}: see that the disk has room and that the portal may write there, then resume. Finished repetitions are kept.";
}
