using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>A family of models: how it is called, which settings are tried and how a fitted one is kept. One object for each family, listed in the catalog of families.</summary>
public abstract class ModelFamily
{
    /// <summary>Short and stable, for files and the command line: "ridge".</summary>
    public abstract string Key { get; }

    /// <summary>For people: "Ridge regression".</summary>
    public abstract string Title { get; }

    /// <summary>What it is and when it is good, in a sentence.</summary>
    public abstract string Sentence { get; }

    public abstract bool Serves(TargetKind target);

    /// <summary>True where columns have to be on a common scale.</summary>
    public abstract bool NeedsScaling { get; }

    /// <summary>Beyond it the family is too slow or too hungry and is left out with that reason; rows.</summary>
    public virtual int MostRows => int.MaxValue;

    /// <summary>The settings among which the inner cross-validation chooses, the simplest first.</summary>
    public abstract IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width);

    /// <summary>A fitted model of this family as a node of the saved file; reading it again gives the same predictions to the last bit.</summary>
    public abstract JsonNode Write(IFittedModel model);

    /// <exception cref="InvalidDataException">The node is none of this family's.</exception>
    public abstract IFittedModel Read(JsonNode node);
}
