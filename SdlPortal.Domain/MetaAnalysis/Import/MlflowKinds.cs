using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>
/// What MLflow's parameters are, which it keeps as texts: a parameter is a number where all of its texts in the whole store are. "None" and an empty text say that it was not active, unless the parameter is a choice anyway.
/// Filled by a first reading, then asked; for one thread.
/// </summary>
public sealed class MlflowKinds
{
    private readonly Dictionary<string, Tally> tallies = new(StringComparer.Ordinal);

    public void Add(string key, string text)
    {
        if (!tallies.TryGetValue(key, out var tally))
            tallies[key] = tally = new Tally();
        if (!tally.IsNumber || IsNone(text))
            return;
        if (!TryFinite(text, out var number))
            tally.IsNumber = false;
        else
        {
            tally.IsInteger &= double.IsInteger(number);
            tally.Numbers++;
        }
    }

    /// <summary>The shapes to declare, in ordinal order of their names; choices are declared without levels, since the runs name them.</summary>
    public IEnumerable<ParameterShape> Shapes => tallies.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new ParameterShape(t.Key, Kind(t.Value)));

    /// <summary>The parameter's value in a run; null where it was not active.</summary>
    public ParameterValue? Value(string key, string text)
    {
        if (!tallies.TryGetValue(key, out var tally) || Kind(tally) == ParameterKind.Category)
        {
            if (text.Length > 0)
                return PythonJson.Short(text, 500);
            return null;
        }

        if (!IsNone(text) && TryFinite(text, out var number))
            return number;
        return null;
    }

    private static ParameterKind Kind(Tally tally) => !tally.IsNumber || tally.Numbers == 0 ? ParameterKind.Category : tally.IsInteger ? ParameterKind.Integer : ParameterKind.Number;

    private static bool IsNone(string text) => text.Length == 0 || text is "None" or "nan" or "NaN";

    private static bool TryFinite(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private sealed class Tally
    {
        public bool IsNumber { get; set; } = true;

        public bool IsInteger { get; set; } = true;

        public long Numbers { get; set; }
    }
}
