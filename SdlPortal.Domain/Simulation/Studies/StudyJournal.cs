namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// The file study.jsonl of a study's folder: the plan, then one line per repetition as each is finished. It is only ever appended to, each line handed to the
/// operating system in one piece, so a killed process loses at most what it was writing. One process at a time writes into a folder. Safe from any thread.
/// </summary>
public sealed class StudyJournal : IDisposable
{
    public const string FileName = "study.jsonl";
    public const string LockName = "study.lock";

    private readonly Lock gate = new();
    private readonly Stream file;
    private readonly IDisposable held;
    private readonly string path;

    private StudyJournal(string path, Stream file, IDisposable held)
    {
        (this.path, this.file, this.held) = (path, file, held);
        var reading = JournalReading.Of(file, path);
        (Results, Remarks) = (reading.Results, reading.Remarks);
        // What follows the last whole line was torn, and would tear the next one too.
        if (file.Length > reading.End)
            file.SetLength(reading.End);
    }

    /// <summary>What it holds, in brief.</summary>
    public StudyResults Results { get; }

    /// <summary>What of it could not be read, in sentences; those repetitions are run again.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>True when the folder held no study before.</summary>
    public bool IsNew => !Results.HasPlan;

    /// <summary>Makes the folder where it is missing, and claims it.</summary>
    /// <exception cref="StudyFolderException">The folder cannot be written, another process works in it, or its journal is not one.</exception>
    public static StudyJournal Open(string folder) =>
        Open(folder, path => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0));

    /// <summary>What a folder's study has come to, whether or not somebody works in it.</summary>
    /// <exception cref="StudyFolderException">There is no study, or it cannot be read.</exception>
    public static StudyResults Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var reading = JournalReading.Of(file, path);
            return reading.Results.HasPlan ? reading.Results : throw new StudyFolderException($"{path} holds no study yet.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StudyFolderException($"{folder} holds no study: there is no {FileName}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StudyFolderException($"{path} cannot be read: {e.Message}", e);
        }
    }

    internal static StudyJournal Open(string folder, Func<string, Stream> open)
    {
        IDisposable? held = null;
        Stream? file = null;
        try
        {
            Directory.CreateDirectory(folder);
            held = Hold(folder);
            var path = Path.Combine(folder, FileName);
            file = open(path);
            return new StudyJournal(path, file, held);
        }
        catch (Exception e)
        {
            file?.Dispose();
            held?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw new StudyFolderException($"The folder {folder} cannot be written: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Sets down what is to be run: the plan of a new study, or a wider one of the same study.</summary>
    /// <exception cref="StudyFolderException">The repetitions so far do not belong to the plan, or it cannot be written.</exception>
    public void Begin(StudyPlan plan, IReadOnlyList<ProblemSummary> problems)
    {
        Refuse(plan);
        if (!IsNew && plan == Results.Plan)
            return;
        Append(JournalLine.Write(plan, problems));
        Results.Take(plan, problems);
    }

    /// <exception cref="StudyFolderException">The repetitions so far do not belong to the plan; says why.</exception>
    public void Refuse(StudyPlan plan)
    {
        if (Results.Differences(plan) is { Count: > 0 } differences)
            throw new StudyFolderException($"The study in {Path.GetDirectoryName(path)} is another one: {string.Join("; ", differences)}. Choose another folder, or go on with the plan it has.");
    }

    /// <exception cref="StudyFolderException">It cannot be written; what was there before still is.</exception>
    public void Add(StudyRepetition repetition)
    {
        var line = JournalLine.Write(repetition);
        Results.Take(repetition, new JournalPlace(Append(line), line.Length - 1));
    }

    /// <summary>A finished repetition with all its observations; null where there is none.</summary>
    /// <exception cref="StudyFolderException">The file cannot be read any more.</exception>
    public StudyRepetition? Find(StudyKey key)
    {
        if (Results.Find(key) is not { } place)
            return null;
        var line = new byte[place.Length];
        try
        {
            lock (gate)
            {
                file.Position = place.Offset;
                file.ReadExactly(line);
            }
        }
        catch (IOException e)
        {
            throw new StudyFolderException($"{path} cannot be read: {e.Message}", e);
        }

        return JournalLine.ReadRepetition(line, Results.Plan.Observations);
    }

    public void Dispose()
    {
        file.Dispose();
        if (IsNew)
            File.Delete(path); // nothing was begun
        held.Dispose();
    }

    private static FileStream Hold(string folder)
    {
        var path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new StudyFolderException($"Another process works on the study in {folder}. Wait for it or end it, or choose another folder.", e);
        }
    }

    /// <returns>Where the line begins.</returns>
    private long Append(byte[] line)
    {
        lock (gate)
        {
            var end = file.Length;
            try
            {
                file.Position = end;
                file.Write(line);
                file.Flush();
                return end;
            }
            catch (IOException e)
            {
                Cut(end);
                throw new StudyFolderException($"{path} cannot be written: {e.Message.TrimEnd('.')}. The repetitions finished before are kept: make room and go on.", e);
            }
        }
    }

    /// <summary>Takes back a part of a line; where even that fails, the next reading leaves it out.</summary>
    private void Cut(long end)
    {
        try
        {
            file.SetLength(end);
        }
        catch (IOException)
        {
            // The first failure is the one to report.
        }
    }
}

/// <summary>A study's folder cannot be used; the message says why and what to do.</summary>
public sealed class StudyFolderException(string message, Exception? inner = null) : Exception(message, inner);
