using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// The results that a report's models are fitted to: all of them, or of very many the best and an even choice of the rest. Inputs in the unit cube,
/// outputs one row per result with the sign that makes larger better. Immutable.
/// </summary>
public sealed class ModelRows
{
    /// <summary>Of more results the report takes this many, so that a page has its answer within a second or two.</summary>
    public const int Most = 500;

    private ModelRows(int known, SuggestionRequest request, List<int> results, List<double[]> inputs, List<double[]> outputs)
    {
        Known = known;
        Results = results;
        Inputs = inputs;
        Outputs = outputs;
        IsInside = [.. results.Select(i => request.Space.Contains(request.Observations[i].Configuration))];
    }

    /// <summary>How many results could have been taken: those whose every parameter has a value that the space knows.</summary>
    public int Known { get; }

    /// <summary>Index of each row's result in the request's observations.</summary>
    public IReadOnlyList<int> Results { get; }

    public IReadOnlyList<double[]> Inputs { get; }

    public IReadOnlyList<double[]> Outputs { get; }

    /// <summary>Marks the results whose configuration belongs to the space; others teach the model but are nothing to improve on.</summary>
    public IReadOnlyList<bool> IsInside { get; }

    public int Count => Inputs.Count;

    /// <summary>The number of different configurations.</summary>
    public int Distinct => Inputs.Select(p => string.Join(' ', p)).Distinct(StringComparer.Ordinal).Count();

    /// <param name="most">A fifth of these are the best results of the objectives in turn, the others evenly spread over the order of arrival.</param>
    public static ModelRows Of(SuggestionRequest request, UnitCube cube, int most = Most)
    {
        var rows = new List<(int Result, double[] Input, double[] Output)>();
        for (var i = 0; i < request.Observations.Count; i++)
        {
            var observation = request.Observations[i];
            if (observation.Values.Count == request.Objectives.Count && observation.Values.All(double.IsFinite) && TryEncode(cube, observation.Configuration) is { } input)
                rows.Add((i, input, [.. observation.Values.Select((v, o) => request.Objectives[o].Oriented(v))]));
        }

        var chosen = rows.Count <= most ? rows : Choose(rows, request.Objectives.Count, most);
        return new ModelRows(rows.Count, request, [.. chosen.Select(r => r.Result)], [.. chosen.Select(r => r.Input)], [.. chosen.Select(r => r.Output)]);
    }

    private static List<(int Result, double[] Input, double[] Output)> Choose(List<(int Result, double[] Input, double[] Output)> rows, int objectives, int most)
    {
        var taken = new bool[rows.Count];
        var best = Math.Max(1, most / 5 / objectives);
        for (var o = 0; o < objectives; o++)
        {
            foreach (var i in Enumerable.Range(0, rows.Count).OrderByDescending(i => rows[i].Output[o]).ThenBy(i => i).Take(best))
                taken[i] = true;
        }

        var rest = Enumerable.Range(0, rows.Count).Where(i => !taken[i]).ToList();
        var room = most - (rows.Count - rest.Count);
        for (var k = 0; k < room; k++)
            taken[rest[(int)((k + 0.5) * rest.Count / room)]] = true;
        return [.. rows.Where((_, i) => taken[i])];
    }

    private static double[]? TryEncode(UnitCube cube, Configuration configuration)
    {
        foreach (var parameter in cube.Space.Parameters)
        {
            if (!configuration.TryGet(parameter.Name, out var value) || value.IsNumber == parameter is CategoricalParameter || parameter is CategoricalParameter && !parameter.Allows(value))
                return null;
        }

        return cube.Encode(configuration);
    }
}
