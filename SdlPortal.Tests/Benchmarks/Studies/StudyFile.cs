namespace SdlPortal.Tests.Benchmarks.Studies;

/// <summary>
/// The results of studies, one line per repetition, appended as they come; what stands in it is not run again. A line that a killed run left
/// unfinished is dropped. Safe from several threads of one process.
/// </summary>
internal sealed class StudyFile
{
    private readonly Lock gate = new();
    private readonly Dictionary<StudyKey, StudyRow> rows = [];
    private readonly string path;

    public StudyFile(string path)
    {
        this.path = path;
        if (File.Exists(path))
        {
            var text = File.ReadAllText(path);
            foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
            {
                var row = StudyRow.Parse(line);
                rows[row.Key] = row;
            }
        }

        File.WriteAllLines(path, [StudyRow.Header, .. rows.Values.Select(r => r.ToString())]);
    }

    public IReadOnlyList<StudyRow> Rows
    {
        get
        {
            lock (gate)
                return [.. rows.Values];
        }
    }

    public bool Has(StudyKey key)
    {
        lock (gate)
            return rows.ContainsKey(key);
    }

    public void Add(StudyRow row)
    {
        lock (gate)
        {
            rows[row.Key] = row;
            File.AppendAllLines(path, [row.ToString()]);
        }
    }
}
