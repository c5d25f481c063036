using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>When two names are the same to a person.</summary>
public static class NameForms
{
    /// <summary>Small letters and digits alone: "Learning Rate", "learning_rate" and "learningRate" have the same form.</summary>
    public static string Normalized(string name)
    {
        var form = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormKC))
        {
            if (c is not ('_' or '-' or '.') && !char.IsWhiteSpace(c))
                form.Append(char.ToLowerInvariant(c));
        }

        return form.ToString();
    }
}
