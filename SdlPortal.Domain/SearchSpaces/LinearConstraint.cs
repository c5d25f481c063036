using System.Globalization;

namespace SdlPortal.Domain.SearchSpaces;

public enum Relation { AtMost, AtLeast, Equal }

/// <summary>One term of a linear constraint: a coefficient times a numeric parameter, in lab units.</summary>
public sealed record LinearTerm(string Parameter, double Coefficient);

/// <summary>
/// A linear relation over numeric parameters in lab units: sum of coefficient × parameter, then ≤, ≥ or = a value.
/// "Sum to one" is an equality with all coefficients 1.
/// </summary>
public sealed record LinearConstraint(EquatableList<LinearTerm> Terms, Relation Relation, double Value)
{
    /// <summary>The left side, in lab units.</summary>
    public double LeftSide(Configuration configuration) => Terms.Sum(t => t.Coefficient * configuration[t.Parameter].Number);

    /// <summary>
    /// How far the configuration breaks the constraint, in the constraint's own units; 0 when it is kept. Rounding of the
    /// last digits (1e-9 of the largest term, at least 1e-9 of the value) is not a violation.
    /// </summary>
    public double Violation(Configuration configuration)
    {
        var left = LeftSide(configuration);
        var excess = Relation switch
        {
            Relation.AtMost => left - Value,
            Relation.AtLeast => Value - left,
            _ => Math.Abs(left - Value),
        };
        var largest = Math.Abs(Value);
        foreach (var term in Terms)
            largest = Math.Max(largest, Math.Abs(term.Coefficient * configuration[term.Parameter].Number));
        return excess <= 1e-9 * largest ? 0 : excess;
    }

    public override string ToString()
    {
        var sum = string.Join(" + ", Terms.Select(t => t.Coefficient == 1 ? t.Parameter : string.Create(CultureInfo.InvariantCulture, $"{t.Coefficient} {t.Parameter}")));
        return string.Create(CultureInfo.InvariantCulture, $"{sum} {Relation.Symbol()} {Value}");
    }
}

public static class Relations
{
    /// <summary>The relation as files write it: "&lt;=", "&gt;=" or "=".</summary>
    public static string Symbol(this Relation relation) => relation switch
    {
        Relation.AtMost => "<=",
        Relation.AtLeast => ">=",
        _ => "=",
    };

    public static Relation? Parse(string? symbol) => symbol?.Trim() switch
    {
        "<=" or "≤" => Relation.AtMost,
        ">=" or "≥" => Relation.AtLeast,
        "=" or "==" => Relation.Equal,
        _ => null,
    };
}
