using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Applies a saved model to the rows of a table. Pure; in blocks of rows.</summary>
internal static class ModelApplying
{
    /// <summary>Of new rows like those learned from, this share lies within the interval.</summary>
    private const double Coverage = 0.9;

    private const int RowsAtATime = 8192;

    public static Predictions Predict(SavedModel saved, DataTable table, AnalysisStep step)
    {
        var family = ModelFamilies.Find(saved.Family) ?? throw new TableRefusedException([$"The model is of the family '{saved.Family}', which this program does not know."]);
        var model = family.Read(saved.Fitted);
        var prepared = saved.Preparation.Apply(table, null, step.Part(0, 0.4));
        var foretold = Foretell(model, prepared, Math.Max(1, saved.Classes.Count), step.Part(0.4, 0.9));
        var outside = Outside(saved.Preparation, table, prepared.Rows);
        var remarks = new List<string>(prepared.Remarks);
        if (prepared.Count < table.Rows)
            remarks.Add($"{table.Rows - prepared.Count:N0} of {table.Rows:N0} rows have a missing value, for which this model says nothing.");
        if (outside.Count > 0)
            remarks.Add($"{outside.Count:N0} of {prepared.Count:N0} rows lie outside of what the model learned from; what it says of them is a guess.");
        if (saved.Kind == TargetKind.Class)
        {
            var classes = saved.Classes.Count;
            double[] likeliest = [.. Enumerable.Range(0, prepared.Count).Select(i => (double)ModelScoring.Likeliest(foretold.AsSpan(i * classes, classes)))];
            return new Predictions(saved.Target, null, saved.Kind, saved.Classes, prepared.Rows, likeliest, [], [], double.NaN, foretold, outside, remarks);
        }

        var half = HalfWidth(saved.Residuals);
        if (double.IsNaN(half))
            remarks.Add("Too few rows were held out to give intervals.");
        return new Predictions(saved.Target, saved.Unit, saved.Kind, [], prepared.Rows, foretold, Array.ConvertAll(foretold, v => v - half), Array.ConvertAll(foretold, v => v + half), Coverage, [], outside, remarks);
    }

    private static double[] Foretell(IFittedModel model, PreparedRows prepared, int width, AnalysisStep step)
    {
        var foretold = new double[prepared.Count * width];
        var (blocks, done) = ((prepared.Count + RowsAtATime - 1) / RowsAtATime, 0);
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, step.Threads), CancellationToken = step.Cancellation }, block =>
        {
            var from = block * RowsAtATime;
            var count = Math.Min(RowsAtATime, prepared.Count - from);
            model.Predict(prepared.Values.AsSpan(from * prepared.Width, count * prepared.Width).ToArray(), prepared.Width).CopyTo(foretold, from * width);
            step.Report((double)Interlocked.Increment(ref done) / blocks, "foretelling");
        });
        return foretold;
    }

    /// <summary>
    /// The ⌈(n + 1) coverage⌉-th smallest residual of held-out rows, as split conformal prediction takes it (Lei et al. 2018, J. Am. Stat. Assoc. 113, 1094) though of folds rather than of one part:
    /// about the coverage on rows like those learned from, without the guarantee. Not a number where there are too few.
    /// </summary>
    private static double HalfWidth(IReadOnlyList<double> residuals)
    {
        var place = (int)Math.Ceiling((residuals.Count + 1) * Coverage);
        return place > residuals.Count || residuals.Count == 0 ? double.NaN : residuals[place - 1];
    }

    private static List<OutsideRow> Outside(FittedPreparation fitted, DataTable table, int[] rows)
    {
        var found = new SortedDictionary<int, List<string>>();
        foreach (var column in fitted.Columns)
        {
            var isCategory = column.Kind == ColumnKind.Category;
            var values = ColumnReading.Read(column with { Logarithm = false }, table, rows, []);
            for (var i = 0; i < values.Length; i++)
            {
                if (!(isCategory ? values[i] == ColumnReading.NoFeature : values[i] < column.Least || values[i] > column.Most))
                    continue;
                if (!found.TryGetValue(i, out var names))
                    found[i] = names = [];
                names.Add(column.Name);
            }
        }

        return [.. found.Select(f => new OutsideRow(f.Key, f.Value))];
    }
}
