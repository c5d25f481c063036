namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>The principal components of a table's columns and how the rows lie in them.</summary>
/// <param name="Features">d columns as they were prepared.</param>
/// <param name="Means">What was taken off each, on the prepared scale.</param>
/// <param name="Components">The largest variance first; those without any variance beyond rounding are left out.</param>
/// <param name="Suggested">How many components are worth looking at: as many as beat the broken stick, at least 1.</param>
/// <param name="ForNinetyFive">How many hold 95 % of the variance.</param>
/// <param name="Kept">How many have scores and make up T²; what they leave over makes up Q.</param>
/// <param name="Points">Rows for plotting, ascending.</param>
/// <param name="TSquaredLimit">What ordinary rows stay below with the probability asked for, n rows estimating their own center: (n − 1)²/n · Beta(a/2, (n − a − 1)/2) (Tracy, Young and Mason 1992).</param>
/// <param name="QLimit">The same of Q, by a chi-squared distribution with its mean and variance (Box 1954; Nomikos and MacGregor 1995, Technometrics 37, 41); 0 where nothing is left over.</param>
/// <param name="Outside">Rows beyond either limit.</param>
/// <param name="Outliers">The farthest of those, by the larger of T² and Q over their limits; at most 100.</param>
/// <param name="Rows">Rows that were used.</param>
public sealed record PrincipalComponents(
    IReadOnlyList<string> Features,
    double[] Means,
    IReadOnlyList<PrincipalComponent> Components,
    int Suggested,
    int ForNinetyFive,
    int Kept,
    IReadOnlyList<ComponentPoint> Points,
    double TSquaredLimit,
    double QLimit,
    int Outside,
    IReadOnlyList<ComponentPoint> Outliers,
    int Rows,
    IReadOnlyList<string> Remarks);

/// <summary>One direction of the prepared columns.</summary>
/// <param name="Weights">Of unit length, d; the row with the largest score by size has a positive one (scikit-learn's svd_flip).</param>
/// <param name="Loadings">The correlation of each column with the scores; 0 where the column is constant.</param>
/// <param name="Variance">Of the scores, with n − 1.</param>
/// <param name="Ratio">Share of the whole variance.</param>
/// <param name="SingularValue">√((n − 1) Variance).</param>
public sealed record PrincipalComponent(double[] Weights, double[] Loadings, double Variance, double Ratio, double SingularValue);

/// <summary>A row of the table in the components.</summary>
/// <param name="Row">Of the table that was asked about.</param>
/// <param name="Scores">On the kept components.</param>
/// <param name="TSquared">Hotelling's T²: Σ score² / variance over the kept components; far out within the picture.</param>
/// <param name="Q">Squared distance from the plane of the kept components; away from the picture.</param>
public sealed record ComponentPoint(int Row, double[] Scores, double TSquared, double Q);
