using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>A coefficient and how sure it is, for normal errors of one variance.</summary>
/// <param name="Coefficient">Outcome per unit of the column.</param>
/// <param name="StandardError">Not a number where the column cannot be told from others.</param>
/// <param name="T">Coefficient / standard error.</param>
/// <param name="P">Two-sided, Student's t.</param>
/// <param name="Low">Of the 95 % interval.</param>
/// <param name="High">Of the 95 % interval.</param>
public sealed record OlsTerm(string Name, double Coefficient, double StandardError, double T, double P, double Low, double High)
{
    internal static OlsTerm Of(string name, double coefficient, double error, int freedom)
    {
        var reach = error * TailProbability.StudentCritical(0.95, freedom);
        return new OlsTerm(name, coefficient, error, coefficient / error, TailProbability.StudentTwoSided(coefficient / error, freedom), coefficient - reach, coefficient + reach);
    }
}
