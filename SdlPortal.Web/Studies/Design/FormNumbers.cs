using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Campaigns.Designer;

namespace SdlPortal.Web.Studies.Design;

/// <summary>Reads the number fields of a form and notes at which path one cannot be read. Used once.</summary>
internal sealed class FormNumbers
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\n', '\r'];
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    public void Note(string path, string message, string remedy) => problems.Add(new Problem(path, message, remedy));

    public double? Number(string path, string text)
    {
        var (value, message, remedy) = NumberText.Read(text);
        if (message is not null)
            Note(path, message, remedy ?? "");
        return value;
    }

    /// <summary>A whole number that has to be there.</summary>
    public long? Whole(string path, string text)
    {
        var (value, message, remedy) = NumberText.ReadWhole(text);
        if (message is not null)
            Note(path, message, remedy ?? "");
        else if (value is null)
            Note(path, "The number is missing.", "Write a whole number.");
        return value;
    }

    public int? Count(string path, string text)
    {
        var whole = Whole(path, text);
        if (whole is null or (>= int.MinValue and <= int.MaxValue))
            return (int?)whole;
        Note(path, $"{whole} is too large.", "Give a smaller whole number.");
        return null;
    }

    /// <summary>Whole numbers in one field, separated by commas or spaces; null where one cannot be read.</summary>
    public JsonArray? Counts(string path, string text)
    {
        var read = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(t => (Text: t, Value: NumberText.ReadWhole(t))).ToList();
        var wrong = read.Find(r => r.Value.Value is null or < int.MinValue or > int.MaxValue);
        if (wrong.Text is not null)
        {
            Note(path, $"'{wrong.Text}' is not a whole number of usual size.", "Write whole numbers with commas between them, such as 0, 1, 3.");
            return null;
        }

        return new JsonArray([.. read.Select(r => JsonValue.Create((int)r.Value.Value!))]);
    }
}
