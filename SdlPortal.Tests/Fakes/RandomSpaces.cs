using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Fakes;

/// <summary>Search spaces of every kind, by number: 1 to 5 parameters, none to two constraints that at least one configuration keeps.</summary>
internal static class RandomSpaces
{
    public static SearchSpace Build(int number)
    {
        var random = SeededRandom.Derive(number, 0x7E57);
        var parameters = Enumerable.Range(0, 1 + (int)random.NextInt(5)).Select(i => Parameter("p" + i, random)).ToArray();
        var free = new SearchSpace([.. parameters], []);
        var witness = new FeasibleSampler(free).Sample(random);
        var numeric = parameters.Where(p => p is not CategoricalParameter).Select(p => p.Name).ToArray();
        var constraints = new List<LinearConstraint>();
        for (var k = random.NextInt(3); k > 0 && numeric.Length > 0; k--)
        {
            double[] coefficients = [1, 1, 1, 2, -1, 0.5];
            var terms = numeric.Where(_ => random.NextDouble() < 0.7).DefaultIfEmpty(numeric[0]).Select(n => new LinearTerm(n, coefficients[random.NextInt(6)])).ToArray();
            var constraint = new LinearConstraint([.. terms], (Relation)random.NextInt(3), 0);
            var left = constraint.LeftSide(witness);
            var slack = constraint.Relation == Relation.Equal ? 0 : 0.2 * Math.Abs(left) * (constraint.Relation == Relation.AtMost ? 1 : -1);
            constraints.Add(constraint with { Value = left + slack });
        }

        return free with { Constraints = [.. constraints] };
    }

    private static Parameter Parameter(string name, SeededRandom random) => random.NextInt(7) switch
    {
        0 => new ContinuousParameter(name, -2, 3),
        1 => new ContinuousParameter(name, 0, 1),
        2 => new ContinuousParameter(name, 1e-3, 10, Scale.Log),
        3 => new IntegerParameter(name, 0, 1 + random.NextInt(30)),
        4 => new IntegerParameter(name, 1, 1000, Scale.Log),
        5 => new DiscreteParameter(name, [0.1, 0.25, 0.5, 2]),
        _ => random.NextDouble() < 0.7 ? new CategoricalParameter(name, ["water", "ethanol", "toluene"]) : new ContinuousParameter(name, 4, 4),
    };
}
