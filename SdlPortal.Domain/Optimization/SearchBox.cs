using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Search;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// A part of the unit cube to search in: between two numbers in every column (choices are never narrowed). At least one level of every stepped column
/// stays in it. Immutable.
/// </summary>
/// <param name="Low">d numbers in [0, 1].</param>
/// <param name="High">d numbers, none below its low one.</param>
public sealed record SearchBox(double[] Low, double[] High)
{
    /// <summary>The part as a space of its own, with the same constraints.</summary>
    /// <exception cref="InfeasibleSpaceException">No configuration in it keeps the constraints.</exception>
    internal Part Within(UnitCube cube)
    {
        var parameters = cube.Space.Parameters.Select((p, j) => Narrow(p, cube.Columns[j], Low[j], High[j])).ToList();
        return new Part(cube, new FeasibleSampler(cube.Space with { Parameters = [.. parameters] }));
    }

    private static Parameter Narrow(Parameter parameter, UnitColumn column, double low, double high)
    {
        if (column.LevelCount == 1)
            return parameter;
        switch (parameter)
        {
            case ContinuousParameter p:
                var (from, to) = (column.ToValue(low).Number, column.ToValue(high).Number);
                return p with { Low = from, High = to };
            case IntegerParameter p:
                var (first, last) = Levels(column, low, high);
                return p with { Low = p.Low + first, High = p.Low + last };
            case DiscreteParameter p:
                var (lowest, highest) = Levels(column, low, high);
                return p with { Levels = [.. p.Levels.Skip((int)lowest).Take((int)(highest - lowest + 1))] };
            default:
                return parameter;
        }
    }

    /// <summary>The first and last level between two places; the one nearest to their middle where there is none.</summary>
    private static (long First, long Last) Levels(UnitColumn column, double low, double high)
    {
        var (first, last) = (column.NearestLevel(low), column.NearestLevel(high));
        if (column.Level(first) < low)
            first++;
        if (column.Level(last) > high)
            last--;
        return first <= last ? (first, last) : (column.NearestLevel(0.5 * (low + high)), column.NearestLevel(0.5 * (low + high)));
    }

    /// <summary>A narrowed space with the way between its own unit cube and the whole one.</summary>
    internal sealed record Part(UnitCube Whole, FeasibleSampler Sampler)
    {
        private UnitCube Own => Sampler.Region.Cube;

        /// <summary>The same point in the whole cube.</summary>
        private double[] ToWhole(ReadOnlySpan<double> unit)
        {
            var point = new double[unit.Length];
            for (var j = 0; j < point.Length; j++)
                point[j] = Whole.Columns[j].IsCategorical ? unit[j] : Whole.Columns[j].ToUnit(Own.Columns[j].ToValue(unit[j]));
            return point;
        }

        /// <summary>The nearest point of the narrowed cube.</summary>
        private double[] ToOwn(ReadOnlySpan<double> unit)
        {
            var point = new double[unit.Length];
            for (var j = 0; j < point.Length; j++)
                point[j] = Whole.Columns[j].IsCategorical ? unit[j] : Own.Columns[j].Snap(Math.Clamp(Own.Columns[j].ToUnit(Whole.Columns[j].ToValue(unit[j])), 0, 1));
            return point;
        }

        /// <summary>The same search in the narrowed space; what it finds are places of the whole cube.</summary>
        public Found? Find(AcquisitionFunction acquisition, IEnumerable<double[]> near, Func<double[], Configuration, bool> isTaken, long seed, CancellationToken cancellationToken)
        {
            var found = AcquisitionMaximizer.Find(new InPart(this, acquisition), Sampler, [.. near.Select(p => ToOwn(p))], (u, c) => isTaken(ToWhole(u), c), seed, null, cancellationToken);
            Spot InWhole(Spot spot) => spot with { Unit = ToWhole(spot.Unit) };
            return found is null ? null : found with
            {
                Optimum = InWhole(found.Optimum),
                Free = found.Free is null ? null : InWhole(found.Free),
                RunnerUp = found.RunnerUp is null ? null : InWhole(found.RunnerUp),
            };
        }

        /// <summary>An acquisition function as seen from the narrowed cube: places are mapped, gradients scaled.</summary>
        private sealed class InPart : AcquisitionFunction
        {
            private readonly AcquisitionFunction inner;
            private readonly double[] offsets;
            private readonly double[] widths;
            private double[] whole = [];

            public InPart(Part part, AcquisitionFunction inner)
            {
                this.inner = inner;
                var d = part.Own.Dimension;
                var low = new double[d];
                var high = new double[d];
                for (var j = 0; j < d; j++)
                {
                    var column = part.Own.Columns[j];
                    high[j] = column.IsCategorical || column.LevelCount == 1 ? 0 : 1;
                }

                offsets = part.ToWhole(low);
                widths = part.ToWhole(high);
                for (var j = 0; j < d; j++)
                {
                    widths[j] -= offsets[j];
                    if (part.Own.Columns[j].IsCategorical)
                        (offsets[j], widths[j]) = (0, 1);
                }
            }

            public override string Name => inner.Name;

            public override bool IsLogarithmic => inner.IsLogarithmic;

            public override double Value(double score) => inner.Value(score);

            public override bool Vanishes(double score) => inner.Vanishes(score);

            public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
            {
                Span<double> one = [0];
                Scores(x, one, gradient);
                return one[0];
            }

            public override void Scores(ReadOnlySpan<double> points, Span<double> scores, Span<double> gradients)
            {
                var d = offsets.Length;
                if (whole.Length < points.Length)
                    whole = new double[points.Length];
                for (var i = 0; i < points.Length; i++)
                    whole[i] = offsets[i % d] + (widths[i % d] * points[i]);
                inner.Scores(whole.AsSpan(0, points.Length), scores, gradients);
                for (var i = 0; i < gradients.Length; i++)
                    gradients[i] *= widths[i % d];
            }
        }
    }
}
