namespace SdlPortal.Domain.Numerics;

/// <summary>A matrix could not be factored even with the largest jitter on its diagonal.</summary>
public sealed class CholeskyException(int size, double largestJitter)
    : Exception($"A {size} x {size} matrix is not positive definite, even with {largestJitter:G3} of its mean diagonal added to the diagonal; look for values that are not finite or rows that repeat.")
{
    public int Size { get; } = size;

    /// <summary>The largest jitter tried, as a share of the mean diagonal.</summary>
    public double LargestJitter { get; } = largestJitter;
}
