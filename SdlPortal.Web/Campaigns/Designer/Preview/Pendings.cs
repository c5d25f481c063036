using System.Globalization;

namespace SdlPortal.Web.Campaigns.Designer.Preview;

/// <summary>The numbers pending at each suggestion as a sentence: "0, 1, 2, 3, then 3 at every suggestion".</summary>
public static class Pendings
{
    public static string Describe(IReadOnlyList<int> pending)
    {
        if (pending.Count == 0)
            return "No suggestion is made.";
        var constantFrom = pending.Count - 1;
        while (constantFrom > 0 && pending[constantFrom - 1] == pending[^1])
            constantFrom--;
        if (constantFrom == 0)
            return pending[0] == 0 ? "Every suggestion knows all results." : $"{pending[0]} pending at every suggestion.";
        var first = string.Join(", ", pending.Take(Math.Min(constantFrom + 1, 8)));
        return constantFrom < 8
            ? $"{first}, then {pending[^1]} pending at every suggestion."
            : string.Create(CultureInfo.InvariantCulture, $"{first} …; {pending.Average():0.#} on average, at most {pending.Max()}.");
    }
}
