using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Twins;

/// <summary>
/// What a twin lets through to the real stations: experiments spread evenly over the space are simulated on it, and what it ranks among the best share of them may go on. The first ones come from that
/// shortlist, spread out; later ones are the strategy's, whose acquisition is multiplied by 1/(1 + exp((threshold - value)/width)), so that a place outside has to promise much more. One in
/// <see cref="Prescreen.UnscreenedEvery"/> is chosen without the twin, and all of them once measurements contradict it. Follows from the campaign's definition alone. Immutable, safe from any thread.
/// </summary>
public sealed class TwinScreen
{
    private const int RowsOfTwin = 500;

    /// <summary>From the threshold down to the middle of the simulated experiments the weight falls by e to this power.</summary>
    private const double Steepness = 6;
    private const int MostDraws = 5000;

    private readonly Prescreen prescreen;
    private readonly FeasibleSampler sampler;
    private readonly Objective objective;
    private readonly GroundTruth truth;
    private readonly TruthSurface surface;
    private readonly double[] merits;
    private readonly double width;
    private readonly string? flaw;

    private TwinScreen(Prescreen prescreen, FeasibleSampler sampler, GroundTruth truth, double? r2, long seed, CancellationToken cancellationToken)
    {
        (this.prescreen, this.sampler, this.truth, R2) = (prescreen, sampler, truth, r2);
        objective = truth.Objectives[0];
        surface = new TruthSurface(truth, sampler.Region.Cube);
        var random = SeededRandom.Derive(seed, 0x7314);
        var simulated = Enumerable.Range(0, prescreen.Simulated).Select(_ => sampler.SampleUnit(random)).Select(u => (Unit: u, Merit: Merit(u))).OrderByDescending(s => s.Merit).ToList();
        cancellationToken.ThrowIfCancellationRequested();
        merits = [.. simulated.Select(s => s.Merit)];
        var kept = Math.Clamp((int)Math.Ceiling(prescreen.Share * merits.Length), 1, merits.Length);
        Threshold = merits[kept - 1];
        width = (Threshold - merits[merits.Length / 2]) / Steepness;
        Shortlist = Spread([.. simulated.Take(kept).Select(s => s.Unit)]);
        flaw = r2 < TableCheck.LeastR2 ? $"it predicts its own table with r² {Quantity.Text(r2.Value, digits: 2)}, less than {Quantity.Text(TableCheck.LeastR2)}"
            : !(width > 0) ? "it says the same over most of the space" : null;
    }

    /// <summary>Cross-validated r² of a twin fitted to a table; null for a function.</summary>
    public double? R2 { get; }

    /// <summary>How good the twin says the least experiment of the shortlist is; larger is better.</summary>
    public double Threshold { get; }

    /// <summary>The simulated experiments that may go on: the best one first, then each as far as possible from those before it.</summary>
    public IReadOnlyList<Configuration> Shortlist { get; }

    /// <param name="table">The CSV text of a twin that is a table.</param>
    /// <param name="seed">The campaign's; decides what is simulated.</param>
    /// <exception cref="GroundTruthException">The twin does not fit the campaign.</exception>
    /// <exception cref="ResultTableException">The table cannot be read.</exception>
    /// <exception cref="InfeasibleSpaceException">No configuration keeps the constraints.</exception>
    public static TwinScreen Build(Prescreen prescreen, string? table, SearchSpace space, Objective objective, long seed, CancellationToken cancellationToken = default)
    {
        var sampler = new FeasibleSampler(space);
        if (prescreen.Kind == TwinKind.Function)
            return new TwinScreen(prescreen, sampler, GroundTruth.BuiltIn(prescreen.NameOrPath, space, [objective]), null, seed, cancellationToken);
        var rows = ResultTable.Read(new StringReader(table ?? throw new GroundTruthException($"There is no table '{prescreen.NameOrPath}'. Upload it, or name one that exists.")), space, [objective]).Rows;
        return Of(prescreen, TableProblem.Fit(space, objective, rows, null, seed: 0, RowsOfTwin, cancellationToken).Truth, sampler, seed, cancellationToken);
    }

    /// <summary>A screen on a truth that is there already.</summary>
    internal static TwinScreen Of(Prescreen prescreen, GroundTruth truth, FeasibleSampler sampler, long seed, CancellationToken cancellationToken = default) =>
        new(prescreen, sampler, truth, (truth as TableGroundTruth)?.R2, seed, cancellationToken);

    /// <summary>What the twin says, in the objective's unit. Never a measurement.</summary>
    public double Simulate(Configuration configuration) => truth.TrueValues(configuration)[0];

    /// <summary>The twin against the campaign's own measurements; results from before the campaign do not count, since the twin may be made of them.</summary>
    public TwinStanding Judge(SuggestionRequest request) => TwinStanding.Of([.. request.Observations.Skip(request.PriorResults)
        .Where(o => request.Space.Contains(o.Configuration))
        .Select(o => (objective.Merit.Of(objective.Oriented(Simulate(o.Configuration))), objective.Merit.Of(objective.Oriented(o.Values[0]))))]);

    /// <summary>The suggestion of the request's strategy within what the twin lets through, with the twin's note. Pure.</summary>
    /// <exception cref="SuggestionException">Nothing can be proposed.</exception>
    public Suggestion Suggest(SuggestionRequest request, CancellationToken cancellationToken = default)
    {
        var standing = Judge(request);
        var setAside = flaw ?? standing.Objection;
        var isScreened = setAside is null && !IsFree(request.Index);
        var suggestion = isScreened ? Screened(request, cancellationToken) : Strategies.Suggest(request, cancellationToken);
        var merit = Merit(sampler.Region.Cube.Encode(suggestion.Configuration));
        return suggestion with
        {
            Rationale = suggestion.Rationale with
            {
                Twin = new TwinNote
                {
                    Twin = prescreen.Twin,
                    R2 = R2,
                    Simulated = prescreen.Simulated,
                    Rank = 1 + merits.TakeWhile(m => m > merit).Count(),
                    Simulation = Simulate(suggestion.Configuration),
                    Screened = isScreened,
                    SetAside = setAside,
                    Correlation = standing.Correlation,
                    Compared = standing.Compared,
                },
            },
        };
    }

    /// <summary>Chosen without the twin in turn.</summary>
    private static bool IsFree(int index) => index % Prescreen.UnscreenedEvery == Prescreen.UnscreenedEvery - 1;

    private Suggestion Screened(SuggestionRequest request, CancellationToken cancellationToken)
    {
        // What a campaign was given to begin with, and what other tasks let expect, goes before the twin's shortlist.
        if (request.WarmStart is not null && Strategies.Suggest(request with { Screen = LogWeight }, cancellationToken) is { Rationale.WarmStart: not null } warm)
            return warm;
        var taken = new HashSet<Configuration>([.. request.Pending, .. request.Refused, .. request.Observations.Select(o => o.Configuration)]);
        if (request.Index < request.InitialDesign.Count)
            return Instead(request, Shortlist.FirstOrDefault(c => !taken.Contains(c)), "initial shortlist", cancellationToken);
        return Strategies.Find(request.Strategy.At(request.Index)) is ModelStrategy
            ? Strategies.Suggest(request with { Screen = LogWeight }, cancellationToken)
            : Instead(request, Draw(request, taken), $"{request.Strategy.At(request.Index)} within the screen", cancellationToken);
    }

    /// <summary>The strategy's suggestion with another configuration; its own where there is none.</summary>
    private static Suggestion Instead(SuggestionRequest request, Configuration? configuration, string strategy, CancellationToken cancellationToken)
    {
        var own = Strategies.Suggest(request, cancellationToken);
        return configuration is null ? own : new Suggestion(configuration, own.Rationale with { Strategy = strategy });
    }

    /// <summary>A configuration that the twin lets through, all equally likely; null where none was met.</summary>
    private Configuration? Draw(SuggestionRequest request, HashSet<Configuration> taken)
    {
        var random = SeededRandom.Derive(request.Seed, request.Index, 0x5C4E);
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var unit = sampler.SampleUnit(random);
            if (Merit(unit) >= Threshold && sampler.Region.Cube.Decode(unit) is var configuration && !taken.Contains(configuration))
                return configuration;
        }

        return null;
    }

    private double Merit(double[] unit) => surface.Score(unit, default);

    /// <summary>log 1/(1 + exp(-z)), z = (value - threshold)/width, and its derivatives.</summary>
    private double LogWeight(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var z = (surface.Score(x, gradient) - Threshold) / width;
        var share = 1 / (1 + Math.Exp(z)); // 1 - weight
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] *= share / width;
        return z < -30 ? z : -Math.Log(1 + Math.Exp(-z));
    }

    /// <summary>Different configurations, the first one first, then always the one farthest from those taken (maximin).</summary>
    private List<Configuration> Spread(List<double[]> units)
    {
        var cube = sampler.Region.Cube;
        var left = units.Select(u => (Unit: u, Configuration: cube.Decode(u))).DistinctBy(p => p.Configuration).ToList();
        var nearest = Enumerable.Repeat(double.PositiveInfinity, left.Count).ToArray();
        var order = new List<Configuration>(left.Count);
        for (var next = 0; order.Count < left.Count; next = Array.IndexOf(nearest, nearest.Max()))
        {
            order.Add(left[next].Configuration);
            for (var i = 0; i < left.Count; i++)
                nearest[i] = i == next || nearest[i] < 0 ? -1 : Math.Min(nearest[i], SpaceFilling.Distance(cube, left[i].Unit, left[next].Unit));
        }

        return order;
    }
}
