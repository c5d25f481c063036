namespace SdlPortal.Web.Data.Explore;

/// <summary>What the Explore tab can draw.</summary>
/// <param name="Key">In addresses.</param>
/// <param name="Name">For people.</param>
/// <param name="Sentence">What it is good for.</param>
public sealed record Picture(string Key, string Name, string Sentence)
{
    public static Picture Histogram { get; } = new("histogram", "Histograms", "How the values of each column are spread, and by group.");

    public static Picture Box { get; } = new("box", "Box plots", "Medians, quartiles and far values, and how groups differ.");

    public static Picture Scatter { get; } = new("scatter", "Scatter", "One column against another.");

    public static Picture Matrix { get; } = new("matrix", "Scatter matrix", "Up to six columns against each other.");

    public static Picture Correlation { get; } = new("correlation", "Correlation", "Which columns rise and fall together.");

    public static Picture Components { get; } = new("pca", "PCA", "The directions in which rows differ most, and what they are made of.");

    public static Picture Clusters { get; } = new("clusters", "Clusters", "Groups of rows that are alike, found by k-means.");

    public static Picture Hierarchy { get; } = new("hierarchy", "Hierarchy", "Which rows are alike, as a tree.");

    public static IReadOnlyList<Picture> All { get; } = [Histogram, Box, Scatter, Matrix, Correlation, Components, Clusters, Hierarchy];

    /// <summary>Unknown words in an address are ignored.</summary>
    public static Picture Of(string? key) => All.FirstOrDefault(p => p.Key == key) ?? Histogram;
}
