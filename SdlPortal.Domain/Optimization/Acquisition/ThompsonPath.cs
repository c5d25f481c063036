using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// One function drawn from the posterior, smooth and known everywhere (<see cref="PosteriorPaths"/>): whoever goes to its best place samples the place of the optimum by its probability
/// (Thompson 1933; Wilson et al. 2020, arXiv 2002.09309). Pending experiments need no other handling than a draw of their own.
/// </summary>
/// <param name="model">Fitted to outputs of which larger is better.</param>
/// <param name="cube">The space of the model's inputs.</param>
/// <param name="seed">Decides the draw.</param>
public sealed class ThompsonPath(GaussianProcess model, UnitCube cube, long seed) : AcquisitionFunction
{
    private readonly PosteriorPaths paths = new(model, cube, 1, seed);

    public override string Name => "posterior sample";

    public override double Value(double score) => score;

    public override double Score(ReadOnlySpan<double> x, Span<double> gradient) => paths.Value(0, x, gradient);
}
