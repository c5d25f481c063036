using System.Text;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>
/// All projects of prior runs: a folder with one folder each. Several processes may work on it at a time; everything is read from disk when asked. Safe from any thread.
/// </summary>
/// <param name="folder">Made when first needed.</param>
/// <param name="campaigns">Reads own campaigns that are sources; null where there are none to be had.</param>
public sealed class RunLibrary(string folder, TimeProvider time, CampaignReader? campaigns = null)
{
    /// <summary>The folder's name within the data folder.</summary>
    public const string FolderName = "prior-runs";

    /// <summary>Where deleted projects go.</summary>
    public const string TrashName = "trash";

    private const int LongestName = 100;
    private const int LongestId = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, RunProject> opened = new(StringComparer.Ordinal);

    public string Folder => folder;

    internal TimeProvider Time => time;

    internal CampaignReader? Campaigns => campaigns;

    /// <summary>In order of their names; a damaged one is listed with its problem.</summary>
    public IReadOnlyList<ProjectHead> Projects() =>
        [.. Ids().Select(Head).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Id, StringComparer.Ordinal)];

    /// <exception cref="RefusedException">The name is blank or taken.</exception>
    public RunProject Create(string name, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        Directory.CreateDirectory(folder);
        using var held = Hold();
        var given = FreeName(name, null);
        var id = FreeId(given);
        Directory.CreateDirectory(Path.Combine(folder, id));
        var project = Open(id);
        project.Begin(given, by);
        return project;
    }

    /// <summary>By id or by name; null where there is none.</summary>
    /// <exception cref="RunLibraryException">Its journal is damaged.</exception>
    public RunProject? Find(string idOrName)
    {
        var heads = Projects();
        var head = heads.FirstOrDefault(p => string.Equals(p.Id, idOrName, StringComparison.Ordinal)) ?? heads.FirstOrDefault(p => string.Equals(p.Name, idOrName.Trim(), StringComparison.OrdinalIgnoreCase));
        return head is null ? null : head.Problem is null ? Open(head.Id) : throw new RunLibraryException(head.Problem);
    }

    /// <exception cref="RefusedException">The name is blank or taken.</exception>
    public void Rename(RunProject project, string name, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        using var held = Hold();
        project.Rename(FreeName(name, project.Id), by);
    }

    /// <summary>Moves the project to the trash folder beside the others, where it stays until somebody deletes it.</summary>
    /// <exception cref="RefusedException">No reason was given.</exception>
    public void Delete(RunProject project, string reason, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        using var held = Hold();
        project.End(reason, by, Path.Combine(folder, TrashName));
        lock (gate)
            opened.Remove(project.Id);
    }

    private IEnumerable<string> Ids() => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, ProjectJournal.FileName))).Select(d => Path.GetFileName(d)).Where(id => id != TrashName).ToList()
        : [];

    private ProjectHead Head(string id)
    {
        try
        {
            var state = Open(id).State;
            return new ProjectHead(id, state.Name, state, null);
        }
        catch (RunLibraryException e)
        {
            return new ProjectHead(id, id, null, e.Message);
        }
    }

    private RunProject Open(string id)
    {
        lock (gate)
        {
            if (!opened.TryGetValue(id, out var project))
                opened.Add(id, project = new RunProject(this, id));
            return project;
        }
    }

    private IDisposable Hold() => HeldFile.Hold(Path.Combine(folder, "library.lock"), Patience, time, $"Another process changes the projects in {folder}. Try again in a moment.", CancellationToken.None);

    private string FreeName(string name, string? except)
    {
        var given = name.Trim();
        if (given.Length is 0 or > LongestName || given.Any(char.IsControl))
            throw new RefusedException($"A project needs a name of 1 to {LongestName} characters on one line.");
        if (Projects().FirstOrDefault(p => p.Id != except && string.Equals(p.Name, given, StringComparison.OrdinalIgnoreCase)) is { } taken)
            throw new RefusedException($"There is a project '{taken.Name}' already. Choose another name.");
        return given;
    }

    private string FreeId(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var id = slug.ToString()[..Math.Min(slug.Length, LongestId)].Trim('-');
        id = id.Length == 0 || id == TrashName ? "project" : id;
        var free = id;
        for (var n = 2; File.Exists(Path.Combine(folder, free, ProjectJournal.FileName)); n++)
            free = $"{id}-{n}";
        return free;
    }
}

/// <summary>A project in the list.</summary>
/// <param name="Id">The folder's name.</param>
/// <param name="State">Null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read.</param>
public sealed record ProjectHead(string Id, string Name, ProjectState? State, string? Problem);
