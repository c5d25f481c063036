namespace SdlPortal.Domain.Campaigns;

/// <summary>Collects problems while a draft is read; each method checks one field and returns its value, or null after noting what is wrong.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> items = [];

    public IReadOnlyList<Problem> Items => items;

    public void Add(string path, string message, string remedy) => items.Add(new Problem(path, message, remedy));

    public static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    public string? Text(string path, string? text, string missing, string remedy, int longest)
    {
        var value = Blank(text);
        if (value is null)
            Add(path, missing, remedy);
        else if (value.Length > longest)
            Add(path, $"The text has {value.Length} characters.", $"Shorten it to {longest}.");
        else
            return value;
        return null;
    }

    /// <summary>A name that is a column of tables and files: not blank, not a column that exports use already, and different from its neighbours before it.</summary>
    public string? Name(string path, string? text, string what, IEnumerable<string?> before)
    {
        var name = Text(path, text, $"The {what} has no name.", $"Give it the name that the column of results shall have.", 100);
        if (name is null)
            return null;
        if (name.Any(char.IsControl))
        {
            Add(path, $"The {what}'s name contains a line break or control character.", "Remove it.");
            return null;
        }

        if (before.Any(b => string.Equals(Blank(b), name, StringComparison.OrdinalIgnoreCase)))
        {
            Add(path, $"There are two {what}s named '{name}'.", "Names must differ by more than capitals.");
            return null;
        }

        if (ReservedNames.Contains(name))
        {
            Add(path, $"'{name}' is the name of a column in the exported table.", $"Choose another name for the {what}.");
            return null;
        }

        return name;
    }

    private static readonly HashSet<string> ReservedNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "experiment", "status", "source", "pending_when_suggested", "started_at", "finished_at",
    };

    public string? Word(string path, string? text, IReadOnlyCollection<string> allowed)
    {
        var value = Blank(text);
        if (value is null)
            Add(path, "A choice is missing.", $"Choose one of: {string.Join(", ", allowed)}.");
        else if (!allowed.Contains(value))
            Add(path, $"'{value}' is not a known choice.", $"Choose one of: {string.Join(", ", allowed)}.");
        else
            return value;
        return null;
    }

    public int? Whole(string path, int? value, int low, int high, string what, string remedy)
    {
        if (value is null)
            Add(path, $"{what} is missing.", remedy);
        else if (value < low || value > high)
            Add(path, $"{what} is {value}; it must be between {low} and {high}.", remedy);
        else
            return value;
        return null;
    }

    /// <summary>A finite number.</summary>
    public double? Number(string path, double? value, string what, string remedy)
    {
        if (value is null)
            Add(path, $"{what} is missing.", remedy);
        else if (!double.IsFinite(value.Value))
            Add(path, $"{what} is {value}, which is not a finite number.", remedy);
        else
            return value;
        return null;
    }
}
