namespace SdlPortal.Domain.Analytics.Models;

/// <summary>The classes that occur among training rows, ascending: one that does not occur cannot be learned and gets the probability 0.</summary>
internal sealed record PresentClasses(int[] All)
{
    public int Count => All.Length;

    public static PresentClasses Of(double[] y, int classes)
    {
        var seen = new bool[classes];
        foreach (var value in y)
            seen[(int)value] = true;
        return new PresentClasses([.. Enumerable.Range(0, classes).Where(k => seen[k])]);
    }

    /// <summary>The place of each outcome among <see cref="All"/>.</summary>
    public int[] Coded(double[] y) => Array.ConvertAll(y, value => Array.IndexOf(All, (int)value));
}
