namespace SdlPortal.Domain.SearchSpaces;

/// <summary>
/// The only border between lab units and the model: one column per parameter in the space's order, numbers scaled to [0, 1], choices as their
/// index. Immutable.
/// </summary>
public sealed class UnitCube(SearchSpace space)
{
    public SearchSpace Space { get; } = space;

    public IReadOnlyList<UnitColumn> Columns { get; } = [.. space.Parameters.Select(p => new UnitColumn(p))];

    public int Dimension => Columns.Count;

    /// <summary>Marks the columns that hold the index of a choice.</summary>
    public bool[] Categorical => [.. Columns.Select(c => c.IsCategorical)];

    /// <exception cref="ArgumentException">A value is missing, is text where a number belongs, or is an unknown choice.</exception>
    public double[] Encode(Configuration configuration)
    {
        var point = new double[Dimension];
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = configuration.TryGet(Columns[i].Name, out var value)
                ? Columns[i].ToUnit(value)
                : throw new ArgumentException($"The configuration has no value for '{Columns[i].Name}'.");
        }

        return point;
    }

    /// <summary>A configuration whose every value its parameter allows: bounds kept, whole numbers and levels rounded to the nearest.</summary>
    public Configuration Decode(ReadOnlySpan<double> point)
    {
        var values = new KeyValuePair<string, ParameterValue>[Dimension];
        for (var i = 0; i < values.Length; i++)
            values[i] = KeyValuePair.Create(Columns[i].Name, Columns[i].ToValue(point[i]));
        return new Configuration(values);
    }
}
