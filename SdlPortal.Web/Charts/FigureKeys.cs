using System.Globalization;
using System.Text;

namespace SdlPortal.Web.Charts;

/// <summary>Names of figures that are fit for files and addresses, whatever tasks, parameters and columns are called.</summary>
internal static class FigureKeys
{
    /// <summary>Letters and digits stay, everything else becomes a dash, and where that lost something a hash keeps names apart.</summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name)
            key.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        var text = key.ToString();
        if (text == name)
            return text;
        var hash = 2166136261u;
        foreach (var c in name)
            hash = (hash ^ c) * 16777619u;
        return $"{text.Trim('-')}-{hash.ToString("x8", CultureInfo.InvariantCulture)}";
    }
}
