namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Work on rows, a block after the other, side by side. Blocks depend on the number of rows alone, so that what is summed by block and then in the order of the blocks is the same for any number of threads.</summary>
internal static class RowBlocks
{
    public const int Size = 8192;

    public static int Count(int rows, int size = Size) => (rows + size - 1) / size;

    /// <param name="work">Block, first row, rows.</param>
    public static void Each(int rows, AnalysisStep step, Action<int, int, int> work, int size = Size)
    {
        var blocks = Count(rows, size);
        Each(blocks, step, b => work(b, b * size, Math.Min(size, rows - (b * size))));
    }

    /// <summary>The same for any things that are numbered; says how far it is after each.</summary>
    public static void Each(int count, AnalysisStep step, Action<int> work)
    {
        var done = 0;
        var saying = new Lock();
        void One(int i)
        {
            step.Cancellation.ThrowIfCancellationRequested();
            work(i);
            lock (saying)
                step.Report((double)++done / count, null);
        }

        if (step.Threads <= 1 || count <= 1)
        {
            for (var i = 0; i < count; i++)
                One(i);
            return;
        }

        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = step.Threads, CancellationToken = step.Cancellation }, One);
    }
}
