namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// The results that a report's models are fitted to: all of them, or of very many the best and an even choice of the rest. Inputs in the unit cube,
/// outputs one row per result in the objectives' units, as models see them (minimized ones with the other sign). Immutable.
/// </summary>
public sealed class ModelRows
{
    /// <summary>Of more results the report takes this many, so that a page has its answer within a second or two.</summary>
    public const int Most = 500;

    /// <param name="most">A fifth of these are the best results of the objectives in turn, the others evenly spread over the order of arrival.</param>
    public ModelRows(EncodedRequest encoded, int most = Most)
    {
        Known = encoded.Inputs.Count;
        double[] Output(int i) => [.. encoded.Outputs[i].Select((y, o) => y * encoded.OutputScales[o])];
        var rows = Known <= most ? [.. Enumerable.Range(0, Known)] : Choose(encoded, most);
        Results = rows.ConvertAll(i => encoded.Rows[i]);
        Inputs = rows.ConvertAll(i => encoded.Inputs[i]);
        Outputs = rows.ConvertAll(Output);
        Errors = rows.ConvertAll(i => encoded.Errors[i]?.Select((e, o) => e * encoded.OutputScales[o]).ToArray());
        Merits = Outputs.Select(y => encoded.Request.Objectives.Select((objective, o) => objective.Merit.Of(y[o])).ToArray()).ToList();
        MayBeBest = rows.ConvertAll(i => encoded.IsInside[i] && encoded.Request.Aims.AreKept(encoded.Request.Observations[encoded.Rows[i]].Values));
        Distinct = Inputs.Select(p => string.Join(' ', p)).Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>How many results could have been taken: those whose every parameter has a value that the space knows.</summary>
    public int Known { get; }

    /// <summary>Index of each row's result in the request's observations.</summary>
    public IReadOnlyList<int> Results { get; }

    public IReadOnlyList<double[]> Inputs { get; }

    public IReadOnlyList<double[]> Outputs { get; }

    /// <summary>Standard errors of the outputs; null where nobody knows them.</summary>
    public IReadOnlyList<double[]?> Errors { get; }

    /// <summary>How good each output is, larger is better: itself, or for one with a target the negative distance from it.</summary>
    public IReadOnlyList<double[]> Merits { get; }

    /// <summary>Marks the results whose configuration belongs to the space and which keep the limits on outcomes; others teach the model but are nothing to improve on.</summary>
    public IReadOnlyList<bool> MayBeBest { get; }

    public int Count => Inputs.Count;

    /// <summary>The number of different configurations.</summary>
    public int Distinct { get; }

    private static List<int> Choose(EncodedRequest encoded, int most)
    {
        var (count, objectives) = (encoded.Inputs.Count, encoded.Request.Objectives.Count);
        var taken = new bool[count];
        for (var o = 0; o < objectives; o++)
        {
            foreach (var i in Enumerable.Range(0, count).OrderByDescending(i => encoded.Request.Objectives[o].Merit.Of(encoded.Outputs[i][o] * encoded.OutputScales[o])).ThenBy(i => i).Take(Math.Max(1, most / 5 / objectives)))
                taken[i] = true;
        }

        var rest = Enumerable.Range(0, count).Where(i => !taken[i]).ToList();
        var room = most - (count - rest.Count);
        for (var k = 0; k < room; k++)
            taken[rest[(int)((k + 0.5) * rest.Count / room)]] = true;
        return [.. Enumerable.Range(0, count).Where(i => taken[i])];
    }
}
